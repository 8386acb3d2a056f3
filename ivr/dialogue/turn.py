"""A turn is what the caller hears until somebody must act; a move is part of one."""

from dataclasses import dataclass

from ivr.dialogue.acts import Act, Ask, Wish
from ivr.dialogue.call import Call, Place
from ivr.domain.phrase import Line, Phrase

ONE_KEY = Ask()


@dataclass(frozen=True, slots=True)
class Turn:
    """The *lines* that are said, one after another, and the *act* that follows."""

    lines: tuple[Line, ...]
    act: Act


@dataclass(frozen=True, slots=True)
class Move:
    """What one event leads to: the *call* as it is now, *lines* to say, and *then*.

    *then* is an act, which ends the turn; a wish, which the world answers with an
    event; or a place, whose service is entered next.
    """

    call: Call
    then: Act | Wish | Place
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What a place asks: *lines*, the keys it takes, and what to say when missed.

    *silence* and *other_key* are the sentences that lead to the question again
    after nothing, or something else, was pressed.
    """

    lines: tuple[Line, ...]
    silence: Phrase
    other_key: Phrase
    ask: Ask = ONE_KEY
