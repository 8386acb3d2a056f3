"""A take becomes a recording: filtered, 8 kHz, trimmed, levelled, faded; and measured.

Levels are of active speech only, after the idea of ITU-T P.56, in dBov: 0 dBov is the
power of the loudest square wave. Peaks are in dBFS.
"""

import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soxr
from numpy.typing import NDArray

from ivr.studio.sound import Samples, Sound

RATE_HZ = 8000
WIDTH_BYTES = 2
CHANNELS = 1

LEVEL_DBOV = -20.0
PEAK_DBFS = -3.0

HIGH_PASS_HZ = 100
TRIM_DB = -40
EDGE_DB = -50
EDGE_REACH_MS = 120
PAD_MS = 8
FADE_MS = 4
LIMITER_MS = 2
LIMITER_ROUNDS = 3

FRAME_MS = 10
# P.56 counts as speech what is less than 15.9 dB under the active level itself.
P56_MARGIN_DB = 15.9
SILENCE_DBOV = -50.0
FLOOR_DB = -100.0


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured of a recording: its length, levels and longest silence."""

    duration_s: float
    level_dbov: float
    peak_dbfs: float
    longest_silence_s: float


class WrongFormatError(ValueError):
    """A recording is not 8 kHz, 16-bit, mono WAV; *found* says what it is."""


def finished(sound: Sound, *, closure_ms: int = 0) -> Samples:
    """Make a recording of a raw *sound*: 8 kHz, trimmed, -20 dBov, faded.

    *closure_ms* is silence to keep at the end, where it belongs to the word.
    """
    samples = soxr.resample(_high_passed(sound), sound.rate_hz, RATE_HZ, quality="HQ")
    closure = np.zeros(closure_ms * RATE_HZ // 1000, dtype=np.float32)
    return np.concatenate([_faded(_levelled(_trimmed(samples))), closure])


def write(samples: Samples, path: Path) -> None:
    """Write *samples*, 8000 a second, to *path* as 16-bit WAV."""
    whole = np.clip(np.rint(samples * 32768), -32768, 32767).astype("<i2")
    with wave.open(str(path), "wb") as recording:
        recording.setnchannels(CHANNELS)
        recording.setsampwidth(WIDTH_BYTES)
        recording.setframerate(RATE_HZ)
        recording.writeframes(whole.tobytes())


def read(path: Path) -> Samples:
    """Read the recording at *path*."""
    try:
        with wave.open(str(path), "rb") as recording:
            shape = recording.getparams()
            octets = recording.readframes(shape.nframes)
    except (wave.Error, EOFError) as fault:
        raise WrongFormatError(f"not a PCM WAV file: {fault}") from fault
    if shape[:3] != (CHANNELS, WIDTH_BYTES, RATE_HZ):
        found = f"{shape.framerate} Hz, {8 * shape.sampwidth}-bit, {shape.nchannels} ch"
        raise WrongFormatError(found)
    if len(octets) != shape.nframes * WIDTH_BYTES or not octets:
        raise WrongFormatError("shorter than its header says")
    return np.frombuffer(octets, "<i2").astype(np.float32) / np.float32(32768)


def measure(path: Path) -> Measure:
    """Measure the recording at *path*."""
    samples = read(path)
    return Measure(
        duration_s=len(samples) / RATE_HZ,
        level_dbov=active_level_dbov(samples),
        peak_dbfs=_decibels(float(np.abs(samples).max())),
        longest_silence_s=_longest_silence_s(samples),
    )


def active_level_dbov(samples: Samples) -> float:
    """Tell the level of the speech in *samples*, pauses left out, in dBov.

    Frames of 10 ms count while they are less than 15.9 dB under the mean power of
    the frames that count; the few rounds until that holds replace P.56's hangover.
    """
    power = _power(samples)
    active = power
    while True:
        threshold = active.mean() * 10 ** (-P56_MARGIN_DB / 10)
        louder = power[power >= threshold]
        if len(louder) == len(active):
            return _decibels(float(np.sqrt(active.mean())))
        active = louder


def _high_passed(sound: Sound) -> Samples:
    """Take rumble out, without delay: 6 dB down at 100 Hz, 24 dB an octave below."""
    count = len(sound.samples)
    # As much silence again keeps the end from ringing into the beginning.
    spectrum = np.fft.rfft(sound.samples, 2 * count)
    ratio = np.fft.rfftfreq(2 * count, 1 / sound.rate_hz) / HIGH_PASS_HZ
    filtered = np.fft.irfft(spectrum * ratio**4 / (1 + ratio**4), 2 * count)
    return filtered[:count].astype(np.float32)


def _trimmed(samples: Samples) -> Samples:
    """Cut silence at -40 dB, but keep a closure or a last breath near it, to -50 dB."""
    loudness = np.abs(samples) / np.abs(samples).max()
    core = np.flatnonzero(loudness > 10 ** (TRIM_DB / 20))
    reach = EDGE_REACH_MS * RATE_HZ // 1000
    near = slice(max(0, core[0] - reach), core[-1] + reach)
    heard = near.start + np.flatnonzero(loudness[near] > 10 ** (EDGE_DB / 20))
    pad = PAD_MS * RATE_HZ // 1000
    return samples[max(0, heard[0] - pad) : heard[-1] + pad + 1]


def _levelled(samples: Samples) -> Samples:
    """Bring speech to -20 dBov, its peaks to -3 dBFS; limiting costs little level."""
    levelled = samples
    for _ in range(LIMITER_ROUNDS):
        gain_db = LEVEL_DBOV - active_level_dbov(levelled)
        levelled = _limited(levelled * np.float32(10 ** (gain_db / 20)))
    return levelled


def _limited(samples: Samples) -> Samples:
    """Turn down what is above -3 dBFS, smoothly, for 2 ms on either side."""
    ceiling = 10 ** (PEAK_DBFS / 20)
    reach = LIMITER_MS * RATE_HZ // 1000
    loudness = np.maximum(np.abs(samples), ceiling)
    near = np.pad(loudness, 2 * reach, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(near, 2 * reach + 1)
    gain = ceiling / windows.max(axis=1)
    smooth = np.hanning(2 * reach + 3)[1:-1]
    limited: Samples = samples * np.convolve(gain, smooth / smooth.sum(), "valid")
    return limited.astype(np.float32)


def _faded(samples: Samples) -> Samples:
    length = min(FADE_MS * RATE_HZ // 1000, len(samples) // 2)
    fade = np.linspace(0, 1, length, endpoint=False, dtype=np.float32)
    faded = samples.copy()
    faded[:length] *= fade
    faded[len(faded) - length :] *= fade[::-1]
    return faded


def _power(samples: Samples) -> NDArray[np.float64]:
    frame = FRAME_MS * RATE_HZ // 1000
    padded = np.pad(samples.astype(np.float64), (0, -len(samples) % frame))
    power: NDArray[np.float64] = (padded.reshape(-1, frame) ** 2).mean(axis=1)
    return power


def _longest_silence_s(samples: Samples) -> float:
    silent = _power(samples) < 10 ** (SILENCE_DBOV / 10)
    longest = run = 0
    for frame in silent:
        run = run + 1 if frame else 0
        longest = max(longest, run)
    return longest * FRAME_MS / 1000


def _decibels(amplitude: float) -> float:
    return max(FLOOR_DB, 20 * float(np.log10(max(amplitude, 1e-9))))
