"""Takes as a studio sends them, made of telephone recordings: room, silence, words."""

import struct
from pathlib import Path

import numpy as np
import soxr

RECORDED_HZ = 8_000


def studio_take(
    recording: np.ndarray,
    path: Path,
    *,
    rate_hz: int = 48_000,
    width_bits: int = 24,
    channels: int = 1,
    gain_db: float = -3.0,
    room_dbfs: float = -75.0,
    before_s: float = 0.4,
    after_s: float = 0.4,
    is_extensible: bool = False,
) -> None:
    """Write *recording* (8 kHz) to *path* as it sounds in a room, in a WAV file.

    A negative *before_s* or *after_s* cuts into the words. Louder than full scale is
    clipped, as a converter does.
    """
    words = soxr.resample(recording, RECORDED_HZ, rate_hz) * 10 ** (gain_db / 20)
    begin, end = (round(length_s * rate_hz) for length_s in (before_s, after_s))
    words = words[max(0, -begin) : len(words) - max(0, -end)]
    take = np.pad(words, (max(0, begin), max(0, end)))
    room = np.random.default_rng(3).normal(0, 10 ** (room_dbfs / 20), len(take))
    take = np.repeat(np.clip(take + room, -1, 1), channels)
    form = {"rate_hz": rate_hz, "width_bits": width_bits, "channels": channels}
    path.write_bytes(wav(take, **form, is_extensible=is_extensible))


def wav(
    samples: np.ndarray,
    *,
    rate_hz: int = 48_000,
    width_bits: int = 24,
    channels: int = 1,
    is_extensible: bool = False,
    tag: int = 1,
) -> bytes:
    """Write a WAV file of any form, with a chunk in it as editors leave them."""
    width = width_bits // 8
    whole = np.rint(samples * (2.0 ** (width_bits - 1) - 1)).astype("<i4")
    octets = whole.view(np.uint8).reshape(-1, 4)[:, :width].tobytes()
    block = channels * width
    form = struct.pack(
        "<HHIIHH",
        0xFFFE if is_extensible else tag,
        channels,
        rate_hz,
        rate_hz * block,
        block,
        width_bits,
    )
    if is_extensible:
        form += struct.pack("<HHIH", 22, width_bits, 0, tag) + bytes(14)
    chunks = b"".join(
        name + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)
        for name, body in ((b"JUNK", b"odd"), (b"fmt ", form), (b"data", octets))
    )
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks
