"""What was said in a call, by whom and when, with secret keys masked."""

from collections.abc import Callable
from dataclasses import dataclass

from ivr.phone.handset import Question
from ivr.phone.player import EndReason
from ivr.phone.sound import Sound

MASK = "•"
HOTLINE = "hotline"
CALLER = "caller"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the hotline or an answer of the caller: *who* says which.

    The hotline has *text*, heard for *audio_s* with the silence after it; the caller
    has *keys*, masked where they are secret, "" for silence. *locale* is the language
    of the sentence, or of the last one before an answer; *elapsed_s* is when the line
    was over, in seconds since the call was placed.
    """

    who: str
    text: str
    keys: str
    audio_s: float
    locale: str
    elapsed_s: float


@dataclass(frozen=True, slots=True)
class Ending:
    """How a call ended: its *reason*, and how many *key_presses* it took.

    *time_to_balance_s* is how long after it was placed the caller heard the first
    syllable of the first amount, None if there was no amount.
    """

    reason: EndReason
    time_to_balance_s: float | None
    key_presses: int


class Transcript:
    """Writes down a call as it goes on: each line is handed to *note*."""

    def __init__(self, note: Callable[[Line], None]) -> None:
        self._note = note
        self._locale = ""
        self._time_to_balance_s: float | None = None
        self._key_presses = 0

    def heard(self, sound: Sound, heard_s: float, since_s: float) -> None:
        """Write what was heard of *sound* in *heard_s*, from *since_s* of the call."""
        for piece in sound.heard_until(heard_s):
            caption = piece.caption
            self._locale = caption.locale
            self._amount(caption.amount_at_s, heard_s, since_s)
            ends_s = since_s + piece.ends_s
            line = Line(
                HOTLINE, caption.text, "", piece.audio_s, caption.locale, ends_s
            )
            self._note(line)

    def answered(self, question: Question, keys: str, at_s: float) -> None:
        """Write the answer *keys* to *question*, complete *at_s* of the call."""
        self._key_presses += len(keys)
        self._note(Line(CALLER, "", masked(keys, question), 0.0, self._locale, at_s))

    def ended(self, reason: EndReason) -> Ending:
        """Close the transcript of a call that ended for *reason*."""
        return Ending(reason, self._time_to_balance_s, self._key_presses)

    def _amount(self, at_s: float | None, heard_s: float, since_s: float) -> None:
        if self._time_to_balance_s is None and at_s is not None and at_s < heard_s:
            self._time_to_balance_s = since_s + at_s


def masked(keys: str, question: Question) -> str:
    """Give *keys* as they may be shown: a dot for each if *question* is secret."""
    return MASK * len(keys) if question.is_secret else keys
