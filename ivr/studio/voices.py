"""The voices that need no studio: one offline engine for each locale.

Speeds were chosen by measuring syllables a second in whole sentences of the hotline:
about five, as a calm agent speaks, so that an elderly caller follows and nobody
waits (ko 5.7, nl 4.9, fr 5.5, en 5.0; zh 4.4, whose syllables say more; ja 8 morae).
Volumes keep the loudest sentence 3 dB or more under full scale.
"""

from typing import Protocol

from ivr.speech.fragment import Fragment
from ivr.studio.espeak import Espeak
from ivr.studio.openjtalk import OpenJTalk
from ivr.studio.respelling import dutch, english, french, korean, mandarin
from ivr.studio.sound import Sound


class Voice(Protocol):
    """Whoever can say a text; *engine* and *credit* name what is to be known of it."""

    @property
    def engine(self) -> str:
        """Name the engine and all that shapes its sound."""
        ...

    @property
    def credit(self) -> str:
        """Name whom the sound is owed to, and on which terms."""
        ...

    def script(self, fragment: Fragment) -> str:
        """Write *fragment* as this voice must be given it."""
        ...

    def speak(self, text: str) -> Sound:
        """Say *text*, the same every time."""
        ...


class NoVoiceError(LookupError):
    """There is no offline voice for *locale*."""

    def __init__(self, locale: str) -> None:
        super().__init__(f"no offline voice speaks {locale}")


VOICES: dict[str, Voice] = {
    "ja_JP": OpenJTalk(speed=0.95),
    "ko_KR": Espeak("ko", 190, 60, korean),
    "nl_BE": Espeak("nl", 178, 60, dutch),
    "fr_BE": Espeak("fr-be", 158, 60, french),
    # Mandarin reaches full scale at the volume of the others, and clips.
    "zh_CN": Espeak("cmn", 212, 40, mandarin, tonal=True),
    "en": Espeak("en", 174, 60, english),
}


def voice_of(locale: str) -> Voice:
    """Give the voice of *locale*, such as nl_BE."""
    if locale not in VOICES:
        raise NoVoiceError(locale)
    return VOICES[locale]
