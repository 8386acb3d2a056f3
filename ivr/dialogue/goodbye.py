"""The last words of a call that we end: each names a way on."""

from dataclasses import replace

from ivr.dialogue.acts import HangUp
from ivr.dialogue.call import Call, Place
from ivr.dialogue.events import CalledTooOften, Limited
from ivr.dialogue.turn import Move
from ivr.domain.phrase import Line, Phrase, say


def missed(call: Call) -> Move:
    """End a call in which nothing useful was pressed for long."""
    # NOTE: The last words when nothing useful was pressed for long. Name a way on:
    # call again whenever it suits.
    return _ended(call, say("end.missed"))


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
    # Who has not chosen a language yet hears it in all that are offered.
    is_chosen = call.place not in {Place.ANSWER, Place.LANGUAGE}
    locales = (call.locale,) if is_chosen else call.hotline.languages
    return Move(call, HangUp(), tuple(Line(phrase, locale) for locale in locales))
