"""How much of a sound is in a recording: normalised cross-correlation, piece by piece."""

import numpy as np
from numpy.typing import NDArray

RATE_HZ = 8000
PIECE = RATE_HZ // 2
"""Half a second: about two syllables, so that no amount hides in a longer whole."""

ALIKE = 0.9
"""G.711 leaves noise 38 dB below speech: what was sent is found again at 0.9999, and a
packet of 20 ms that is lost at the telephone takes a few hundredths of its piece. Of
another amount by the same voice the least like piece is at 0.72 (17.80 in 71.80) or
below (71.50 in 71.80: 0.31)."""

SILENT = 50
"""The loudness (RMS of 32,768) below which a piece is a pause, and like any other."""

Samples = NDArray[np.float64]


def samples_of(octets: bytes) -> Samples:
    """Read 16-bit samples."""
    even = octets[: len(octets) // 2 * 2]
    return np.frombuffer(even, dtype="<i2").astype(np.float64)


def likeness(sound: bytes, recording: bytes) -> float:
    """Give how like the least like piece of *sound* is to anything in *recording*.

    Both are 16-bit samples at 8 kHz. 1 is the same but for loudness, 0 is unlike. The
    pieces have to come in their order.
    """
    heard, said = samples_of(recording), samples_of(sound)
    pieces = [said[at : at + PIECE] for at in range(0, len(said) - PIECE + 1, PIECE)]
    least, begin = 1.0, 0
    for piece in pieces:
        if np.sqrt(np.mean(piece**2)) < SILENT:
            continue
        if len(heard) - begin < PIECE:
            return 0.0
        alike = _correlation(heard[begin:], piece)
        best = int(np.argmax(alike))
        least = min(least, float(alike[best]))
        begin += best + PIECE // 2
    return least


def _correlation(heard: Samples, piece: Samples) -> Samples:
    """Give the correlation of *piece* with each place in *heard*."""
    size = 1 << (len(heard) + len(piece)).bit_length()
    spectrum = np.fft.rfft(heard, size) * np.conj(np.fft.rfft(piece, size))
    dots = np.fft.irfft(spectrum, size)[: len(heard) - len(piece) + 1]
    sums = np.concatenate([[0.0], np.cumsum(heard**2)])
    energies = sums[len(piece) :] - sums[: -len(piece)]
    norm = np.sqrt(np.maximum(energies, 1.0) * float(np.sum(piece**2)))
    return np.asarray(dots / norm)
