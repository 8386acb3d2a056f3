"""Recordings joined into one piece of audio. Only this module and the studio know pydub.

Rules of this file:
1. `AudioSegment.silent` defaults to 11025 Hz and `append` to a crossfade of 100 ms that
   eats words: silence gets the rate, and pieces are joined with `+`.
2. Recordings come trimmed, levelled and faded from the studio; nothing is done here.
"""

import io
import warnings
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ivr.speech.recordings import BrokenRecordingError, Recordings
from ivr.speech.sentence import Sentence

with warnings.catch_warnings():
    # pydub 0.25.1, its last release, warns that ffmpeg is not here, which WAV files
    # never need, and imports what CPython 3.11 and 3.12 call old (3.13: audioop-lts).
    warnings.simplefilter("ignore")
    from pydub import AudioSegment

RATE_HZ = 8000
RECORDED_FORM = (2, RATE_HZ, 1)
"""Bytes of a sample, samples a second, channels."""
RECORDINGS_IN_MEMORY = 8192
"""More than all languages have: a pack is a few megabytes."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A *sentence* in time: where it starts and ends, and each of its fragments."""

    sentence: Sentence
    starts_s: float
    ends_s: float
    fragments_start_s: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Utterance:
    """Sentences as one WAV file (8 kHz, 16-bit, mono), and when each is heard."""

    wav: bytes
    heard: tuple[Heard, ...]


def stitch(sentences: Sequence[Sentence], recordings: Recordings) -> Utterance:
    """Join the recordings of *sentences*, with the pauses between them."""
    audio = _silence(0)
    heard: list[Heard] = []
    for sentence in sentences:
        if heard:
            audio += _silence(heard[-1].sentence.pause_before_ms(sentence))
        starts_s, starts = len(audio) / 1000, []
        for fragment, path in zip(
            sentence.fragments, recordings.paths(sentence), strict=True
        ):
            audio += _silence(fragment.pause_ms)
            starts.append(len(audio) / 1000)
            audio += _recording(path)
        heard.append(Heard(sentence, starts_s, len(audio) / 1000, tuple(starts)))
    return Utterance(_wav(audio), tuple(heard))


@lru_cache(maxsize=RECORDINGS_IN_MEMORY)
def _recording(path: Path) -> AudioSegment:
    # pydub would look for ffmpeg to read what is no WAV file.
    try:
        with wave.open(str(path)) as file:
            form = (file.getsampwidth(), file.getframerate(), file.getnchannels())
            frames = file.readframes(file.getnframes())
    except (wave.Error, EOFError) as error:
        raise BrokenRecordingError(path) from error
    is_whole = len(frames) == file.getnframes() * RECORDED_FORM[0]
    if form != RECORDED_FORM or not is_whole:
        raise BrokenRecordingError(path)
    return AudioSegment(frames, sample_width=2, frame_rate=RATE_HZ, channels=1)


def _silence(duration_ms: int) -> AudioSegment:
    return AudioSegment.silent(duration_ms, frame_rate=RATE_HZ)


def _wav(audio: AudioSegment) -> bytes:
    file = io.BytesIO()
    audio.export(file, format="wav")
    return file.getvalue()
