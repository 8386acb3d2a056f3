"""Conducts a turn: steps the dialogue, granting its wishes, until the caller must act."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from ivr.accounts.pins import Attempt, Pins, Verdict
from ivr.accounts.source import AccountSource
from ivr.dialogue.acts import (
    LATEST,
    CheckPin,
    HangUp,
    ReadAccount,
    ReadCharges,
    ReadTopUps,
    Wish,
)
from ivr.dialogue.call import Call
from ivr.dialogue.events import (
    AccountRead,
    ChargesRead,
    Event,
    Failed,
    Granted,
    PinChecked,
    PinsClosed,
    TopUpsRead,
)
from ivr.dialogue.step import leads_on, step
from ivr.dialogue.turn import Move, Turn
from ivr.domain.account import Account, Charge, TopUp
from ivr.domain.phrase import Line
from ivr.logs import log_of
from ivr.speech.languages import languages

STEPS_PER_TURN = 10

Dated = TypeVar("Dated", TopUp, Charge)

log = log_of(__name__)


class EndlessTurnError(Exception):
    """A turn goes on and on without asking the caller anything."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Which turn of which call this is, and when (UTC)."""

    call_sid: str
    turn: int
    at: datetime


class Conductor:
    """Grants the wishes of the dialogue from *accounts* and *pins*."""

    def __init__(self, accounts: AccountSource, pins: Pins) -> None:
        self._accounts = accounts
        self._pins = pins

    def conduct(self, call: Call, event: Event, moment: Moment) -> tuple[Call, Turn]:
        """Answer *event*: give the call as it is now, and the turn to be heard."""
        lines: tuple[Line, ...] = ()
        for _ in range(STEPS_PER_TURN):
            move = _step(call, event)
            call, lines = move.call, lines + move.lines
            match leads_on(move):
                case ReadAccount() | CheckPin() | ReadTopUps() | ReadCharges() as wish:
                    event = self._grant(wish, call, moment)
                case act:
                    is_over = isinstance(act, HangUp)
                    return replace(call, is_over=is_over), Turn(lines, act)
        raise EndlessTurnError(call.place)

    def _grant(self, wish: Wish, call: Call, moment: Moment) -> Granted:
        try:
            match wish:
                case ReadAccount(msisdn):
                    return AccountRead(self._read(msisdn, call))
                case CheckPin(msisdn, pin):
                    verdict = self._check_pin(msisdn, pin.reveal(), call, moment)
                    if verdict is Verdict.CLOSED:
                        return PinsClosed()
                    return PinChecked(right=verdict is Verdict.RIGHT)
                case ReadTopUps(msisdn):
                    top_ups = self._accounts.top_ups(msisdn, LATEST)
                    return TopUpsRead(_local(top_ups, call))
                case ReadCharges(msisdn):
                    charges = self._accounts.charges(msisdn, LATEST)
                    return ChargesRead(_local(charges, call))
        except Exception:
            # A source is somebody else's code: whatever it raises, the call goes on.
            log.exception("a wish could not be granted", place=call.place.value)
            return Failed()

    def _read(self, msisdn: str, call: Call) -> Account | None:
        """Read an account; one in a language we lack is spoken to in the call's."""
        account = self._accounts.read(msisdn)
        if account is None:
            return None
        locale = account.locale.replace("-", "_")
        return replace(
            account,
            locale=locale if locale in languages() else call.locale,
            as_of=account.as_of and account.as_of.astimezone(_zone(call)),
        )

    def _check_pin(self, msisdn: str, pin: str, call: Call, moment: Moment) -> Verdict:
        attempt = Attempt(
            call_sid=moment.call_sid,
            turn=moment.turn,
            caller=call.caller,
            hotline=call.hotline.number,
            at=moment.at,
        )
        return self._pins.check(msisdn, pin, attempt)


def _step(call: Call, event: Event) -> Move:
    """Step; what a source told may be nonsense, and its wish has failed then."""
    try:
        return step(call, event)
    except Exception:
        if not isinstance(event, Granted):
            raise
        log.exception("what a source told cannot be used", place=call.place.value)
        return step(call, Failed())


def _local(dated: Iterable[Dated], call: Call) -> tuple[Dated, ...]:
    """Give *dated* with the hotline's own time: yesterday is the caller's yesterday."""
    return tuple(replace(one, at=one.at.astimezone(_zone(call))) for one in dated)


def _zone(call: Call) -> ZoneInfo:
    return ZoneInfo(call.hotline.time_zone)
