"""The main menu, as a question."""

from dataclasses import replace

from ivr.dialogue.call import Call, Place
from ivr.dialogue.events import Told
from ivr.dialogue.menu import offered
from ivr.dialogue.turn import Move, Question
from ivr.domain.phrase import say


def enter(call: Call) -> Move:
    """Offer what the hotline has; no language to who has just chosen one."""
    asked = question(call)
    lines = asked.lines
    if call.chose_language:
        items = [item for item in offered(call.hotline) if item.place != Place.LANGUAGE]
        lines = tuple(call.line(item.phrase) for item in items)
    return Move(replace(call, chose_language=False), asked.ask, lines)


def question(call: Call) -> Question:
    """Read the menu."""
    return Question(
        lines=tuple(call.line(item.phrase) for item in offered(call.hotline)),
        # NOTE: Nothing was pressed at a menu; the menu follows again.
        silence=say("menu.silence"),
        # NOTE: A key was pressed that this menu does not have; the menu follows again.
        # Say what to do; never that the caller was wrong.
        other_key=say("menu.other_key"),
    )


def pressed(call: Call, keys: str) -> Move | None:
    """Go to the item chosen."""
    places = {item.key: item.place for item in offered(call.hotline)}
    return Move(call, places[keys]) if keys in places else None


def told(call: Call, _event: Told) -> Move:
    """Offer the menu: nothing was asked of the world."""
    return enter(call)
