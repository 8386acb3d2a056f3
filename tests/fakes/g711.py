"""The decoding of µ-law, by the formula of G.711."""

import struct

BIAS = 33


def decoded(octets: bytes) -> bytes:
    """Give *octets* as 16-bit samples."""
    return struct.pack(f"<{len(octets)}h", *map(_sample, octets))


def _sample(octet: int) -> int:
    inverted = ~octet & 0xFF
    segment, step = inverted >> 4 & 7, inverted & 0x0F
    magnitude = ((2 * step + BIAS << segment) - BIAS) * 4
    return -magnitude if inverted & 0x80 else magnitude
