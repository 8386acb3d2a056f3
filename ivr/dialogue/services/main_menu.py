"""The main menu, as a question."""

from dataclasses import replace

from ivr.dialogue.call import Call, Place
from ivr.dialogue.events import Told
from ivr.dialogue.menu import MAIN, chosen, line_of, offered
from ivr.dialogue.turn import Move, Question
from ivr.domain.phrase import say

FIRST = (Place.BALANCE, Place.ALLOWANCES)
"""Who has just chosen a language hears what most call for, and hears it sooner: the
whole menu follows whenever nothing is pressed."""


def enter(call: Call) -> Move:
    """Offer what the hotline has."""
    asked = question(call)
    lines = asked.lines
    if call.chose_language:
        items = [i for i in offered(MAIN, call) if i.place in FIRST]
        lines = tuple(call.line(item.phrase) for item in items)
    call = replace(call, chose_language=False, has_language=True)
    return Move(call, asked.ask, lines)


def question(call: Call) -> Question:
    """Read the menu."""
    return Question(
        lines=tuple(line_of(item, call) for item in offered(MAIN, call)),
        # NOTE: Nothing was pressed at a menu; the menu follows again.
        silence=say("menu.silence"),
        # NOTE: A key was pressed that this menu does not have; the menu follows again.
        # Say what to do; never that the caller was wrong.
        other_key=say("menu.other_key"),
    )


def pressed(call: Call, keys: str) -> Move | None:
    """Go to the item chosen."""
    place = chosen(MAIN, call, keys)
    return Move(call, place) if place else None


def told(call: Call, _event: Told) -> Move:
    """Offer the menu: nothing was asked of the world."""
    return enter(call)
