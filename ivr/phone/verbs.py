"""The portable core of TwiML, read into verbs.

Rules of this file:
1. What is not of the core is refused by name: other players would do without it.
2. What a document leaves out has Twilio's default (twilio.com/docs/voice/twiml).
"""

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from ivr.phone.captions import KEYS
from ivr.phone.faults import HotlineError

GATHER_TIMEOUT_S = 5
DIAL_TIMEOUT_S = 30
DIAL_TIME_LIMIT_S = 4 * 60 * 60

_ATTRIBUTES = {
    "Play": (),
    "Say": ("language", "voice"),
    "Gather": ("input", "numDigits", "finishOnKey", "timeout", "action", "method"),
    "Redirect": ("method",),
    "Hangup": (),
    "Reject": ("reason",),
    "Dial": ("action", "method", "timeout", "timeLimit"),
}
_METHODS = ("GET", "POST")


class TwimlError(HotlineError):
    """The hotline's document is not of the portable core of TwiML."""


@dataclass(frozen=True, slots=True)
class Play:
    """Play the sound at *url*."""

    url: str


@dataclass(frozen=True, slots=True)
class Say:
    """Have *text* said by Twilio's *voice* for a *language* (fr-BE)."""

    text: str
    language: str | None = None
    voice: str | None = None


@dataclass(frozen=True, slots=True)
class Gather:
    """Take keys while and after *sounds* are heard, and send them to *action*.

    *num_digits* is how many are taken, None for no limit; *finish_on_key* ends them
    earlier, "" for none; *timeout_s* is how long each key is waited for.
    """

    sounds: tuple[Play | Say, ...] = ()
    num_digits: int | None = None
    finish_on_key: str = "#"
    timeout_s: int = GATHER_TIMEOUT_S
    action: str = ""
    method: str = "POST"
    input: str = "dtmf"


@dataclass(frozen=True, slots=True)
class Redirect:
    """Go on with the document at *url*."""

    url: str
    method: str = "POST"


@dataclass(frozen=True, slots=True)
class Hangup:
    """End the call."""


@dataclass(frozen=True, slots=True)
class Reject:
    """Do not take the call, for *reason*: `rejected` or `busy`.

    With Twilio a caller who is `rejected` hears that the number is not in service, and
    the call's status is `no-answer`; `busy` is the busy tone, and the status `busy`. The
    caller's network may play something else (twilio.com/docs/voice/twiml/reject).
    """

    reason: str = "rejected"


@dataclass(frozen=True, slots=True)
class Dial:
    """Connect the caller with *number*, then tell *action* how that went, if given.

    *timeout_s* is how long it rings there, *time_limit_s* how long they talk at most.
    """

    number: str
    action: str | None = None
    timeout_s: int = DIAL_TIMEOUT_S
    method: str = "POST"
    time_limit_s: int = DIAL_TIME_LIMIT_S


Verb = Play | Say | Gather | Redirect | Hangup | Reject | Dial


def read_verbs(twiml: str) -> tuple[Verb, ...]:
    """Read the verbs of the document *twiml*, in order."""
    if "<!DOCTYPE" in twiml:
        raise TwimlError("The hotline's TwiML has a DOCTYPE, which is refused.")
    try:
        # The hotline is our own, and without a DOCTYPE no entity can be declared.
        response = ET.fromstring(twiml)  # noqa: S314  # nosec B314
    except ET.ParseError as error:
        raise TwimlError("The hotline's TwiML is not XML.") from error
    if response.tag != "Response":
        raise TwimlError(f"The hotline's TwiML is a <{response.tag}>, no <Response>.")
    return tuple(_verb(element) for element in response)


def _verb(element: ET.Element) -> Verb:
    _refuse_the_unknown(element)
    match element.tag:
        case "Play" | "Say":
            return _sound(element)
        case "Gather":
            return _gather(element)
        case "Redirect":
            return Redirect(_text(element), _method(element))
        case "Hangup":
            return Hangup()
        case "Reject":
            return Reject(element.get("reason", "rejected"))
        case _:
            return Dial(
                number=_text(element),
                action=element.get("action"),
                timeout_s=_count(element, "timeout", DIAL_TIMEOUT_S),
                method=_method(element),
                time_limit_s=_count(element, "timeLimit", DIAL_TIME_LIMIT_S, least=1),
            )


def _sound(element: ET.Element) -> Play | Say:
    _refuse_the_unknown(element)
    if element.tag == "Play":
        return Play(_text(element))
    if element.tag == "Say":
        return Say(_text(element), element.get("language"), element.get("voice"))
    raise TwimlError(f"The hotline's TwiML has a <{element.tag}> inside its <Gather>.")


def _gather(element: ET.Element) -> Gather:
    finish_on_key = element.get("finishOnKey", "#")
    if finish_on_key and finish_on_key not in tuple(KEYS):
        raise TwimlError("The hotline's <Gather> has a finishOnKey that is no key.")
    if element.get("input", "dtmf") != "dtmf":
        raise TwimlError("The hotline's <Gather> wants an input that is not dtmf.")
    limited = "numDigits" in element.attrib
    return Gather(
        sounds=tuple(_sound(nested) for nested in element),
        num_digits=_count(element, "numDigits", 0, least=1) if limited else None,
        finish_on_key=finish_on_key,
        timeout_s=_count(element, "timeout", GATHER_TIMEOUT_S),
        action=element.get("action", ""),
        method=_method(element),
    )


def _refuse_the_unknown(element: ET.Element) -> None:
    name = element.tag
    if name not in _ATTRIBUTES:
        raise TwimlError(f"The hotline's TwiML has a <{name}>, unknown to this phone.")
    for attribute in element.attrib:
        if attribute not in _ATTRIBUTES[name]:
            raise TwimlError(
                f"The hotline's <{name}> has the attribute {attribute}, unknown to"
                " this phone."
            )
    if name != "Gather" and len(element):
        raise TwimlError(
            f"The hotline's <{name}> has a <{element[0].tag}> inside,"
            " unknown to this phone."
        )


def _text(element: ET.Element) -> str:
    text = " ".join((element.text or "").split())
    if not text and element.tag != "Redirect":
        raise TwimlError(f"The hotline's <{element.tag}> is empty.")
    return text


def _method(element: ET.Element) -> str:
    method = element.get("method", "POST").upper()
    if method not in _METHODS:
        raise TwimlError(f"The hotline's <{element.tag}> has the method {method}.")
    return method


def _count(element: ET.Element, attribute: str, default: int, least: int = 0) -> int:
    text = element.get(attribute, str(default))
    if not (text.isascii() and text.isdigit()) or int(text) < least:
        raise TwimlError(
            f"The hotline's <{element.tag}> has {attribute}={text!r}, no whole number."
        )
    return int(text)
