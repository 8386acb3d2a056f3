"""From the form of a voice webhook to the event that the dialogue answers."""

from datetime import datetime, timedelta

from ivr.calls.moment import Moment
from ivr.dialogue.call import Call
from ivr.dialogue.events import (
    AgentLeft,
    Event,
    LastedTooLong,
    Pressed,
    Silent,
    Waited,
)
from ivr.twilio.form import VoiceForm

REACHED = frozenset({"completed", "answered"})
"""The values of `DialCallStatus` after which the caller has spoken with somebody."""

SHORTEST_TURN = timedelta(seconds=1)
"""Nobody hears and answers faster: more turns than that are a machine's, and each answer
is kept."""


def event_of(form: VoiceForm, call: Call, moment: Moment) -> Event:
    """Give the event that *form* tells of, in a turn of *call*."""
    if form.dial_call_status is not None:
        return AgentLeft(reached=form.dial_call_status in REACHED)
    longest = call.hotline.limits.longest_call
    if _left(call, moment.at) < timedelta(0) or moment.turn * SHORTEST_TURN > longest:
        return LastedTooLong()
    if call.is_waiting:
        return Waited()
    if form.digits is None:
        return Silent()
    waited = moment.at - (call.last_turn_at or moment.at)
    return Pressed(form.digits, waited.total_seconds())


def left_s(call: Call, now: datetime) -> int:
    """Give for how many more seconds *call* may last, one at least."""
    return max(1, int(_left(call, now).total_seconds()))


def _left(call: Call, now: datetime) -> timedelta:
    longest = call.hotline.limits.longest_call
    return longest if call.at is None else longest - (now - call.at)
