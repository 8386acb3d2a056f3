"""The second menu: what fewer callers ask for."""

from ivr.dialogue.call import Call
from ivr.dialogue.events import Told
from ivr.dialogue.menu import MORE, chosen, offered
from ivr.dialogue.turn import Move, Question
from ivr.domain.phrase import Key, say


def enter(call: Call) -> Move:
    """Offer the items."""
    asked = question(call)
    return Move(call, asked.ask, asked.lines)


def question(call: Call) -> Question:
    """Read the menu, and the way back."""
    items = [item.phrase for item in offered(MORE, call)]
    # NOTE: Ends a menu that is not the main one. Back to the main menu.
    back = say("more.back", key=Key(call.hotline.keys_of(call.locale).back))
    return Question(
        lines=tuple(call.line(phrase) for phrase in [*items, back]),
        silence=say("menu.silence"),
        other_key=say("menu.other_key"),
    )


def pressed(call: Call, keys: str) -> Move | None:
    """Go to the item chosen."""
    place = chosen(MORE, call, keys)
    return Move(call, place) if place else None


def told(call: Call, _event: Told) -> Move:
    """Offer the menu: nothing was asked of the world."""
    return enter(call)
