"""A sound of the hotline: what is heard, and which words when."""

import io
import re
import wave
from dataclasses import dataclass, field

from ivr.phone.captions import Caption
from ivr.phone.faults import HotlineError
from ivr.twilio.twiml import VOICES

SAMPLE_RATE_HZ = 8000
BYTES_PER_SAMPLE = 2

SYLLABLE_SIGN_S = 0.25
"""Length of a kanji, kana, hanzi or Hangul block: telephone voices say four a second
and each is about a syllable."""

LETTER_S = 0.07
"""Length of any other character: 150 words a minute, of five letters and a space."""

_SYLLABLE_SIGNS = re.compile(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff]"
)

LOCALES = {language: locale for locale, (language, _) in VOICES.items()}
"""The locale of each `language` that `<Say>` is given."""


class SoundError(HotlineError):
    """A sound of the hotline is not what a telephone line carries."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a sound, *starts_s* to *ends_s*, in which *caption* is heard."""

    caption: Caption
    starts_s: float
    ends_s: float

    @property
    def audio_s(self) -> float:
        """Give the length of the piece, with the silence after its words."""
        return self.ends_s - self.starts_s


@dataclass(frozen=True, slots=True)
class Sound:
    """*samples* at 8 kHz, 16 bit, one channel, and the *captions* of their words.

    *url* is where the sound was fetched, "" for what Twilio would say by itself.
    """

    samples: bytes = field(repr=False)
    captions: tuple[Caption, ...]
    url: str = ""

    @property
    def length_s(self) -> float:
        """Give the length of the whole sound."""
        return len(self.samples) / (SAMPLE_RATE_HZ * BYTES_PER_SAMPLE)

    def heard_until(self, heard_s: float) -> tuple[Piece, ...]:
        """Give the captions that had begun after *heard_s*, each with its silence.

        The silence before the first caption is the first's; a sound without words
        is one piece without text.
        """
        captions = self.captions or (Caption("", "", 0.0, self.length_s),)
        begun = [caption for caption in captions if caption.starts_s < heard_s]
        edges_s = [0.0, *(caption.starts_s for caption in begun[1:]), heard_s]
        return tuple(
            Piece(caption, edges_s[place], edges_s[place + 1])
            for place, caption in enumerate(begun)
        )

    def samples_until(self, heard_s: float) -> bytes:
        """Give the samples of the first *heard_s* seconds."""
        return self.samples[: round(heard_s * SAMPLE_RATE_HZ) * BYTES_PER_SAMPLE]


def read_sound(wav: bytes, captions: tuple[Caption, ...], url: str) -> Sound:
    """Read the sound that was fetched from *url* as *wav*, with its *captions*."""
    try:
        with wave.open(io.BytesIO(wav)) as reader:
            form = (reader.getframerate(), reader.getsampwidth(), reader.getnchannels())
            samples = reader.readframes(reader.getnframes())
    except (wave.Error, EOFError) as error:
        raise SoundError("The hotline played something that is no WAV.") from error
    if form != (SAMPLE_RATE_HZ, BYTES_PER_SAMPLE, 1):
        raise SoundError("The hotline played a WAV that is not 8 kHz, 16 bit, mono.")
    return Sound(samples, captions, url)


def said(text: str, language: str | None, samples: bytes | None = None) -> Sound:
    """Give *text* as *samples* have it said, else silence about as long.

    *language* is written as Twilio names it (fr-BE).
    """
    if samples is None:
        samples = bytes(round(_length_s(text) * SAMPLE_RATE_HZ) * BYTES_PER_SAMPLE)
    length_s = len(samples) / (SAMPLE_RATE_HZ * BYTES_PER_SAMPLE)
    caption = Caption(text, LOCALES.get(language or "", ""), 0.0, length_s)
    return Sound(samples, (caption,))


def _length_s(text: str) -> float:
    signs = len(_SYLLABLE_SIGNS.findall(text))
    return signs * SYLLABLE_SIGN_S + (len(text) - signs) * LETTER_S
