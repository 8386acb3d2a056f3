"""A person: connected within the opening hours; outside, the hours are told."""

from ivr.dialogue.acts import HangUp, Transfer
from ivr.dialogue.call import Call, Place
from ivr.dialogue.events import AgentLeft, Told
from ivr.dialogue.goodbye import connecting
from ivr.dialogue.opening import hours_phrase
from ivr.dialogue.turn import Move, Question
from ivr.domain.phrase import Line, Phrase, say


def enter(call: Call) -> Move:
    """Connect, or tell the hours and go back to the menu."""
    if call.hotline.agent is None:
        return Move(call, Place.MENU)
    if call.at is None or call.hotline.is_open(call.at):
        return Move(call, Transfer(call.hotline.agent), _lines(call, connecting()))
    # NOTE: Nobody is there at this hour; when they are follows.
    closed = say("agent.closed")
    hours = [hours_phrase(hours) for hours in call.hotline.opening_hours]
    return Move(call, _way_on(call), _lines(call, closed, *hours))


def question(_call: Call) -> Question | None:
    """Nothing is asked here: the caller speaks with a person."""
    return None


def pressed(call: Call, _keys: str) -> Move | None:
    """Go on to the menu."""
    return Move(call, Place.MENU)


def told(call: Call, event: Told) -> Move:
    """End the call after the talk; if nobody answered, say so and offer the menu."""
    match event:
        case AgentLeft(reached=True):
            # NOTE: The last words of a call that went well.
            return Move(call, HangUp(), (call.line(say("end.goodbye")),))
        case _:
            # NOTE: Nobody answered the transfer; the main menu follows.
            return Move(call, _way_on(call), _lines(call, say("agent.busy")))


def _lines(call: Call, *phrases: Phrase) -> tuple[Line, ...]:
    return tuple(Line(it, locale) for locale in call.locales for it in phrases)


def _way_on(call: Call) -> Place:
    has_choice = len(call.hotline.languages) > 1
    return Place.LANGUAGE if has_choice and not call.has_language else Place.MENU
