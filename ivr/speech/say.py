"""What `ivr say` is asked: a kind and its values, read into something spoken."""

import re
from collections.abc import Callable, Sequence
from datetime import time
from decimal import Decimal

from ivr.domain.money import Money
from ivr.domain.phrase import Digits, Spoken
from ivr.domain.usage import Messages, Minutes
from ivr.speech.currencies import decimals
from ivr.speech.languages.language import UnspeakableError


def value_of(words: Sequence[str]) -> Spoken:
    """Read a kind and its values: `money EUR 71.80`, `minutes 8`, `time 18:30`."""
    match words:
        case ["money", currency, amount]:
            return _money(currency.upper(), amount)
        case [kind, value] if kind in KINDS:
            return KINDS[kind](value)
        case _:
            kinds = ", ".join(["money CURRENCY AMOUNT", *KINDS])
            raise UnspeakableError(f"{' '.join(words)!r} is nothing to say: {kinds}")


def _money(currency: str, amount: str) -> Money:
    places = decimals(currency)
    if not re.fullmatch(r"-?[0-9]{1,18}(\.[0-9]{1,4})?", amount):
        raise UnspeakableError(f"{amount!r} is no amount: write 71.80")
    minor_units = Decimal(amount).scaleb(places)
    if minor_units != minor_units.to_integral_value():
        raise UnspeakableError(f"{amount} has more decimals than {currency}")
    return Money(int(minor_units), currency)


def _count(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,18}", text):
        raise UnspeakableError(f"{text!r} is no whole number")
    return int(text)


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError as error:
        raise UnspeakableError(f"{text!r} is no time: write 18:30") from error


KINDS: dict[str, Callable[[str], Spoken]] = {
    "number": _count,
    "minutes": lambda text: Minutes(_count(text)),
    "messages": lambda text: Messages(_count(text)),
    "digits": Digits,
    "time": _time,
}
