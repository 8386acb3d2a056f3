"""The form that Twilio posts, read strictly: every field once, and what is needed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ivr.domain.secret import Secret

LONGEST_FIELD = 64
ANONYMOUS = "anonymous"
INBOUND = "inbound"

# Names and values are signed without a mark between them: a recorded signature also fits
# CallSid=CA…CallStatusringing without a CallStatus. That must not be another call, so a
# SID is what can hold no name of a field: each of those begins with a capital letter.
CALL_SID = re.compile(
    "[A-Z]{2}(?:[0-9a-z_-]{1,62}|[0-9A-Fa-f]{32})"  # Twilio
    "|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"  # Somleng, SignalWire: a UUID
)

WITHOUT_PLUS = re.compile("[1-9][0-9]{6,14}")
"""A number as older versions of Somleng send it; a national one begins with 0."""

FORGED = frozenset(
    {
        "TN-Validation-Failed",
        "TN-Validation-Failed-A",
        "TN-Validation-Failed-B",
        "TN-Validation-Failed-C",
    }
)
"""The values of `StirVerstat` if the network knows that `From` is not the caller's."""

OPT_OUTS = frozenset(
    "STOP STOPALL UNSUBSCRIBE CANCEL END QUIT OPTOUT REVOKE".split()  # noqa: SIM905
)
"""The messages to which Twilio itself answers that it will send nothing more."""

ENDED = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})
"""The values of `CallStatus` after which a call is over."""


class BadFormError(ValueError):
    """The form lacks a field, or has one twice, or one that cannot be."""


@dataclass(frozen=True, slots=True)
class Glance:
    """What a form seems to tell, however it is written: for logs, and for an apology."""

    call_sid: str
    caller: str
    dialled: str
    is_inbound: bool


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


@dataclass(frozen=True, slots=True)
class MessageForm:
    """What the webhook of a text message tells.

    What was written may be a PIN and is not kept; *opts_out* is all that is read of it.
    """

    sender: str
    dialled: str
    opts_out: bool


def glance(form: Mapping[str, str]) -> Glance:
    """Look at *form*, whatever is wrong with it."""
    return Glance(
        call_sid=form.get("CallSid", ""),
        caller=_e164(form.get("From", "")),
        dialled=_e164(form.get("To", "")),
        is_inbound=form.get("Direction", INBOUND) == INBOUND,
    )


def read_voice_form(form: Mapping[str, Sequence[str]]) -> VoiceForm:
    """Read the fields of *form*, each name with the list of its values."""
    digits = _single(form, "Digits")
    return VoiceForm(
        call_sid=_call_sid(form),
        caller=_caller(form),
        dialled=_e164(_needed(form, "To")),
        call_status=_single(form, "CallStatus") or "",
        digits=None if digits is None else Secret(digits),
        dial_call_status=_single(form, "DialCallStatus"),
    )


def read_message_form(form: Mapping[str, Sequence[str]]) -> MessageForm:
    """Read the fields of *form*, each name with the list of its values."""
    return MessageForm(
        sender=_sender(form),
        dialled=_e164(_needed(form, "To")),
        opts_out=_opts_out(form),
    )


def _call_sid(form: Mapping[str, Sequence[str]]) -> str:
    call_sid = _needed(form, "CallSid")
    if not CALL_SID.fullmatch(call_sid):
        raise BadFormError("the form has a CallSid that is none")
    return call_sid


def _caller(form: Mapping[str, Sequence[str]]) -> str:
    """Read `From`; a forgery is nobody's.

    Networks outside America attest nothing: only a word against the number counts.
    """
    attested = _single(form, "StirVerstat") or ""
    sent = _sender(form)
    return ANONYMOUS if attested in FORGED else sent


def _sender(form: Mapping[str, Sequence[str]]) -> str:
    """Read `From`; nothing, or an address too long for a number, is nobody's."""
    sent = _once(form, "From")
    return _e164(sent) if sent and len(sent) <= LONGEST_FIELD else ANONYMOUS


def _e164(sent: str) -> str:
    return f"+{sent}" if WITHOUT_PLUS.fullmatch(sent) else sent


def _opts_out(form: Mapping[str, Sequence[str]]) -> bool:
    """Tell whether nothing more is to be sent: Twilio says so, or knows the one word.

    An operator who adds words of other languages is told of them by `OptOutType`.
    """
    kind = _single(form, "OptOutType")
    written = _once(form, "Body") or ""
    return kind == "STOP" or written.strip().upper() in OPT_OUTS


def _needed(form: Mapping[str, Sequence[str]], name: str) -> str:
    value = _single(form, name)
    if not value:
        raise BadFormError(f"the form has no {name}")
    return value


def _single(form: Mapping[str, Sequence[str]], name: str) -> str | None:
    value = _once(form, name)
    if value and len(value) > LONGEST_FIELD:
        raise BadFormError(f"the form has a {name} of {len(value)} characters")
    return value


def _once(form: Mapping[str, Sequence[str]], name: str) -> str | None:
    values = form.get(name, ())
    if len(values) > 1:
        raise BadFormError(f"the form has {name} {len(values)} times")
    return values[0] if values else None
