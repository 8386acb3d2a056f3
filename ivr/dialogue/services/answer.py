"""The answer: the brand, and which language the caller hears it in."""

from dataclasses import replace

from ivr.dialogue.acts import ReadAccount
from ivr.dialogue.call import Call, Place
from ivr.dialogue.events import AccountRead, Answered, Told
from ivr.dialogue.price import price_lines
from ivr.dialogue.turn import Move, Question
from ivr.domain.phrase import Line, Name, Phrase, say


def answered(call: Call, event: Answered) -> Move:
    """Look up the number that calls, if it shows itself, to learn its language."""
    call = replace(call, at=event.at, caller=event.caller)
    if event.caller is None:
        return greet_stranger(call)
    return Move(call, ReadAccount(event.caller))


def greet_stranger(call: Call) -> Move:
    """Greet in the languages of the country and let the caller choose one."""
    many = len(call.hotline.languages) > 1
    lines = _greeting(call, *call.locales)
    return Move(call, Place.LANGUAGE if many else Place.MENU, lines)


def enter(call: Call) -> Move:
    """Go on to the menu: a call is answered once."""
    return Move(call, Place.MENU)


def question(_call: Call) -> Question | None:
    """Nothing is asked here."""
    return None


def pressed(call: Call, _keys: str) -> Move | None:
    """Go on to the menu."""
    return enter(call)


def told(call: Call, event: Told) -> Move:
    """Greet the owner of an account in that account's language."""
    match event:
        case AccountRead(account) if account is not None:
            call = replace(
                call,
                locale=account.locale,
                claimed=account.msisdn,
                is_recognised=True,
                has_language=True,
            )
            return Move(call, Place.MENU, _greeting(call, call.locale))
        case _:
            return greet_stranger(call)


def _greeting(call: Call, *locales: str) -> tuple[Line, ...]:
    greetings = (Line(greeting(call.hotline.brand_in(it)), it) for it in locales)
    return (*greetings, *price_lines(call))


def greeting(brand: str) -> Phrase:
    """Greet, and say who answers."""
    # NOTE: The first words of a call, which greet; two seconds at most. {brand} is the
    # operator's name as your language says it.
    return say("greeting", brand=Name(brand))
