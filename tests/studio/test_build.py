"""What a build makes, keeps and removes."""

import re

import pytest

from ivr.speech.fragment import Fragment
from ivr.studio import takes
from ivr.studio.build import Built, build
from ivr.studio.manifest import load
from ivr.studio.recordable import NameClashError, Recordable, by_name
from ivr.studio.voices import NoVoiceError
from tests.fakes.voices import HummingVoice

WORDS = [Fragment("twaalf"), Fragment("euro"), Fragment("op uw kaart.")]


def built(tmp_path, fragments, voice=None, told=None):
    """Build *fragments* with a humming voice."""

    def progress(names):
        if told is not None:
            told.extend(names)
        return names

    wanted = map(Recordable, fragments)
    voice = voice or HummingVoice()
    return build("nl_BE", wanted, tmp_path, progress=progress, voice=voice)


def contents(folder):
    """Give what is in *folder*, byte for byte."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_each_fragment_is_recorded_under_its_name(tmp_path):
    """A build leaves a recording of each fragment, a manifest and the credits."""
    assert built(tmp_path, WORDS) == Built(made=3, kept=0, removed=0)
    assert sorted(contents(tmp_path / "nl_BE")) == [
        "CREDITS",
        "euro.wav",
        "manifest.tsv",
        "op-uw-kaart.wav",
        "twaalf.wav",
    ]


def test_the_manifest_says_how_each_was_made(tmp_path):
    """The manifest has a sorted row of words, script, engine, length and level."""
    built(tmp_path, [*WORDS, Fragment("6", "Zes")])
    lines = (tmp_path / "nl_BE" / "manifest.tsv").read_text("utf-8").splitlines()
    assert lines[0].split("\t")[:5] == ["name", "words", "reading", "take", "script"]
    row, _, sha256 = lines[1].rpartition("\t")
    assert row == "6~zes\t6\tZes\tmedial\tzes\thum\t0.18\t-20.0"
    assert re.fullmatch("[0-9a-f]{16}", sha256)
    assert lines[1:] == sorted(lines[1:])


def test_only_what_is_new_is_rendered(tmp_path):
    """A second build says only what was added, and tells of it alone."""
    built(tmp_path, WORDS)
    voice, told = HummingVoice(), []
    more = [*WORDS, Fragment("cent")]
    assert built(tmp_path, more, voice, told) == Built(made=1, kept=3, removed=0)
    assert voice.said == told == ["cent"]


def test_a_changed_comma_is_rendered_again_in_place(tmp_path):
    """New punctuation makes the same recording anew."""
    built(tmp_path, WORDS)
    changed = [*WORDS[:2], Fragment("op uw kaart!")]
    assert built(tmp_path, changed) == Built(made=1, kept=2, removed=0)
    assert load(tmp_path / "nl_BE")["op-uw-kaart"].words == "op uw kaart!"


def test_another_engine_renders_all_again(tmp_path):
    """A voice of another engine or speed renders everything."""
    built(tmp_path, WORDS)
    assert built(tmp_path, WORDS, HummingVoice("hum, slower")).made == 3


def test_a_lost_recording_is_made_again(tmp_path):
    """A recording that is in the manifest but not in the folder is rendered."""
    built(tmp_path, WORDS)
    (tmp_path / "nl_BE" / "euro.wav").unlink()
    assert built(tmp_path, WORDS) == Built(made=1, kept=2, removed=0)


def test_what_is_no_longer_said_is_removed(tmp_path):
    """A recording nobody says any more goes, from folder and manifest."""
    built(tmp_path, WORDS)
    assert built(tmp_path, WORDS[:1]) == Built(made=0, kept=1, removed=2)
    assert sorted(load(tmp_path / "nl_BE")) == ["twaalf"]
    assert not (tmp_path / "nl_BE" / "euro.wav").exists()


def test_a_build_is_the_same_byte_for_byte(tmp_path):
    """The same fragments in another order give the same bytes."""
    built(tmp_path / "one", WORDS)
    built(tmp_path / "other", reversed(WORDS))
    one, other = tmp_path / "one" / "nl_BE", tmp_path / "other" / "nl_BE"
    assert contents(one) == contents(other)


def test_a_broken_build_keeps_what_it_made(tmp_path):
    """After a fault in the middle, the next build goes on where it stopped."""

    class Hoarse(HummingVoice):
        def speak(self, text):
            if text.startswith("op"):
                raise RuntimeError(text)
            return super().speak(text)

    with pytest.raises(RuntimeError):
        built(tmp_path, WORDS, Hoarse())
    assert built(tmp_path, WORDS) == Built(made=2, kept=1, removed=0)


@pytest.mark.parametrize("turn", [1, -1])
def test_the_richest_punctuation_is_recorded(turn):
    """Of fragments that differ in punctuation, the fullest is said, in any order."""
    both = [Fragment("Goedemorgen."), Fragment("goedemorgen")][::turn]
    assert (
        by_name(map(Recordable, both))["goedemorgen"].fragment.words == "Goedemorgen."
    )


def test_one_name_says_one_thing():
    """Two fragments of one name that say different things are refused."""
    with pytest.raises(NameClashError, match="1-5"):
        by_name(map(Recordable, [Fragment("1+5"), Fragment("1=5")]))


def test_a_locale_without_a_voice_is_named(tmp_path):
    """A locale that no offline engine speaks is refused by its name."""
    with pytest.raises(NoVoiceError, match="tlh"):
        build("tlh", map(Recordable, WORDS), tmp_path)


def test_recordings_are_levelled(tmp_path):
    """What is built has the level and the format of the house."""
    built(tmp_path, WORDS)
    measured = takes.measure(tmp_path / "nl_BE" / "op-uw-kaart.wav")
    assert measured.level_dbov == pytest.approx(-20, abs=0.2)


def test_a_falling_take_is_recorded_apart(tmp_path):
    """A value at the end of a sentence has a recording of its own, fed with a stop."""
    built(tmp_path, [Fragment("euro"), Fragment("euro", final=True)])
    rows = load(tmp_path / "nl_BE")
    assert [(r.name, r.take, r.script) for r in rows.values()] == [
        ("euro", "medial", "euro"),
        ("euro~~final", "final", "euro."),
    ]


@pytest.mark.parametrize("column", ["take", "sha256"])
def test_a_manifest_of_before_makes_nothing_anew(tmp_path, column):
    """A column that the manifest lacks is filled in, and all is kept."""
    built(tmp_path, WORDS)
    manifest = tmp_path / "nl_BE" / "manifest.tsv"
    before = manifest.read_bytes()
    rows = [line.split("\t") for line in manifest.read_text("utf-8").splitlines()]
    place = rows[0].index(column)
    old = ["\t".join(row[:place] + row[place + 1 :]) for row in rows]
    manifest.write_text("\n".join(old) + "\n", "utf-8")
    assert built(tmp_path, WORDS) == Built(made=0, kept=3, removed=0)
    assert manifest.read_bytes() == before


def test_a_row_of_nothing_is_removed(tmp_path):
    """A row that neither a recording nor a wish goes with goes too."""
    built(tmp_path, WORDS)
    (tmp_path / "nl_BE" / "euro.wav").unlink()
    assert built(tmp_path, WORDS[:1]) == Built(made=0, kept=1, removed=2)
    assert list(load(tmp_path / "nl_BE")) == ["twaalf"]


def test_another_sound_is_made_again(tmp_path):
    """A placeholder that has another sound, as long and as loud, is rendered."""
    built(tmp_path, WORDS)
    euro = tmp_path / "nl_BE" / "euro.wav"
    takes.write(takes.read(euro)[::-1], euro)
    assert built(tmp_path, WORDS) == Built(made=1, kept=2, removed=0)


def test_a_spoilt_recording_is_made_again(tmp_path):
    """A placeholder that a check would refuse is rendered anew."""
    built(tmp_path, WORDS)
    (tmp_path / "nl_BE" / "euro.wav").write_bytes(b"RIFF")
    assert built(tmp_path, WORDS) == Built(made=1, kept=2, removed=0)
