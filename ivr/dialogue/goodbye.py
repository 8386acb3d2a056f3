"""The end of a call that cannot go on by itself: a person, or words that name a way on."""

from dataclasses import replace

from ivr.dialogue.acts import HangUp, Transfer
from ivr.dialogue.call import Call, Place
from ivr.dialogue.events import CalledTooOften, Limited
from ivr.dialogue.turn import Move
from ivr.domain.phrase import Line, Phrase, say


def missed(call: Call, *, may_connect: bool) -> Move:
    """Connect who pressed nothing useful for long; end the call where nobody answers.

    A call that goes on so when nobody took it ends, too: then it *may* not *connect*.
    """
    if call.hotline.agent and call.can_reach_agent and may_connect:
        lines = tuple(Line(connecting(), locale) for locale in call.locales)
        return Move(call.to(Place.AGENT), Transfer(call.hotline.agent), lines)
    # NOTE: The last words when nothing useful was pressed for long, and no person can be
    # reached. Name a way on: call again whenever it suits, and have the keys at hand.
    return _ended(call, say("end.missed"))


def connecting() -> Phrase:
    """Say that a person will answer next."""
    # NOTE: Before the caller is connected with a person.
    return say("agent.connecting")


def limited(call: Call, event: Limited) -> Move:
    """End a call that is one too many of its number, or has lasted long enough."""
    match event:
        case CalledTooOften(at, caller):
            # NOTE: The only words of a call: many have come from this number within an
            # hour, or are under way now. Ask to call again later; blame nobody. Heard
            # in each language of the hotline, one after another: keep it short.
            end = say("limits.too_many")
            return _ended(replace(call, at=at, caller=caller), end)
        case _:
            # NOTE: The last words of a call that has gone on for many minutes, after a
            # key was pressed. One can call again at once, whenever it suits.
            return _ended(call, say("limits.too_long"))


def _ended(call: Call, phrase: Phrase) -> Move:
    # Who has no language yet hears it in all that are offered.
    locales = (call.locale,) if call.has_language else call.hotline.languages
    return Move(call, HangUp(), tuple(Line(phrase, locale) for locale in locales))
