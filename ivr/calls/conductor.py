"""Conducts a turn: steps the dialogue, granting its wishes, until the caller must act."""

from dataclasses import replace

from ivr import metrics
from ivr.accounts.asking import LateError
from ivr.accounts.pins import Attempt, Pins, Verdict
from ivr.calls.moment import Moment
from ivr.calls.reading import Reading
from ivr.dialogue.acts import (
    CheckPin,
    HangUp,
    ReadAccount,
    ReadCharges,
    ReadTopUps,
    Wish,
)
from ivr.dialogue.call import Call
from ivr.dialogue.events import (
    Delayed,
    Event,
    Failed,
    Granted,
    PinChecked,
    PinsClosed,
)
from ivr.dialogue.step import leads_on, step
from ivr.dialogue.turn import Move, Turn
from ivr.domain.phrase import Line
from ivr.logs import log_of

STEPS_PER_TURN = 10
OUTCOMES: dict[type[Granted], str] = {Delayed: "late", Failed: "failed"}
"""What metrics call an answer that is none."""

log = log_of(__name__)


class EndlessTurnError(Exception):
    """A turn goes on and on without asking the caller anything."""


class Conductor:
    """Grants the wishes of the dialogue by *reading* accounts and checking *pins*."""

    def __init__(self, reading: Reading, pins: Pins) -> None:
        self._reading = reading
        self._pins = pins

    def conduct(self, call: Call, event: Event, moment: Moment) -> tuple[Call, Turn]:
        """Answer *event*: give the call as it is now, and the turn to be heard."""
        lines: tuple[Line, ...] = ()
        for _ in range(STEPS_PER_TURN):
            move = _step(call, event)
            if move.call.misses > call.misses:
                metrics.misses.labels(call.place.value, call.locale).inc()
            call, lines = move.call, lines + move.lines
            match leads_on(move):
                case ReadAccount() | CheckPin() | ReadTopUps() | ReadCharges() as wish:
                    event = self._grant(wish, call, moment)
                case act:
                    is_over = isinstance(act, HangUp)
                    call = replace(call, is_over=is_over, last_turn_at=moment.at)
                    return call, Turn(lines, act)
        raise EndlessTurnError(call.place)

    def _grant(self, wish: Wish, call: Call, moment: Moment) -> Granted:
        granted = self._granted(wish, call, moment)
        outcome = OUTCOMES.get(type(granted), "granted")
        metrics.wishes.labels(type(wish).__name__, outcome).inc()
        return granted

    def _granted(self, wish: Wish, call: Call, moment: Moment) -> Granted:
        try:
            match wish:
                case CheckPin(msisdn, pin):
                    return self._check_pin(msisdn, pin.reveal(), call, moment)
                case _:
                    return self._reading.grant(wish, call, moment)
        except LateError:
            return Delayed()
        except Exception:
            # A source is somebody else's code: whatever it raises, the call goes on.
            log.exception("a wish could not be granted", place=call.place.value)
            return Failed()

    def _check_pin(
        self, msisdn: str, pin: str, call: Call, moment: Moment
    ) -> PinChecked | PinsClosed:
        attempt = Attempt(
            call_sid=moment.call_sid,
            turn=moment.turn,
            caller=call.caller,
            hotline=call.hotline.number,
            at=moment.at,
        )
        verdict = self._pins.check(msisdn, pin, attempt)
        metrics.pin_checks.labels(verdict.value).inc()
        if verdict is Verdict.CLOSED:
            return PinsClosed()
        return PinChecked(right=verdict is Verdict.RIGHT)


def _step(call: Call, event: Event) -> Move:
    """Step; what a source told may be nonsense, and its wish has failed then."""
    try:
        return step(call, event)
    except Exception:
        if not isinstance(event, Granted):
            raise
        log.exception("what a source told cannot be used", place=call.place.value)
        return step(call, Failed())
