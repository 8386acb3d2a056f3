"""What is said when the call itself cannot go on: always words, never an error."""

from collections.abc import Iterable

from ivr.dialogue.acts import HangUp
from ivr.dialogue.turn import Turn
from ivr.domain.phrase import Line, Phrase, say


def apology(locale: str) -> Turn:
    """Apologise for a fault of ours and end the call."""
    # NOTE: Something broke on our side; the call ends. Ask to call again later.
    return Turn((Line(say("fault.sorry"), locale),), HangUp())


def not_in_service(locales: Iterable[str]) -> Turn:
    """Say, in every language there is, that the number dialled has no hotline."""
    # NOTE: The number that was dialled belongs to no hotline; the call ends. Heard by
    # people of any language, in all of them: keep it short.
    phrase = say("fault.not_in_service")
    return Turn(tuple(Line(phrase, locale) for locale in locales), HangUp())


def start_again() -> Phrase:
    """Say that a call we no longer know begins anew."""
    # NOTE: We lost what was said so far; the greeting follows.
    return say("fault.start_again")


def unsayable() -> Phrase:
    """Say that there is a figure that no language of ours can say."""
    # NOTE: Instead of a sentence whose figure we cannot read aloud: an amount without
    # end, or in a currency that we have no words for. A person can tell it.
    return say("fault.unsayable")
