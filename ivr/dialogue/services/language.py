"""The language menu: each language is offered in itself."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product

from ivr.dialogue.call import Call, Place
from ivr.dialogue.events import Told
from ivr.dialogue.price import price_lines
from ivr.dialogue.turn import Move, Question
from ivr.domain.phrase import Key, Line, say


def enter(call: Call) -> Move:
    """Offer the languages."""
    asked = question(call)
    return Move(call, asked.ask, asked.lines)


def question(call: Call) -> Question:
    """Offer every language of the hotline in that language."""
    return Question(
        lines=tuple(_offer(key, locale) for key, locale in _languages(call).items()),
        # NOTE: Nothing was pressed at the language menu, which follows again.
        silence=say("language.silence"),
        # NOTE: A key without a language was pressed; the language menu follows again.
        other_key=say("language.other_key"),
    )


def pressed(call: Call, keys: str) -> Move | None:
    """Go on in the language chosen, or in the present one with the back or skip key."""
    if locale := _languages(call).get(keys):
        return _chosen(call, locale)
    meaning = call.hotline.keys_of(call.locale)
    if keys in {meaning.back, meaning.skip}:
        return Move(call, Place.MENU)
    return None


def told(call: Call, _event: Told) -> Move:
    """Offer the languages: nothing was asked of the world."""
    return enter(call)


def offers(locales: Iterable[str]) -> Iterator[Line]:
    """Give every offer of *locales* there can be: operators order them as they like."""
    return (_offer(key, locale) for locale, key in product(locales, "123456789"))


def _offer(key: str, locale: str) -> Line:
    # NOTE: One of several offers, each in its own language: as short as can be.
    return Line(say("language.choose", key=Key(key)), locale)


def _chosen(call: Call, locale: str) -> Move:
    chosen = replace(call, locale=locale, chose_language=True, has_language=True)
    if locale == call.locale:
        return Move(chosen, Place.MENU)
    # Who did not understand the greeting has not understood the price either, nor what
    # was reported until now.
    return Move(chosen.without_reports(), Place.MENU, price_lines(chosen))


def _languages(call: Call) -> dict[str, str]:
    return {str(key): locale for key, locale in enumerate(call.hotline.languages, 1)}
