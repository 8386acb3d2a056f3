"""Where the machine has a program for sounds, a call in the terminal is heard."""

import os
import threading
import time

import pytest
from fakes.hotline import response
from fakes.person import Person
from fakes.softphone import eventually

from ivr.phone.loudspeaker import PROGRAMS, Loudspeaker
from ivr.phone.sound import Sound
from ivr.phone.wav import wav_of


@pytest.fixture
def player_of_sounds(tmp_path, monkeypatch):
    """Give a maker of the machine's program for sounds, from a line of shell."""
    monkeypatch.setattr("ivr.phone.loudspeaker.PROGRAMS", PROGRAMS)
    monkeypatch.setenv("PATH", os.pathsep.join([str(tmp_path), os.environ["PATH"]]))

    def make(line):
        name, *_ = PROGRAMS[0]
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{line}\n", "utf-8")
        program.chmod(0o755)
        return tmp_path

    return make


def test_sounds_are_played_where_the_machine_can(
    place, hotline, terminal, player_of_sounds
):
    """The WAV of each sentence goes to the program that the machine has for it."""
    folder = player_of_sounds('head -c 4 "$1" >> "$0.heard"')
    heard = folder / f"{PROGRAMS[0][0]}.heard"
    hotline.speaks("/speech/loud.wav", 60, (0, 60, "Kies."))
    hotline.sounds["/speech/loud.wav"] = wav_of(b"\x10\x00" * 480_000)
    hotline.documents["/voice"] = response("<Play>/speech/loud.wav</Play>")

    def hang_up():
        eventually(lambda: heard.exists() and heard.read_bytes())
        os.write(terminal, b"h")

    listener = threading.Thread(target=hang_up)
    listener.start()
    place(out=Person(terminal, {}))
    listener.join()
    assert heard.read_bytes() == b"RIFF"


def test_a_program_that_cannot_play_is_not_tried_again(player_of_sounds):
    """A machine with a player and no sound card is a silent one."""
    player_of_sounds("exit 1")
    loudspeaker = Loudspeaker()
    assert not loudspeaker.is_silent
    for tries in range(9):
        loudspeaker.play(Sound(b"\x10\x00" * 80, ()))
        time.sleep(0.05 * 2**tries)  # on a busy machine it takes long to fail
        loudspeaker.stop()
        if loudspeaker.is_silent:
            break
    assert loudspeaker.is_silent
    loudspeaker.close()
