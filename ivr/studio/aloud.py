"""Reads words aloud that have no recording: what `<Say>` says, on a phone of ours."""

import numpy as np

from ivr.speech.fragment import Fragment
from ivr.studio.faults import SilentVoiceError, VoicesNotInstalledError
from ivr.studio.takes import finished
from ivr.studio.voices import NoVoiceError, voice_of

FULL_SCALE = 32767


def aloud(words: str, locale: str) -> bytes | None:
    """Give *words* as 16-bit samples at 8 kHz; None where no offline voice says them."""
    try:
        voice = voice_of(locale)
        sound = voice.speak(voice.script(Fragment(words)))
    except (NoVoiceError, VoicesNotInstalledError, SilentVoiceError):
        return None
    samples = np.clip(finished(sound), -1, 1) * FULL_SCALE
    return samples.astype("<i2").tobytes()
