"""What we do to the caller, and what we wish of the world."""

from dataclasses import dataclass

from ivr.domain.hotline import TIMEOUT_S
from ivr.domain.secret import Secret

LATEST = 3
"""How many of the last top-ups or charges are told."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Wait for keys: *digits* of them, or fewer ended by *finish_key* ("" for none).

    *timeout_s* is how long a caller may think before the first key and between two.
    """

    digits: int = 1
    finish_key: str = ""
    timeout_s: int = TIMEOUT_S


@dataclass(frozen=True, slots=True)
class Transfer:
    """Connect the caller with the telephone *number* of an agent."""

    number: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Keep the caller company until the world has had more time; then go on."""


@dataclass(frozen=True, slots=True)
class HangUp:
    """End the call."""


Act = Ask | Transfer | Wait | HangUp


@dataclass(frozen=True, slots=True)
class ReadAccount:
    """Wish for the account of *msisdn*; answered by `AccountRead`."""

    msisdn: str


@dataclass(frozen=True, slots=True)
class CheckPin:
    """Wish to know whether *pin* belongs to *msisdn*; answered by `PinChecked`, or
    `PinsClosed`.
    """

    msisdn: str
    pin: Secret


@dataclass(frozen=True, slots=True)
class ReadTopUps:
    """Wish for the last top-ups of *msisdn*; answered by `TopUpsRead`."""

    msisdn: str


@dataclass(frozen=True, slots=True)
class ReadCharges:
    """Wish for the last charges of *msisdn*; answered by `ChargesRead`."""

    msisdn: str


Wish = ReadAccount | CheckPin | ReadTopUps | ReadCharges
