"""`ivr prompts check`: each fault is named, whatever it is."""

import numpy as np
import pytest
from fakes.studio import LOCALE, faults
from fakes.takes import wav

from ivr.studio import takes


def deleted(file):
    file.unlink()


def fainter(file):
    takes.write(takes.read(file) / 4, file)


def shortened(file):
    takes.write(takes.read(file)[:-1600], file)


def clipped_at_its_end(file):
    samples = takes.read(file)
    samples[-40:] = 0.1
    takes.write(samples, file)


def of_a_studio(file):
    samples = np.repeat(takes.read(file), 2)
    file.write_bytes(wav(samples, rate_hz=44_100, width_bits=16, channels=2))


def broken(file):
    file.write_bytes(file.read_bytes()[:-200])


def pausing(file):
    first, last = np.array_split(takes.read(file), 2)
    takes.write(np.concatenate([first, np.zeros(8000), last]), file)


@pytest.mark.parametrize(
    ("harm", "line"),
    [
        (deleted, "missing: u-hebt-nog.wav in balance.amount: [U hebt nog] elf"),
        (fainter, "level: u-hebt-nog.wav (-32.0 dBov) in balance.amount"),
        (shortened, "length: u-hebt-nog.wav (0.13 s, the manifest says 0.33 s) in"),
        (pausing, "a pause of 0.99 s inside) in balance.amount"),
        (clipped_at_its_end, "edge: u-hebt-nog.wav (begins or ends at -20 dBFS: a"),
        (of_a_studio, "format: u-hebt-nog.wav (44100 Hz, 16-bit, 2 ch) in balance"),
        (broken, "format: u-hebt-nog.wav (shorter than its header says) in balance"),
    ],
)
def test_a_spoilt_recording_is_named(recorded, harm, line):
    """Whatever happened to a recording, a line names it, its fault and its sentence."""
    harm(recorded.prompts / LOCALE / "u-hebt-nog.wav")
    checked = recorded.run("check", LOCALE)
    assert checked.exit_code == 1
    assert line in "\n".join(faults(checked))
    assert all("u-hebt-nog.wav" in fault for fault in faults(checked))


def test_a_changed_sentence_is_named(recorded):
    """Other punctuation is stale; other words are missing, and the old ones unused."""
    recorded.words["balance.again"] = "Nog eens: druk één."
    recorded.words["balance.amount"] = "U hebt {balance} op uw kaart."
    assert [
        fault.split(" (")[0] for fault in faults(recorded.run("check", LOCALE))
    ] == [
        "missing: u-hebt.wav in balance.amount: [U hebt] elf yen op uw kaart.",
        "stale: nog-eens-druk-één.wav",
        "unused: u-hebt-nog.wav",
    ]


def test_a_sentence_without_words_is_named(recorded):
    """A sentence that the catalogue has no words for is refused by its name."""
    recorded.words["balance.again"] = ""
    refused = recorded.run("check", LOCALE)
    assert refused.exit_code == 1
    assert "no words for balance.again" in refused.stderr


@pytest.mark.parametrize("command", ["check", "script", "build"])
@pytest.mark.parametrize(
    ("harm", "mistake"),
    [
        (b"<<<<<<< ours\n", ", line 4: Unknown or misformatted keyword\n"),
        (b'msgid "\xe9"\n', ": write it in UTF-8\n"),
    ],
)
def test_a_broken_catalogue_is_named(studio, command, harm, mistake):
    """A line that is no line of a catalogue is named by its file and number."""
    studio.head += harm
    refused = studio.run(command, LOCALE)
    assert refused.exit_code == 1
    assert refused.stderr.endswith(f"locales/nl_BE/LC_MESSAGES/ivr.po{mistake}")
