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

# Callers take a longer silence inside a sentence for its end.
LONGEST_PAUSE_S = 0.7
KEPT_PAUSE_S = 0.5

FRAME_MS = 10
# P.56 counts as speech what is less than 15.9 dB under the active level itself.
P56_MARGIN_DB = 15.9
SILENCE_DBOV = -50.0
FLOOR_DB = -100.0


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured of a recording: its length, levels and longest silence.

    *edge_dbfs* is the louder of its first and its last sample.
    """

    duration_s: float
    level_dbov: float
    peak_dbfs: float
    longest_silence_s: float
    edge_dbfs: float


class WrongFormatError(ValueError):
    """A recording is not 8 kHz, 16-bit, mono WAV; *found* says what it is."""


def finished(sound: Sound, *, closure_ms: int = 0) -> Samples:
    """Make a recording of a raw *sound*: 8 kHz, trimmed, -20 dBov, faded.

    *closure_ms* is silence to keep at the end, where it belongs to the word.
    """
    return dressed(for_telephone(sound), closure_ms=closure_ms)


def for_telephone(sound: Sound) -> Samples:
    """Take the rumble out of *sound*, and what is above 4 kHz: 8000 samples a second."""
    samples: Samples = soxr.resample(
        _high_passed(sound), sound.rate_hz, RATE_HZ, quality="HQ"
    )
    return samples


def dressed(samples: Samples, *, closure_ms: int = 0, noise: float = 0.0) -> Samples:
    """Make a recording of *samples*: trimmed, -20 dBov, no long pause, faded.

    *noise* is what the room sounds like (RMS), so that it is trimmed as silence is.
    """
    closure = np.zeros(closure_ms * RATE_HZ // 1000, dtype=np.float32)
    speech = _without_long_pauses(_levelled(_trimmed(samples, noise)))
    return np.concatenate([_faded(speech), closure])


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
    return measure_of(read(path))


def measure_of(samples: Samples) -> Measure:
    """Measure *samples*, 8000 a second."""
    return Measure(
        duration_s=len(samples) / RATE_HZ,
        level_dbov=active_level_dbov(samples),
        peak_dbfs=decibels(float(np.abs(samples).max())),
        longest_silence_s=max(
            (len(run) * FRAME_MS / 1000 for run in _silences(samples)), default=0.0
        ),
        edge_dbfs=decibels(float(max(abs(samples[0]), abs(samples[-1])))),
    )


def active_level_dbov(samples: Samples) -> float:
    """Tell the level of the speech in *samples*, pauses left out, in dBov.

    Frames of 10 ms count while they are less than 15.9 dB under the mean power of
    the frames that count; the few rounds until that holds replace P.56's hangover.
    """
    power = frame_power(samples)
    active = power
    while True:
        threshold = active.mean() * 10 ** (-P56_MARGIN_DB / 10)
        louder = power[power >= threshold]
        if len(louder) == len(active):
            return decibels(float(np.sqrt(active.mean())))
        active = louder


def _high_passed(sound: Sound) -> Samples:
    """Take rumble out, without delay: 6 dB down at 100 Hz, 24 dB an octave below."""
    count = len(sound.samples)
    # As much silence again keeps the end from ringing into the beginning.
    spectrum = np.fft.rfft(sound.samples, 2 * count)
    ratio = np.fft.rfftfreq(2 * count, 1 / sound.rate_hz) / HIGH_PASS_HZ
    filtered = np.fft.irfft(spectrum * ratio**4 / (1 + ratio**4), 2 * count)
    return filtered[:count].astype(np.float32)


def _trimmed(samples: Samples, noise: float) -> Samples:
    """Cut silence at -40 dB, but keep a closure or a last breath near it, to -50 dB."""
    loudness = np.abs(samples) / np.abs(samples).max()
    loudness[_envelope(samples) <= 2 * noise] = 0
    core = np.flatnonzero(loudness > 10 ** (TRIM_DB / 20))
    reach = EDGE_REACH_MS * RATE_HZ // 1000
    near = slice(max(0, core[0] - reach), core[-1] + reach)
    heard = near.start + np.flatnonzero(loudness[near] > 10 ** (EDGE_DB / 20))
    pad = PAD_MS * RATE_HZ // 1000
    return samples[max(0, heard[0] - pad) : heard[-1] + pad + 1]


def _envelope(samples: Samples) -> NDArray[np.float64]:
    """Give the loudness (RMS) around each sample."""
    window = np.ones(min(FRAME_MS * RATE_HZ // 1000, len(samples)))
    power = np.convolve(samples.astype(np.float64) ** 2, window / window.sum(), "same")
    envelope: NDArray[np.float64] = np.sqrt(np.maximum(power, 0))
    return envelope


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


def _without_long_pauses(samples: Samples) -> Samples:
    """Take the middle out of pauses that callers would hang up in."""
    frame = FRAME_MS * RATE_HZ // 1000
    kept = np.ones(len(samples), dtype=bool)
    side = round(KEPT_PAUSE_S * 1000 / FRAME_MS / 2)
    for run in _silences(samples):
        if len(run) * FRAME_MS / 1000 > LONGEST_PAUSE_S:
            kept[run[side] * frame : run[-side] * frame] = False
    return samples[kept]


def frame_power(samples: Samples) -> NDArray[np.float64]:
    """Give the mean power of each 10 ms of *samples*."""
    frame = FRAME_MS * RATE_HZ // 1000
    padded = np.pad(samples.astype(np.float64), (0, -len(samples) % frame))
    power: NDArray[np.float64] = (padded.reshape(-1, frame) ** 2).mean(axis=1)
    return power


def _silences(samples: Samples) -> list[range]:
    """Give the runs of silent frames."""
    silent = frame_power(samples) < 10 ** (SILENCE_DBOV / 10)
    turns = np.flatnonzero(np.diff(np.concatenate([[False], silent, [False]])))
    return [range(*run) for run in turns.reshape(-1, 2).tolist()]


def decibels(amplitude: float) -> float:
    """Give *amplitude*, of which 1 is full scale, in decibels."""
    return max(FLOOR_DB, 20 * float(np.log10(max(amplitude, 1e-9))))
