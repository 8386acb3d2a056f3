"""The opening hours of the people who answer."""

from ivr.dialogue.call import Call
from ivr.dialogue.events import Told
from ivr.dialogue.opening import hours_phrase
from ivr.dialogue.report import pressed, question, report
from ivr.dialogue.turn import Move

__all__ = ["enter", "pressed", "question", "told"]


def enter(call: Call) -> Move:
    """Tell every span of hours."""
    return report(call, map(hours_phrase, call.hotline.opening_hours))


def told(call: Call, _event: Told) -> Move:
    """Tell the hours: nothing was asked of the world."""
    return enter(call)
