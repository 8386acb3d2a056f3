"""A tape of what the caller heard."""

from pathlib import Path

from ivr.phone.sound import BYTES_PER_SAMPLE, SAMPLE_RATE_HZ, Sound
from ivr.phone.wav import wav_of


class Tape:
    """Sounds as they were heard, cut where a key cut them, one after another.

    The time in which the hotline was silent is left out.
    """

    def __init__(self) -> None:
        self._samples = bytearray()

    @property
    def length_s(self) -> float:
        """Give the length of what was recorded so far."""
        return len(self._samples) / (SAMPLE_RATE_HZ * BYTES_PER_SAMPLE)

    def record(self, sound: Sound, heard_s: float) -> None:
        """Add the first *heard_s* seconds of *sound*."""
        # A sound that was cut before its first word is no line of the transcript
        # either: the two must agree.
        if sound.heard_until(heard_s):
            self._samples += sound.samples_until(heard_s)

    def wav(self) -> bytes:
        """Give the tape as the bytes of a WAV file."""
        return wav_of(bytes(self._samples))

    def save(self, path: Path) -> None:
        """Write the tape to *path* as WAV."""
        path.write_bytes(self.wav())
