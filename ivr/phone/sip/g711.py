"""G.711, as telephones carry sound: 8 bits for each sample, µ-law or A-law.

The tables are ours: aiortp's A-law has its sign the wrong way round, and the standard
library's `audioop` is gone from Python 3.13.
"""

from collections.abc import Callable
from functools import cache

PCMU = 0
PCMA = 8
"""The static RTP payload types of the two laws (RFC 3551)."""

BIAS = 33
CLIP = 8159
STEPS = 0x0F
LOUDEST = 0x7F


@cache
def table(payload_type: int) -> bytes:
    """Give the octet for each 16-bit sample, by the sample as an unsigned number."""
    law: Callable[[int], int] = {PCMU: _ulaw, PCMA: _alaw}[payload_type]
    return bytes(map(law, [*range(0x8000), *range(-0x8000, 0)]))


def encode(samples: bytes, payload_type: int) -> bytes:
    """Encode 16-bit little-endian *samples*, an octet for each."""
    octets = table(payload_type)
    low, high = samples[0::2], samples[1::2]
    return bytes([octets[a | b << 8] for a, b in zip(low, high, strict=True)])


def _ulaw(sample: int) -> int:
    linear = sample >> 2
    mask, magnitude = (0xFF, linear) if linear >= 0 else (0x7F, -linear)
    magnitude = min(magnitude, CLIP) + BIAS
    segment = magnitude.bit_length() - 6
    if segment > 7:  # noqa: PLR2004 - there are eight
        return LOUDEST ^ mask
    return (segment << 4 | (magnitude >> segment + 1) & STEPS) ^ mask


def _alaw(sample: int) -> int:
    linear = sample >> 3
    mask, magnitude = (0xD5, linear) if linear >= 0 else (0x55, -linear - 1)
    segment = max(0, magnitude.bit_length() - 5)
    return (segment << 4 | (magnitude >> max(1, segment)) & STEPS) ^ mask
