import io
import json
import os
import pty
import re
import signal
import termios
import threading
import time
from contextlib import closing

import pytest
from fakes.hotline import CALLER, DIALLED, MENU, gather, response
from fakes.softphone import eventually

from ivr.phone.handset import CallerHungUpError
from ivr.phone.interactive import TtyCaller
from ivr.phone.loudspeaker import PROGRAMS, Loudspeaker
from ivr.phone.screen import Screen
from ivr.phone.sound import Sound
from ivr.phone.terminal import place_call
from ivr.phone.transcript import Transcript
from ivr.phone.wav import wav_of

COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
ONE = gather('numDigits="1"')
PIN = gather('numDigits="6"', "<Say>PIN?</Say>")


@pytest.fixture
def place(exchange):
    """Give what places a call and tells its exit code and output."""

    def place(out=None, **options):
        out = out or io.StringIO()
        asked = {"keys": None, "pace": "known", "record": None, "as_json": False}
        code = place_call(
            exchange, caller=CALLER, dialled=DIALLED, out=out, **(asked | options)
        )
        return code, COLOURS.sub("", out.getvalue()).splitlines()

    return place


@pytest.fixture
def typed(monkeypatch):
    """Give what lays text on stdin."""

    def lay(text):
        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    return lay


class Person(io.StringIO):
    """A terminal's screen, read by somebody who presses keys at *master*.

    *presses* are keys by the words that make the person press them, None for Ctrl-C.
    """

    def __init__(self, master, presses):
        super().__init__()
        self._master = master
        self._presses = presses

    def isatty(self):
        return True

    def write(self, text):
        for words, keys in self._presses.items():
            if words in text and keys is None:
                signal.raise_signal(signal.SIGINT)
            elif words in text:
                os.write(self._master, keys)
        return super().write(text)


@pytest.fixture
def terminal(monkeypatch):
    """Give the master's end of a terminal whose other end is stdin."""
    master, slave = pty.openpty()
    with os.fdopen(slave) as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        yield master
    os.close(master)


@pytest.fixture
def tty_caller():
    """Give a maker of callers at a terminal."""
    with closing(Loudspeaker()) as loudspeaker:
        screen, transcript = Screen(io.StringIO()), Transcript(print)
        yield lambda fd: TtyCaller(fd, screen, loudspeaker, transcript)


@pytest.fixture
def spoken_menu(hotline):
    """Have the hotline ask for one key and then for a PIN, in short sounds."""
    hotline.speaks("/speech/short.wav", 0.05, (0, 0.05, "Kies."))
    short = "<Play>/speech/short.wav</Play>"
    hotline.documents["/voice"] = response(
        short, gather('numDigits="1" timeout="1"', short)
    )
    hotline.documents["/voice/turn/1"] = response(
        gather('numDigits="2"', "<Say>PIN?</Say>").replace("turn/1", "turn/2")
    )
    hotline.documents["/voice/turn/2"] = response("<Say>Ok.</Say>")
    return hotline


def test_a_scripted_call_is_printed_line_by_line(place, hotline):
    """Who says what is printed, with secret keys masked and silence named."""
    hotline.documents["/voice"] = response(ONE, PIN.replace("turn/1", "turn/2"))
    hotline.documents["/voice/turn/2"] = response("<Say>Fout.</Say>")
    assert place(keys="- 12") == (
        0,
        [
            "hotline: Welkom.",
            "hotline: Voor uw belkrediet, druk één.",
            "hotline: Om te herladen, druk twee.",
            "caller: (silence)",
            "hotline: PIN?",
            "caller: •••",
            "hotline: Fout.",
        ],
    )


def test_json_is_one_object_a_line(place, hotline):
    """With JSON each line is an object, and the last one tells how the call ended."""
    hotline.documents["/voice"] = response(ONE)
    hotline.documents["/voice/turn/1"] = response("<Play>/speech/balance.wav</Play>")
    code, printed = place(keys="2", as_json=True, pace="new")
    lines = [json.loads(line) for line in printed]
    assert code == 0
    assert lines[3:] == [
        {
            "who": "caller",
            "text": "",
            "keys": "2",
            "audio_s": 0.0,
            "locale": "nl_BE",
            "elapsed_s": 6.4,
        },
        {
            "who": "hotline",
            "text": "Il vous reste douze euros de crédit.",
            "keys": "",
            "audio_s": 4.0,
            "locale": "fr_BE",
            "elapsed_s": 10.4,
        },
        {
            "event": "end",
            "reason": "hung_up_by_hotline",
            "time_to_balance_s": 7.604,
            "key_presses": 1,
        },
    ]


def test_a_call_is_recorded(place, hotline, tmp_path):
    """What was heard is written where the caller wants it."""
    hotline.documents["/voice"] = response(MENU)
    place(keys="", record=tmp_path / "call.wav")
    assert (tmp_path / "call.wav").stat().st_size == 44 + 6 * 16000


