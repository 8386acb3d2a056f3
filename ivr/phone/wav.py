"""Samples as a WAV file, as a telephone line carries them."""

import io
import wave

from ivr.phone.sound import BYTES_PER_SAMPLE, SAMPLE_RATE_HZ


def wav_of(samples: bytes) -> bytes:
    """Give *samples* (8 kHz, 16 bit, one channel) as the bytes of a WAV file."""
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(BYTES_PER_SAMPLE)
        writer.setframerate(SAMPLE_RATE_HZ)
        writer.writeframes(samples)
    return file.getvalue()
