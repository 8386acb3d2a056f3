"""Why a studio take cannot be used, in the words of whoever recorded it."""

import unicodedata

import numpy as np
from numpy.typing import NDArray

from ivr.studio import takes
from ivr.studio.pcm import Pcm
from ivr.studio.sound import Samples

LOWEST_RATE_HZ, HIGHEST_RATE_HZ = 44_100, 384_000
SHORTEST_TAKE_MS = 20
FULL_SCALE = 0.9999
CLIPPED_SAMPLES = 3
SILENT_DBFS = -60.0
FAINTEST_DBOV = -45.0
CLEAREST_DB = 25.0
"""Speech is at least so far over what is heard in its pauses."""
PAUSE_SHARE = 10
"""Per cent of a take that are surely pause: there is silence around the words."""
EDGE_MS = 20
LOUD_EDGE_DB, EDGE_DB = 15.0, 30.0
EDGE_OVER_NOISE_DB = 10.0
"""Speech runs into an edge that is so little under speech, and so much over noise."""
SHORTEST, LONGEST, LONGEST_PLUS_S = 0.35, 2.5, 1.0
"""How much of the time that words should take is too little, and too much."""

SECONDS_A_LETTER = {"CJK": 0.2, "HANGUL": 0.2, "KATAKANA": 0.12, "HIRAGANA": 0.12}
"""By the first word of the letter's name in Unicode."""
SECONDS_A_LATIN_LETTER = 0.065


def of_form(pcm: Pcm) -> str:
    """Tell why the form or the raw samples of *pcm* are refused, "" if they are not."""
    if pcm.channels != 1:
        return f"{pcm.channels} channels: record one (mono)"
    if not LOWEST_RATE_HZ <= pcm.rate_hz <= HIGHEST_RATE_HZ:
        return f"{pcm.rate_hz} Hz: record at 48000 Hz"
    samples = pcm.samples
    if len(samples) * 1000 < SHORTEST_TAKE_MS * pcm.rate_hz:
        return f"too short: {1000 * len(samples) / pcm.rate_hz:.1f} ms is no word"
    if takes.decibels(float(np.abs(samples).max())) < SILENT_DBFS:
        return "silent: nothing is heard"
    if _longest_run(np.abs(samples) >= FULL_SCALE) >= CLIPPED_SAMPLES:
        return "clipped: record it again, less loud"
    return ""


def of_speech(samples: Samples) -> str:
    """Tell why the speech in *samples*, 8000 a second, is refused, "" if it is not."""
    level = takes.active_level_dbov(samples)
    noise = takes.decibels(noise_of(samples))
    if level < FAINTEST_DBOV:
        return f"too quiet: speech is at {level:.0f} dBov, record it near -20"
    edges = dict(
        zip(("beginning", "end"), map(takes.decibels, _edges(samples)), strict=True)
    )
    for place, edge in edges.items():
        if edge > level - LOUD_EDGE_DB:
            return f"cut at its {place}: leave silence around the words"
    if level - noise < CLEAREST_DB:
        return f"too noisy: speech is only {level - noise:.0f} dB over its pauses"
    for place, edge in edges.items():
        if edge > max(level - EDGE_DB, noise + EDGE_OVER_NOISE_DB):
            return f"cut at its {place}: leave silence around the words"
    return ""


def of_length(duration_s: float, spoken: str) -> str:
    """Tell why words that last *duration_s* cannot be what is *spoken*."""
    expected_s = sum(map(_seconds, spoken))
    if duration_s < SHORTEST * expected_s:
        return f"too short for its words: {duration_s:.2f} s"
    if duration_s > LONGEST * expected_s + LONGEST_PLUS_S:
        return f"too long for its words: {duration_s:.2f} s"
    return ""


def noise_of(samples: Samples) -> float:
    """Tell how loud (RMS) the room of *samples* is when nobody speaks."""
    pauses = float(np.percentile(takes.frame_power(samples), PAUSE_SHARE))
    return min(float(np.sqrt(pauses)), *_edges(samples))


def _edges(samples: Samples) -> tuple[float, float]:
    """Tell how loud (RMS) the beginning and the end of *samples* are."""
    length = EDGE_MS * takes.RATE_HZ // 1000
    begins, ends = samples[:length], samples[-length:]
    return float(np.sqrt((begins**2).mean())), float(np.sqrt((ends**2).mean()))


def _seconds(letter: str) -> float:
    """Tell about how long *letter* takes to say."""
    if unicodedata.category(letter)[0] not in "LN":
        return 0.0
    name = unicodedata.name(letter, "")
    script = name.split(" ")[0]
    return SECONDS_A_LETTER.get(script, SECONDS_A_LATIN_LETTER)


def _longest_run(flags: NDArray[np.bool_]) -> int:
    turns = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]])))
    return int((turns[1::2] - turns[::2]).max(initial=0))
