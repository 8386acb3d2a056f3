"""Studio takes: what is installed, and what is refused with which reason."""

import os
import unicodedata

import numpy as np
import pytest

from ivr.speech.fragment import Fragment
from ivr.speech.packs import folder
from ivr.studio import takes
from ivr.studio.build import Built, build
from ivr.studio.check import check
from ivr.studio.intake import intake
from ivr.studio.manifest import load
from ivr.studio.recordable import Recordable
from tests.fakes.takes import studio_take, wav
from tests.fakes.voices import HummingVoice, tone

LOCALE = "nl_BE"
TWELVE = takes.read(folder("prompts") / LOCALE / "twaalf.wav")
WANTED = [
    Recordable(Fragment("twaalf")),
    Recordable(Fragment("één")),
    Recordable(Fragment("euro", final=True)),
    Recordable(Fragment("Uw belkrediet is bijna op, u hebt nog weinig.")),
]


@pytest.fixture
def sent(tmp_path):
    """Give the folder that the studio sends its takes in."""
    folder = tmp_path / "sent"
    folder.mkdir()
    return folder


@pytest.fixture
def taken(sent, tmp_path):
    """Give what imports the takes that were sent."""
    return lambda: intake(LOCALE, WANTED, sent, tmp_path / "prompts")


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"width_bits": 16, "rate_hz": 44_100},
        {"width_bits": 32, "rate_hz": 96_000},
        {"is_extensible": True},
        {"room_dbfs": -200.0},
        {"room_dbfs": -52.0},
        {"gain_db": -20.0},
        {"before_s": 2.0, "after_s": 0.1},
    ],
)
def test_a_good_take_is_installed(sent, taken, tmp_path, form):
    """A take of any form a studio gives becomes the recording it was made of."""
    studio_take(TWELVE, sent / "twaalf.wav", **form)
    assert (taken().installed, taken().refused) == (1, ())
    measured = takes.measure(tmp_path / "prompts" / LOCALE / "twaalf.wav")
    assert measured.duration_s == pytest.approx(len(TWELVE) / 8000, abs=0.05)
    assert measured.level_dbov == pytest.approx(-20, abs=0.5)
    assert check(LOCALE, WANTED[:1], tmp_path / "prompts").faults == []


def test_an_installed_take_sounds_as_it_was_sent(sent, taken, tmp_path):
    """What was sent and what was installed have the same wave, but for the room."""
    studio_take(TWELVE, sent / "twaalf.wav")
    taken()
    installed = takes.read(tmp_path / "prompts" / LOCALE / "twaalf.wav")
    alike = np.correlate(installed, TWELVE, "full").max()
    assert alike / np.sqrt((installed**2).sum() * (TWELVE**2).sum()) > 0.98


def test_the_manifest_says_that_it_is_of_a_studio(sent, taken, tmp_path):
    """The row of a take names the studio, the words as written, and the take."""
    studio_take(TWELVE, sent / "euro~~final.wav")
    taken()
    row = load(tmp_path / "prompts" / LOCALE)["euro~~final"]
    assert (row.engine, row.script, row.take) == ("studio", "euro", "final")


def test_a_name_whose_letters_were_taken_apart_is_known(sent, taken):
    """A file whose accents are letters of their own is known, and hidden ones are not."""
    studio_take(TWELVE, sent / unicodedata.normalize("NFD", "één.WAV"))
    (sent / "._één.wav").write_bytes(b"what another system keeps")
    assert (taken().installed, taken().refused) == (1, ())


FAINT = {"gain_db": -40.0, "room_dbfs": -110.0}


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ({"channels": 2}, "2 channels: record one (mono)"),
        ({"rate_hz": 22_050}, "22050 Hz: record at 48000 Hz"),
        ({"rate_hz": 768_000}, "768000 Hz: record at 48000 Hz"),
        ({"gain_db": -200.0, "room_dbfs": -90.0}, "silent: nothing is heard"),
        ({"gain_db": 25.0}, "clipped: record it again, less loud"),
        (FAINT, "too quiet: speech is at -60 dBov, record it near -20"),
        ({"room_dbfs": -38.0}, "too noisy: speech is only"),
        ({"before_s": -0.15}, "cut at its beginning"),
        ({"after_s": -0.15}, "cut at its end"),
    ],
)
def test_a_bad_take_is_refused(sent, taken, tmp_path, form, reason):
    """A take that cannot be used is refused by what is wrong with it."""
    studio_take(TWELVE, sent / "twaalf.wav", **form)
    (refused,) = taken().refused
    assert refused.startswith(f"twaalf.wav: {reason}")
    assert not (tmp_path / "prompts" / LOCALE / "twaalf.wav").exists()


