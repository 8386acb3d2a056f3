"""What a check finds."""

import numpy as np
import pytest

from ivr.speech.fragment import Fragment
from ivr.studio import takes
from ivr.studio.build import build
from ivr.studio.check import check
from ivr.studio.recordable import Recordable
from tests.fakes.voices import HummingVoice

WORDS = [
    Recordable(Fragment("twaalf")),
    Recordable(Fragment("euro")),
    Recordable(
        Fragment("op uw kaart."),
        carrier="U hebt nog twaalf euro [op uw kaart.]",
        sentence="balance.amount",
        is_frame=True,
    ),
]


@pytest.fixture
def prompts(tmp_path):
    """Recordings of a few words, as they should be."""
    build("nl_BE", WORDS, tmp_path, voice=HummingVoice())
    return tmp_path


def faults(wanted, prompts):
    return [str(fault) for fault in check("nl_BE", wanted, prompts).faults]


def test_what_was_just_built_is_faultless(prompts):
    """A fresh build has no fault, and is counted."""
    report = check("nl_BE", WORDS, prompts)
    assert report.faults == []
    assert report.fragments == 3
    assert report.seconds == pytest.approx(0.9, abs=0.1)
    assert report.megabytes == pytest.approx(report.seconds * 0.016, rel=0.05)
    assert report.levels_dbov == pytest.approx((-20, -20), abs=0.1)


def test_an_empty_folder_misses_everything(tmp_path):
    """Where nothing is recorded, every fragment is missing, and there is no level."""
    assert faults(WORDS[:2], tmp_path) == ["missing: euro.wav", "missing: twaalf.wav"]
    assert check("nl_BE", WORDS, tmp_path).levels_dbov is None


def test_a_missing_frame_names_its_sentence(prompts):
    """A frame without a recording is named with the sentence that it is heard in."""
    (prompts / "nl_BE" / "op-uw-kaart.wav").unlink()
    (fault,) = faults(WORDS, prompts)
    assert fault.startswith("missing: op-uw-kaart.wav in balance.amount: U hebt nog")
    assert fault.endswith("twaalf euro [op uw kaart.]")


def test_changed_words_make_a_recording_stale(prompts):
    """A recording of other punctuation than is said now is stale, and says so."""
    said = Recordable(Fragment("Euro,"))
    assert faults([WORDS[0], said, WORDS[2]], prompts) == [
        "stale: euro.wav (recorded 'euro', now 'Euro,')"
    ]


def test_another_take_makes_a_recording_stale(prompts):
    """A recording in mid-sentence does not do where the voice must fall."""
    manifest = prompts / "nl_BE" / "manifest.tsv"
    rows = manifest.read_text("utf-8").replace("euro\t\tmedial", "euro\t\tfinal")
    manifest.write_text(rows, "utf-8")
    assert faults(WORDS, prompts) == [
        "stale: euro.wav (recorded 'euro' as a final take, now medial)"
    ]


def test_a_recording_without_a_row_is_stale(prompts):
    """A recording that the manifest does not know is not trusted."""
    (prompts / "nl_BE" / "manifest.tsv").unlink()
    assert "stale: euro.wav (not in the manifest)" in faults(WORDS, prompts)


def test_an_unused_recording_is_named(prompts):
    """A recording of what nobody says is a fault."""
    assert faults(WORDS[1:], prompts) == ["unused: twaalf.wav (nothing says it)"]


@pytest.mark.parametrize(
    ("wanted", "fault"),
    [
        (WORDS, "missing: twaalf.wav"),
        (WORDS[1:], "unused: twaalf.wav (only in the manifest)"),
    ],
)
def test_a_row_without_a_recording_is_named(prompts, wanted, fault):
    """What is in the manifest and nowhere else is missing, or unused if nobody says it."""
    (prompts / "nl_BE" / "twaalf.wav").unlink()
    assert faults(wanted, prompts) == [fault]


@pytest.mark.parametrize(
    "line",
    [
        "euro",
        "euro\teuro\t\tmedial\teuro\thum\tx\t-20.0",
        "euro\teuro\t\tmedial\teuro\thum\tnan\t-20.0",
        '"euro\teuro\t\tmedial\teuro\thum\t0.18\t-20.0',
        "<<<<<<< ours",
        "\udce9uro\teuro\t\tmedial\teuro\thum\t0.18\t-20.0",
        "euro\t" + "x" * 200_000,
        "",
    ],
)
def test_a_damaged_row_is_no_row(prompts, line):
    """A line of the manifest that cannot be read is stale, and the others are read."""
    manifest = prompts / "nl_BE" / "manifest.tsv"
    lines = manifest.read_text("utf-8").split("\n")
    lines[1] = line
    manifest.write_text("\n".join(lines), "utf-8", "surrogateescape")
    stale = [fault for fault in faults(WORDS, prompts) if "unused" not in fault]
    assert stale == ["stale: euro.wav (not in the manifest)"]


def test_another_sound_is_named(prompts):
    """A recording is known by its sound, not by its length and level alone."""
    euro = prompts / "nl_BE" / "euro.wav"
    takes.write(takes.read(euro)[::-1], euro)
    assert faults(WORDS, prompts) == [
        "stale: euro.wav (another sound than the manifest says)"
    ]


def hum(duration_s, amplitude=0.14):
    times = np.arange(round(8000 * duration_s), dtype=np.float32)
    faded = np.minimum(1, np.minimum(times, times[::-1]) / 32)
    return amplitude * faded * np.sin(times)


def loud_spot():
    samples = hum(0.2)
    samples[800] = -1
    return samples


@pytest.mark.parametrize(
    ("samples", "fault"),
    [
        (hum(0.2, 0.01), "level: euro.wav (-43.1 dBov)"),
        (hum(0.2, 0.5), "level: euro.wav (-9.2 dBov)"),
        (loud_spot(), "level: euro.wav (peak +0.0 dBFS)"),
        (hum(0.15), "length: euro.wav (0.15 s, the manifest says 0.20 s)"),
        (hum(0.05), "length: euro.wav (50 ms is no word)"),
        (
            np.concatenate([hum(0.2), np.zeros(7200), hum(0.2)]),
            "length: euro.wav (a pause of 0.90 s inside)",
        ),
        (hum(0.3)[400:2000], "edge: euro.wav (begins or ends at -18 dBFS: a click)"),
    ],
)
def test_a_bad_sound_is_named(prompts, samples, fault):
    """What is too faint, loud, short or long, or clicks, is a fault that says so."""
    takes.write(samples, prompts / "nl_BE" / "euro.wav")
    assert fault in faults(WORDS, prompts)


def test_a_wrong_format_is_named(prompts):
    """A recording that is no telephone WAV is a fault."""
    (prompts / "nl_BE" / "euro.wav").write_bytes(b"RIFF")
    (fault,) = faults(WORDS, prompts)
    assert fault.startswith("format: euro.wav (not a PCM WAV file")
