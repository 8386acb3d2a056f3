"""Captions, as a reader of WebVTT that nobody here wrote takes them."""

import pytest
import webvtt
from hypothesis import given
from hypothesis import strategies as st

from ivr.speech.captions import captions
from ivr.speech.sentence import Sentence, Span
from ivr.speech.stitch import Heard, Utterance


def heard(*spans, locale="en", starts_s=0.0, ends_s=2.0, fragments_start_s=()):
    sentence = Sentence(locale, spans, ())
    return Heard(sentence, starts_s, ends_s, fragments_start_s)


def cues_of(*pieces):
    return webvtt.from_string(captions(Utterance(b"", pieces))).captions


def test_every_sentence_is_a_cue():
    """Each sentence has a cue, at its time and in its order."""
    first = heard(Span("Hello."), ends_s=1.25)
    second = heard(Span("Goodbye."), starts_s=1.75, ends_s=62.0)
    cues = cues_of(first, second)
    assert [(cue.start, cue.end, cue.text) for cue in cues] == [
        ("00:00:00.000", "00:00:01.250", "Hello."),
        ("00:00:01.750", "00:01:02.000", "Goodbye."),
    ]


def test_the_file_is_webvtt():
    """A file begins as WebVTT does, even if nothing is said."""
    assert captions(Utterance(b"", (heard(Span("Hello.")),))).startswith("WEBVTT\n")
    assert captions(Utterance(b"", ())).strip() == "WEBVTT"


def test_the_language_is_marked_as_the_web_writes_it():
    """A cue tells its language, with a hyphen."""
    (cue,) = cues_of(heard(Span("Dag."), locale="nl_BE"))
    assert cue.raw_text == "<lang nl-BE>Dag.</lang>"


@pytest.mark.parametrize("mark", ["key-1", "key-star", "key-hash"])
def test_keys_are_marked(mark):
    """The name of a key has its class, and the text around it none."""
    (cue,) = cues_of(heard(Span("Press "), Span("it", mark), Span(".")))
    assert cue.raw_text == f"<lang en>Press <c.{mark}>it</c>.</lang>"
    assert cue.text == "Press it."


def test_the_amount_has_its_time():
    """An amount is marked, with the moment of its first syllable."""
    spans = Span("You have "), Span("one euro", "amount", 2), Span(" left.")
    starts_s = (60.0, 60.5, 61.204, 61.5)
    piece = heard(*spans, starts_s=60.0, ends_s=63.0, fragments_start_s=starts_s)
    (cue,) = cues_of(piece)
    assert "You have <00:01:01.204><c.amount>one euro</c> left." in cue.raw_text
    assert cue.text == "You have one euro left."


def test_names_cannot_mark_anything():
    """Signs that mean something in WebVTT are written so that they do not."""
    (cue,) = cues_of(heard(Span("A & B <c.key-1>\n-->\n"), Span("<b>", "key-2")))
    assert "<c.key-1>" not in cue.raw_text
    assert cue.raw_text.count("<c.") == 1
    assert "A &amp; B &lt;c.key-1&gt;" in cue.raw_text


@given(st.floats(0, 36000), st.floats(0, 60))
def test_any_moment_is_written_so_that_it_is_read(starts_s, length_s):
    """Times are written to the millisecond, far beyond the longest call."""
    (cue,) = cues_of(
        heard(Span("Hello."), starts_s=starts_s, ends_s=starts_s + length_s)
    )
    for written, moment_s in ((cue.start, starts_s), (cue.end, starts_s + length_s)):
        hours, minutes, seconds = written.split(":")
        assert float(seconds) < 60
        read_s = int(hours) * 3600 + int(minutes) * 60 + float(seconds)
        assert read_s == pytest.approx(moment_s, abs=0.0006)
