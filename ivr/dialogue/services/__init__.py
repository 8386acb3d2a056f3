"""One module for each thing a caller can choose, or must answer on the way.

A service is a module with four functions, `Service` below. It never calls another
service: it answers with the place to go to.
"""

from typing import Protocol

from ivr.dialogue.call import Call
from ivr.dialogue.events import Told
from ivr.dialogue.turn import Move, Question


class Service(Protocol):
    """What the rules of `ivr.dialogue.step` ask of a place's module."""

    def enter(self, call: Call) -> Move:
        """Begin: ask the question, wish for something, or send the call elsewhere."""

    def question(self, call: Call) -> Question | None:
        """Give what is asked here, or None where nothing is."""

    def pressed(self, call: Call, keys: str) -> Move | None:
        """Answer to *keys*, or give None if they mean nothing here."""

    def told(self, call: Call, event: Told) -> Move:
        """Answer to what the world said."""
