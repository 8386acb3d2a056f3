"""The form that Twilio posts, read strictly: every field once, and what is needed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ivr.domain.secret import Secret

LONGEST_FIELD = 64
ANONYMOUS = "anonymous"

FORGED = "TN-Validation-Failed"
"""How `StirVerstat` begins if the network knows that `From` is not the caller's."""

ENDED = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})
"""The values of `CallStatus` after which a call is over."""


class BadFormError(ValueError):
    """The form lacks a field, or has one twice, or one that cannot be."""


@dataclass(frozen=True, slots=True)
class VoiceForm:
    """What a voice webhook tells: field names as Twilio documents them.

    *digits* is None when the form has none, and "" when an entry was ended at once.
    """

    call_sid: str
    caller: str
    dialled: str
    call_status: str = ""
    digits: Secret | None = None
    dial_call_status: str | None = None


def read_voice_form(form: Mapping[str, Sequence[str]]) -> VoiceForm:
    """Read the fields of *form*, each name with the list of its values."""
    digits = _single(form, "Digits")
    return VoiceForm(
        call_sid=_needed(form, "CallSid"),
        caller=_caller(form),
        dialled=_needed(form, "To"),
        call_status=_single(form, "CallStatus") or "",
        digits=None if digits is None else Secret(digits),
        dial_call_status=_single(form, "DialCallStatus"),
    )


def _caller(form: Mapping[str, Sequence[str]]) -> str:
    """Read `From`; nothing, an address too long for a number, or a forgery is nobody's.

    Networks outside America attest nothing: only a word against the number counts.
    """
    values = form.get("From", ())
    attested = _single(form, "StirVerstat") or ""
    if len(values) == 1 and len(values[0]) > LONGEST_FIELD:
        return ANONYMOUS
    sent = _single(form, "From") or ANONYMOUS
    return ANONYMOUS if attested.startswith(FORGED) else sent


def _needed(form: Mapping[str, Sequence[str]], name: str) -> str:
    value = _single(form, name)
    if not value:
        raise BadFormError(f"the form has no {name}")
    return value


def _single(form: Mapping[str, Sequence[str]], name: str) -> str | None:
    values = form.get(name, ())
    if len(values) > 1:
        raise BadFormError(f"the form has {name} {len(values)} times")
    if values and len(values[0]) > LONGEST_FIELD:
        raise BadFormError(f"the form has a {name} of {len(values[0])} characters")
    return values[0] if values else None
