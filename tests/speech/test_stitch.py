"""Recordings joined into one file, and when each piece is heard."""

import io
import wave

import pytest

from ivr.domain.phrase import Key, Line, say
from ivr.domain.usage import Messages, Minutes
from ivr.speech.recordings import MissingRecordingError
from ivr.speech.sentence import (
    FRAME_PAUSE_MS,
    OFFER_PAUSE_MS,
    SENTENCE_PAUSE_MS,
    SLOW_CHUNK_PAUSE_MS,
    SLOWER,
    VOICE_PAUSE_MS,
    sentence_of,
)
from ivr.speech.stitch import RATE_HZ, stitch

LEFT = Line(say("left", it=Minutes(8)), "en")
SO_MANY = Line(say("so many", it=Minutes(8)), "en")
OFFER = Line(say("offer", key=Key("1")), "en")
BYE = Line(say("bye"), "en")
DAG = Line(say("dag"), "nl_BE")


@pytest.fixture(autouse=True)
def words(catalog):
    catalog(
        "en",
        {
            "left": "You have {it} left.",
            "so many": "You have {it}.",
            "offer": "For more, press {key}.",
            "bye": "Goodbye.",
            "key.1": "one",
        },
    )
    catalog("nl_BE", {"dag": "Dag."})


def samples_of(wav):
    with wave.open(io.BytesIO(wav)) as sound:
        frames = sound.readframes(sound.getnframes())
    return memoryview(frames).cast("h")


def join(lines, recordings):
    return stitch([sentence_of(line) for line in lines], recordings)


@pytest.mark.parametrize("lines", [[BYE], [LEFT, OFFER, BYE, DAG], []])
def test_audio_is_what_telephones_speak(recordings, record, lines):
    """Whatever is joined, it is 8 kHz, mono, 16 bit."""
    for line in lines:
        record(line)
    with wave.open(io.BytesIO(join(lines, recordings).wav)) as sound:
        form = sound.getframerate(), sound.getnchannels(), sound.getsampwidth()
    assert form == (8000, 1, 2)


def test_no_word_is_eaten_and_no_silence_added(recordings, record):
    """The audio is as long as its recordings and the pauses between them."""
    spoken_ms = sum(sum(record(line)) for line in (LEFT, OFFER, BYE, DAG))
    pauses_ms = 2 * FRAME_PAUSE_MS + SENTENCE_PAUSE_MS + OFFER_PAUSE_MS + VOICE_PAUSE_MS
    utterance = join([LEFT, OFFER, BYE, DAG], recordings)
    length = len(samples_of(utterance.wav))
    assert length * 1000 == (spoken_ms + pauses_ms) * RATE_HZ


def test_every_fragment_is_heard_when_it_is_said_to_be(recordings, record):
    """At the start of each fragment stand the samples of its recording."""
    record(LEFT)
    utterance = join([LEFT], recordings)
    samples = samples_of(utterance.wav)
    (heard,) = utterance.heard
    for number, starts_s in enumerate(heard.fragments_start_s, 1):
        start = round(starts_s * RATE_HZ)
        assert set(samples[start : start + 80 * number]) == {number}
        assert start == 0 or samples[start - 1] != number


def test_pauses_are_silent(recordings, record):
    """Between a frame and its value nothing is heard."""
    frame_ms, *_ = record(LEFT)
    start = frame_ms * RATE_HZ // 1000
    samples = samples_of(join([LEFT], recordings).wav)
    assert set(samples[start : start + FRAME_PAUSE_MS * RATE_HZ // 1000]) == {0}


def test_sentences_are_heard_one_after_the_other(recordings, record):
    """Each sentence starts a pause after the one before it has ended."""
    for line in (LEFT, OFFER, BYE):
        record(line)
    first, second, third = join([LEFT, OFFER, BYE], recordings).heard
    assert first.starts_s == 0
    assert second.starts_s - first.ends_s == pytest.approx(OFFER_PAUSE_MS / 1000)
    assert third.starts_s - second.ends_s == pytest.approx(SENTENCE_PAUSE_MS / 1000)
    assert [it.sentence.text for it in (first, third)] == [
        "You have eight minutes left.",
        "Goodbye.",
    ]


def test_a_slow_line_is_longer_by_its_pauses_alone(recordings, record):
    """Slowly is the same sound with more silence in it."""
    spoken_ms = sum(record(LEFT))
    slowly = Line(LEFT.phrase, "en", slowly=True)
    pauses_ms = SLOWER * 2 * FRAME_PAUSE_MS + SLOW_CHUNK_PAUSE_MS
    length = len(samples_of(join([slowly], recordings).wav))
    assert length * 1000 == (spoken_ms + pauses_ms) * RATE_HZ


def test_the_end_of_a_sentence_needs_its_final_take(recordings, record):
    """A medial take is no substitute: what is missing is the falling one."""
    record(LEFT)
    record(SO_MANY, but={"minutes~~final"})
    with pytest.raises(MissingRecordingError, match="lacks minutes~~final"):
        join([SO_MANY], recordings)


def test_missing_recordings_are_named_all_at_once(recordings, record):
    """What has no recording is named with its locale, sorted, before any is joined."""
    line = Line(say("left", it=Messages(2)), "en")
    record(line, but={"two", "left"})
    with pytest.raises(MissingRecordingError, match="prompts/en lacks left, two"):
        join([line], recordings)


def test_a_locale_without_a_voice_is_named(recordings):
    """A language of which nothing is recorded is a missing recording like any other."""
    with pytest.raises(MissingRecordingError) as missing:
        join([DAG], recordings)
    assert (missing.value.locale, missing.value.names) == ("nl_BE", ["dag"])
