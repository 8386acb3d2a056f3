"""What a check finds."""

import numpy as np
import pytest

from ivr.speech.fragment import Fragment
from ivr.studio import takes
from ivr.studio.build import build
from ivr.studio.check import check
from tests.fakes.voices import HummingVoice

WORDS = [Fragment("twaalf"), Fragment("euro"), Fragment("op uw kaart.")]


@pytest.fixture
def prompts(tmp_path):
    """Recordings of a few words, as they should be."""
    build("nl_BE", WORDS, tmp_path, progress=str, voice=HummingVoice())
    return tmp_path


def test_what_was_just_built_is_faultless(prompts):
    """A fresh build has no fault, and is counted."""
    report = check("nl_BE", WORDS, prompts)
    assert report.faultless
    assert report.fragments == 3
    assert report.seconds == pytest.approx(0.9, abs=0.1)
    assert report.megabytes == pytest.approx(report.seconds * 0.016, rel=0.05)


def test_an_empty_folder_misses_everything(tmp_path):
    """Where nothing is recorded, every fragment is missing."""
    report = check("nl_BE", WORDS, tmp_path)
    assert report.of("missing") == ["euro.wav", "op-uw-kaart.wav", "twaalf.wav"]


def test_a_missing_recording_is_named(prompts):
    """A fragment without a recording is a fault with the name of its file."""
    report = check("nl_BE", [*WORDS, Fragment("één cent")], prompts)
    assert [str(fault) for fault in report.faults] == ["missing: één-cent.wav"]


def test_changed_words_make_a_recording_stale(prompts):
    """A recording of other punctuation than is said now is stale, and says so."""
    changed = [*WORDS[:2], Fragment("op uw kaart!")]
    (fault,) = check("nl_BE", changed, prompts).faults
    assert str(fault) == (
        "stale: op-uw-kaart.wav (recorded 'op uw kaart.', now 'op uw kaart!')"
    )


def test_a_recording_without_a_row_is_stale(prompts):
    """A recording that the manifest does not know is not trusted."""
    (prompts / "nl_BE" / "manifest.tsv").unlink()
    assert len(check("nl_BE", WORDS, prompts).of("stale")) == 3


def test_an_unused_recording_is_named(prompts):
    """A recording of what nobody says is a fault."""
    assert check("nl_BE", WORDS[1:], prompts).of("unused") == ["twaalf.wav"]


def test_a_wrong_format_is_named(prompts):
    """A recording that is no telephone WAV is a fault."""
    (prompts / "nl_BE" / "euro.wav").write_bytes(b"RIFF")
    assert check("nl_BE", WORDS, prompts).of("format") == ["euro.wav"]


@pytest.mark.parametrize("amplitude", [0.01, 0.5])
def test_a_wrong_level_is_named(prompts, amplitude):
    """A recording that is too faint or too loud is a fault."""
    hum = amplitude * np.sin(np.arange(4000, dtype=np.float32))
    takes.write(hum, prompts / "nl_BE" / "euro.wav")
    assert check("nl_BE", WORDS, prompts).of("level") == ["euro.wav"]


def test_clipping_is_named(prompts):
    """A recording of the right level whose peak is at full scale is a fault."""
    hum = (0.14 * np.sin(np.arange(8000))).astype(np.float32)
    hum[4000] = -1
    takes.write(hum, prompts / "nl_BE" / "euro.wav")
    (fault,) = check("nl_BE", WORDS, prompts).faults
    assert fault.words == "peak +0.0 dBFS"
