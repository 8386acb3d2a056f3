"""Conducts a turn: steps the dialogue, granting its wishes, until the caller must act."""

import logging
from dataclasses import dataclass
from datetime import datetime

from ivr.accounts.pins import Attempt, Pins
from ivr.accounts.source import AccountSource, SourceUnavailableError
from ivr.dialogue.acts import CheckPin, ReadAccount, Wish
from ivr.dialogue.call import Call
from ivr.dialogue.events import AccountRead, Event, Failed, Granted, PinChecked
from ivr.dialogue.step import leads_on, step
from ivr.dialogue.turn import Turn
from ivr.domain.phrase import Line

STEPS_PER_TURN = 10

log = logging.getLogger(__name__)


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
            move = step(call, event)
            call, lines = move.call, lines + move.lines
            match leads_on(move):
                case ReadAccount() | CheckPin() as wish:
                    event = self._grant(wish, call, moment)
                case act:
                    return call, Turn(lines, act)
        raise EndlessTurnError(call.place)

    def _grant(self, wish: Wish, call: Call, moment: Moment) -> Granted:
        try:
            match wish:
                case ReadAccount(msisdn):
                    return AccountRead(self._accounts.read(msisdn))
                case CheckPin(msisdn, pin):
                    return PinChecked(self._check_pin(msisdn, pin, call, moment))
        except SourceUnavailableError:
            log.exception("a wish could not be granted")
            return Failed()

    def _check_pin(self, msisdn: str, pin: str, call: Call, moment: Moment) -> bool:
        attempt = Attempt(
            call_sid=moment.call_sid,
            turn=moment.turn,
            caller=call.caller,
            hotline=call.hotline.number,
            at=moment.at,
        )
        return self._pins.check(msisdn, pin, attempt)
