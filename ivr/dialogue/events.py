"""What happened: told to `step` by the doors, or as the answer to a wish."""

from dataclasses import dataclass
from datetime import datetime
from math import inf

from ivr.domain.account import Account, Charge, TopUp
from ivr.domain.secret import Secret


@dataclass(frozen=True, slots=True)
class Answered:
    """The hotline took the call of *caller* *at* an hour of its own time zone."""

    at: datetime
    caller: str | None


@dataclass(frozen=True, slots=True)
class CalledTooOften:
    """A call of *caller* came *at* an hour when its number had called enough."""

    at: datetime
    caller: str


@dataclass(frozen=True, slots=True)
class LastedTooLong:
    """The caller did something in a call that has lasted for as long as one may."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """The caller pressed *keys*; a PIN comes this way, so they are never shown.

    *after_s* is how many seconds after the last turn that was.
    """

    keys: Secret
    after_s: float = inf


def press(keys: str, after_s: float = inf) -> Pressed:
    """Tell that *keys* were pressed."""
    return Pressed(Secret(keys), after_s)


@dataclass(frozen=True, slots=True)
class Silent:
    """The caller was asked and pressed nothing."""


@dataclass(frozen=True, slots=True)
class AgentLeft:
    """The transfer is over; *reached* says whether somebody had answered it."""

    reached: bool


@dataclass(frozen=True, slots=True)
class AccountRead:
    """The source has this *account* under the number asked for, or none."""

    account: Account | None


@dataclass(frozen=True, slots=True)
class PinChecked:
    """The PIN was *right*, or it was not, or there is no such account."""

    right: bool


@dataclass(frozen=True, slots=True)
class PinsClosed:
    """No PIN is taken now: somebody is trying them on many accounts."""


@dataclass(frozen=True, slots=True)
class TopUpsRead:
    """The source has these *top_ups*, the latest first, at the hotline's own time."""

    top_ups: tuple[TopUp, ...]


@dataclass(frozen=True, slots=True)
class ChargesRead:
    """The source has these *charges*, the latest first, at the hotline's own time."""

    charges: tuple[Charge, ...]


@dataclass(frozen=True, slots=True)
class Delayed:
    """The world needs more time to grant the wish than a caller likes silence."""


@dataclass(frozen=True, slots=True)
class Waited:
    """The caller has heard what is said meanwhile: the wish is made again."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The world could not grant the wish."""


Told = AccountRead | PinChecked | PinsClosed | TopUpsRead | ChargesRead | AgentLeft
"""What the world says to the place that waits for it."""

Granted = (
    AccountRead | PinChecked | PinsClosed | TopUpsRead | ChargesRead | Delayed | Failed
)
Limited = CalledTooOften | LastedTooLong
Event = Answered | Limited | Pressed | Silent | Waited | AgentLeft | Granted