@pytest.mark.parametrize(
    ("keys", "failure"), [("1", (1, "<Pause>")), ("x", (2, "Keys are"))]
)
def test_a_failure_is_one_sentence(place, hotline, capsys, keys, failure):
    """A failing hotline gives exit code 1, keys that are none give 2; both are told."""
    hotline.documents["/voice"] = response("<Pause/>")
    code, complaint = failure
    assert place(keys=keys) == (code, [])
    told = capsys.readouterr().err
    assert complaint in told
    assert told.count("\n") == 1


def test_lines_answer_questions_when_stdin_is_no_terminal(place, spoken_menu, typed):
    """A line answers one question, after it was heard; keys stay masked."""
    typed("1\n31\n")
    assert place()[1] == [
        "hotline: Kies.",
        "hotline: Kies.",
        "caller: 1",
        "hotline: PIN?",
        "caller: ••",
        "hotline: Ok.",
    ]
    assert spoken_menu.sent_to("/voice/turn/2")[0]["Digits"] == "31"


@pytest.mark.parametrize(
    ("text", "answers"),
    [("\n", ["", "hung_up_by_hotline"]), ("", ["hung_up_by_caller"])],
)
def test_an_empty_line_is_silence_and_no_line_hangs_up(
    place, spoken_menu, typed, text, answers
):
    """An empty line presses nothing; the end of the input hangs up."""
    typed(text)
    lines = [json.loads(line) for line in place(as_json=True)[1]]
    pressed = [line["keys"] for line in lines if line.get("who") == "caller"]
    assert [*pressed, lines[-1]["reason"]] == answers


def test_single_keys_answer_in_a_terminal(place, spoken_menu, terminal):
    """In a terminal words are shown as they are heard, and keys answer at once."""
    before = termios.tcgetattr(terminal)
    person = Person(terminal, {"Kies.": b"1", "PIN?": b"31"})
    code, shown = place(out=person)
    assert code == 0
    assert shown[3:-2] == ["Kies.", "Kies.", "› 1", "PIN?", "› ••", "Ok."]
    assert shown[-1].startswith("The hotline hung up after 0:0")
    assert spoken_menu.sent_to("/voice/turn/1")[0]["Digits"] == "1"
    assert termios.tcgetattr(terminal) == before


@pytest.mark.parametrize("keys", [b"h", b"\x1b[1~h", None])
def test_a_person_hangs_up(place, spoken_menu, terminal, keys):
    """The letter h ends the call, and so does Ctrl-C; other keys do nothing."""
    assert place(out=Person(terminal, {"Kies.": b"1", "PIN?": keys}))[0] == 0
    assert spoken_menu.forms[-1][0] == "/voice/status"
    assert not spoken_menu.sent_to("/voice/turn/2")


def test_a_terminal_that_is_gone_hangs_up(tty_caller):
    """When no key can come any more the call ends."""
    reading, writing = os.pipe()
    os.close(writing)
    caller = tty_caller(reading)
    with pytest.raises(CallerHungUpError):
        caller.await_key(5)
    os.close(reading)


def test_ctrl_c_while_waiting_hangs_up(monkeypatch, tty_caller):
    """Ctrl-C while a key is waited for ends the call."""

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("select.select", interrupted)
    caller = tty_caller(0)
    with pytest.raises(CallerHungUpError):
        caller.await_key(5)


def test_a_person_may_have_json_beside_the_words(
    place, spoken_menu, terminal, monkeypatch
):
    """With JSON the words are shown beside it, on stderr, and the output is JSON."""
    person = Person(terminal, {"Kies.": b"h"})
    monkeypatch.setattr("sys.stderr", person)
    _, printed = place(as_json=True)
    assert json.loads(printed[-1])["reason"] == "hung_up_by_caller"
    assert "Kies." in person.getvalue()


def test_a_transfer_is_shown_to_a_person(place, hotline, terminal):
    """A person reads which number would be called; silence is waited out."""
    hotline.documents["/voice"] = response('<Gather timeout="0"/>', "<Dial>+321</Dial>")
    shown = place(out=Person(terminal, {}))[1]
    assert "[+321 would be called now]" in shown
    assert shown[-1] == "Your call was passed on after 0:00."


def test_a_person_reads_the_language_and_the_keys(place, hotline, terminal):
    """A language is named as its speakers do, as it begins; keys stand where offered."""
    hotline.speaks(
        "/speech/two.wav",
        0.05,
        (0, 0.02, "<lang nl-BE>Druk <c.key-1>één</c>.</lang>"),
        (0.02, 0.05, "<lang fr-BE>Tapez <c.key-star>étoile</c>.</lang>"),
    )
    hotline.documents["/voice"] = response("<Play>/speech/two.wav</Play>")
    shown = place(out=Person(terminal, {}))[1]
    assert shown[3:-2] == [
        "[Nederlands]",
        "Druk één.  [1]",
        "[français]",
        "Tapez étoile.  [*]",
    ]


@pytest.fixture
def player_of_sounds(tmp_path, monkeypatch):
    """Give a maker of the machine's program for sounds, from a line of shell."""
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

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
    for _ in range(100):
        loudspeaker.play(Sound(b"\x10\x00" * 80, ()))
        time.sleep(0.05)
        if loudspeaker.is_silent:
            break
    assert loudspeaker.is_silent
    loudspeaker.close()