@pytest.mark.parametrize(
    ("octets", "reason"),
    [
        (b"ID3 a song", "not a WAV file"),
        (b"", "not a WAV file"),
        (wav(np.zeros(0)), "too short: 0.0 ms is no word"),
        (wav(np.full(1, 0.5)), "too short: 0.0 ms is no word"),
        (wav(tone(300, 0.05)), "too short: 16.7 ms is no word"),
        (wav(tone(300, 1.0), rate_hz=0), "0 Hz: record at 48000 Hz"),
        (wav(tone(300, 1.0), rate_hz=10**9), "1000000000 Hz: record at 48000 Hz"),
        (wav(np.zeros(0))[:20], "not a WAV file with sound in it"),
        (wav(tone(300, 1.0))[:-1000], "cut short: the file ends before its sound does"),
        (wav(tone(300, 1.0), width_bits=8), "8-bit PCM: give PCM of 24 bits"),
        (wav(tone(300, 1.0), width_bits=32, tag=3), "32-bit floating point"),
    ],
)
def test_what_is_no_take_is_refused(sent, taken, octets, reason):
    """A file that is no WAV of PCM, or that is cut short, is refused as such."""
    (sent / "twaalf.wav").write_bytes(octets)
    (refused,) = taken().refused
    assert refused.startswith(f"twaalf.wav: {reason}")


@pytest.mark.parametrize(
    ("name", "parts", "reason"),
    [
        ("dertien.wav", 1, "no such id in the script"),
        (f"{WANTED[3].fragment.name}.wav", 1, "too short for its words: 0.5"),
        ("twaalf.wav", 5, "too long for its words: 2."),
    ],
)
def test_other_words_are_refused(sent, taken, name, parts, reason):
    """A take is refused that nobody asked for, or whose words it cannot be."""
    studio_take(np.tile(TWELVE, parts), sent / name)
    (refused,) = taken().refused
    assert refused.startswith(f"{name}: {reason}")


def test_one_bad_take_does_not_keep_the_others_out(sent, taken, tmp_path):
    """What is good is installed beside what is refused, and what was there stays."""
    studio_take(TWELVE, sent / "twaalf.wav")
    taken()
    before = (tmp_path / "prompts" / LOCALE / "twaalf.wav").read_bytes()
    (sent / "twaalf.wav").write_bytes(b"RIFF")
    studio_take(TWELVE, sent / "één.wav")
    assert (taken().installed, len(taken().refused)) == (1, 1)
    assert (tmp_path / "prompts" / LOCALE / "twaalf.wav").read_bytes() == before
    assert sorted(load(tmp_path / "prompts" / LOCALE)) == ["twaalf", "één"]


def test_no_take_stops_those_after_it(sent, taken, monkeypatch):
    """Whatever one file does to us, it is refused, and those after it installed."""

    def resampled(sound):
        if sound.rate_hz == 44_100:
            raise MemoryError
        return for_telephone(sound)

    for_telephone = takes.for_telephone
    monkeypatch.setattr(takes, "for_telephone", resampled)
    studio_take(TWELVE, sent / "twaalf.wav", rate_hz=44_100)
    studio_take(TWELVE, sent / "één.wav")
    assert taken().refused == ("twaalf.wav: cannot be used (MemoryError)",)
    assert taken().installed == 1


def test_a_name_that_cannot_be_written_is_refused(sent, taken):
    """A file whose name is in another encoding is named as far as it can be."""
    (sent / os.fsdecode(b"\xe9\xe9n.wav")).write_bytes(wav(tone(300, 1.0)))
    assert taken().refused == ("??n.wav: no such id in the script",)


def test_a_build_keeps_what_a_studio_recorded(sent, taken, tmp_path):
    """The placeholder is made for what the studio did not record, and for that only."""
    studio_take(TWELVE, sent / "twaalf.wav")
    taken()
    kept = (tmp_path / "prompts" / LOCALE / "twaalf.wav").read_bytes()
    prompts, voice = tmp_path / "prompts", HummingVoice()
    assert build(LOCALE, WANTED, prompts, voice=voice) == Built(3, 1, 0)
    assert build(LOCALE, WANTED, prompts, voice=voice) == Built(0, 4, 0)
    assert (prompts / LOCALE / "twaalf.wav").read_bytes() == kept


def test_the_credits_name_all_who_spoke(sent, taken, tmp_path):
    """CREDITS names the studio, and the placeholder while any of it is heard."""
    studio_take(TWELVE, sent / "twaalf.wav")
    taken()
    credit = tmp_path / "prompts" / LOCALE / "CREDITS"
    assert "eSpeak" not in credit.read_text("utf-8")
    build(LOCALE, WANTED, tmp_path / "prompts", voice=HummingVoice())
    both = credit.read_text("utf-8")
    assert "Recorded in a studio" in both
    assert both.endswith("The others:\nHummed by nobody.\n")
