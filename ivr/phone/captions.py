"""The captions of a sound: WebVTT with a cue for each sentence.

Two classes mark words of a cue: `amount` the first syllable of a figure, with its
moment as an inline timestamp, and `key-1`, `key-star`, `key-hash` … the name of the
key that the sentence offers.
"""

import html
import re
from dataclasses import dataclass

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError
from webvtt.models import Timestamp

from ivr.phone.faults import HotlineError

KEYS = "0123456789*#"
"""The keys of a telephone."""

_KEY_CLASSES = {f"key-{key}": key for key in KEYS[:10]} | {
    "key-star": "*",
    "key-hash": "#",
}
_LANGUAGE = re.compile(r"<lang\s+([\w-]+)>")
_CLASSES = re.compile(r"<c\.([^\s>]+)")
_AMOUNT = re.compile(r"(?:<(?P<at>[\d:]+\.\d+)>\s*)?<c\.amount\b")


class CaptionsError(HotlineError):
    """The captions of a sound are not the WebVTT that they should be."""


@dataclass(frozen=True, slots=True)
class Caption:
    """A sentence that is heard: its *text* and *locale* (fr_BE, "" if unknown).

    *starts_s* and *ends_s* bound the words, in seconds from the start of the sound;
    *amount_at_s* is the first syllable of its amount; *keys* are those it offers.
    """

    text: str
    locale: str
    starts_s: float
    ends_s: float
    amount_at_s: float | None = None
    keys: tuple[str, ...] = ()


def read_captions(vtt: str) -> tuple[Caption, ...]:
    """Read the captions in *vtt*, the text of a WebVTT file."""
    try:
        cues = webvtt.WebVTT.from_string(vtt).captions
        return tuple(_caption(cue) for cue in cues)
    except (MalformedFileError, MalformedCaptionError) as error:
        raise CaptionsError("The hotline's captions are not WebVTT.") from error


def locale_of(language: str | None) -> str:
    """Write a *language* tag (fr-BE) as the house writes locales (fr_BE)."""
    return (language or "").replace("-", "_")


def _caption(cue: webvtt.Caption) -> Caption:
    raw = cue.raw_text
    language = _LANGUAGE.search(raw)
    starts_s = _seconds(cue.start_time)
    return Caption(
        text=" ".join(html.unescape(cue.text).split()),
        locale=locale_of(language and language[1]),
        starts_s=starts_s,
        ends_s=_seconds(cue.end_time),
        amount_at_s=_amount_at_s(raw, starts_s),
        keys=_keys(raw),
    )


def _amount_at_s(raw: str, starts_s: float) -> float | None:
    amount = _AMOUNT.search(raw)
    if amount is None:
        return None
    # WebVTT has no timestamp at the very start of a cue: such an amount opens it.
    return _seconds(Timestamp.from_string(amount["at"])) if amount["at"] else starts_s


def _keys(raw: str) -> tuple[str, ...]:
    classes = [name for tag in _CLASSES.findall(raw) for name in tag.split(".")]
    return tuple(_KEY_CLASSES[name] for name in classes if name in _KEY_CLASSES)


def _seconds(timestamp: Timestamp) -> float:
    return timestamp.in_milliseconds() / 1000
