"""WAV files as studios write them: 16, 24 or 32 bits, any rate, extra chunks."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ivr.studio.sound import Samples

PCM, EXTENSIBLE = 1, 0xFFFE
FORMAT_BYTES = 16
SUBFORMAT = slice(24, 26)
WIDTHS_BITS = (16, 24, 32)


class NotReadError(ValueError):
    """A file is no WAV of PCM; the message says what it is, as a reason to refuse."""


@dataclass(frozen=True, slots=True)
class Pcm:
    """The *octets* of a WAV file, and the form they are in."""

    channels: int
    rate_hz: int
    width_bits: int
    octets: bytes

    @property
    def samples(self) -> Samples:
        """Give the samples in -1..1; of several channels, one after the other."""
        width = self.width_bits // 8
        raw = np.frombuffer(self.octets, np.uint8).reshape(-1, width)
        # The highest bytes of 32 bits, so that the sign is where it belongs.
        whole = np.zeros((len(raw), 4), np.uint8)
        whole[:, 4 - width :] = raw
        samples: Samples = (whole.view("<i4")[:, 0] / 2.0**31).astype(np.float32)
        return samples


def read_pcm(path: Path) -> Pcm:
    """Read the WAV file at *path*, whatever its rate and number of channels."""
    octets = path.read_bytes()
    if octets[:4] != b"RIFF" or octets[8:12] != b"WAVE":
        raise NotReadError("not a WAV file")
    form: tuple[int, int, int] | None = None
    for name, size, start in _chunks(octets):
        if name == b"fmt ":
            form = _form(octets[start : start + size])
        elif name == b"data" and form:
            if start + size > len(octets):
                raise NotReadError("cut short: the file ends before its sound does")
            whole = size - size % (form[0] * form[2] // 8)
            return Pcm(*form, octets[start : start + whole])
    raise NotReadError("not a WAV file with sound in it")


def _chunks(octets: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Give name, size and start of each chunk."""
    start = 12
    while start + 8 <= len(octets):
        name, size = struct.unpack_from("<4sI", octets, start)
        yield name, size, start + 8
        start += 8 + size + size % 2


def _form(chunk: bytes) -> tuple[int, int, int]:
    """Read channels, rate and width out of the format *chunk*."""
    if len(chunk) < FORMAT_BYTES:
        raise NotReadError("not a WAV file: its format is cut short")
    tag, channels, rate_hz, _, _, width_bits = struct.unpack_from("<HHIIHH", chunk)
    if tag == EXTENSIBLE and len(chunk) >= SUBFORMAT.stop:
        tag = int.from_bytes(chunk[SUBFORMAT], "little")
    if tag != PCM or width_bits not in WIDTHS_BITS or not channels:
        raise NotReadError(f"{width_bits}-bit {_encoding(tag)}: give PCM of 24 bits")
    return channels, rate_hz, width_bits


def _encoding(tag: int) -> str:
    return {PCM: "PCM", 3: "floating point", 6: "A-law", 7: "µ-law"}.get(tag, "sound")
