"""The kinds of value in the file of hotlines, each with a reason to refuse it."""

import re
from collections.abc import Callable
from datetime import time
from decimal import Decimal
from typing import Annotated, Literal, TypeVar
from zoneinfo import ZoneInfo

import phonenumbers
from pydantic import AfterValidator, BeforeValidator, PlainValidator

from ivr.domain.hotline import MIDNIGHT, WEEKDAYS, OpeningHours
from ivr.speech.currencies import CURRENCIES, decimals
from ivr.speech.languages import languages
from ivr.speech.languages.language import LARGEST_NUMBER

HOUR = "((?:[01][0-9]|2[0-3]):[0-5][0-9])"
SPAN = re.compile(f"([a-z]{{3}})-([a-z]{{3}}) {HOUR}-{HOUR}")
AMOUNT = re.compile(r"[0-9]+(\.[0-9]+)?")
AMOUNT_OF_DATA = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?(GB|MB)")
KILOBYTES = {"GB": 1_000_000, "MB": 1_000}
UNLIMITED = "unlimited"
LARGEST_KILOBYTES = LARGEST_NUMBER * KILOBYTES["GB"]
SHORTEST_WAIT_S, LONGEST_WAIT_S = 0.1, 8
"""Twilio waits 15 s for a webhook, and a turn may wish twice."""
WHOLE_WEEK = len(WEEKDAYS) - 1

Item = TypeVar("Item")


def _locale(text: str) -> str:
    locale = text.replace("-", "_")
    if locale not in languages():
        raise ValueError(f"no such language; choose from {', '.join(languages())}")
    return locale


def _telephone_number(text: str) -> str:
    try:
        number = phonenumbers.parse(text)
    except phonenumbers.NumberParseException as error:
        raise ValueError("write it in full, with + and country code") from error
    # Calls come in as E.164: a number written with spaces must be found all the same.
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _time_zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError("no such time zone; write it as Europe/Brussels") from error
    return text


def _opening_hours(text: object) -> OpeningHours:
    match = SPAN.fullmatch(text) if isinstance(text, str) else None
    if not match or not {match[1], match[2]} <= set(WEEKDAYS):
        raise ValueError('write it as "mon-fri 09:00-18:00"')
    opens, closes = time.fromisoformat(match[3]), time.fromisoformat(match[4])
    if opens >= closes != MIDNIGHT:
        raise ValueError("it closes before it opens; split it at midnight")
    days = (WEEKDAYS.index(match[2]) - WEEKDAYS.index(match[1])) % len(WEEKDAYS)
    if opens == closes and days == WHOLE_WEEK:
        raise ValueError("leave opening_hours out if somebody always answers")
    return OpeningHours(match[1], match[2], opens, closes)


def _currency(text: str) -> str:
    if text not in CURRENCIES:
        raise ValueError(f"no such currency; choose from {', '.join(CURRENCIES)}")
    return text


def different(locales: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse a language that is named twice."""
    if len(set(locales)) < len(locales):
        raise ValueError("name each language once")
    return locales


def some(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Refuse an empty list."""
    # Not min_length: pydantic counts only the items that it has found no fault with.
    if not items:
        raise ValueError("name at least one")
    return items


def exact(amount: Decimal | None, currency: str) -> None:
    """Refuse an *amount* with more decimals than its *currency* has: none is said."""
    known = decimals(currency)
    if amount is not None and amount.scaleb(known) % 1:
        raise ValueError(f"{amount} cannot be said; {currency} has {known} decimals")


def _amount(amount: object) -> Decimal:
    # A float as it was written: 0.29 is 29 cents.
    text = str(amount)
    read = Decimal(text) if AMOUNT.fullmatch(text) else None
    if read is None or read > LARGEST_NUMBER:
        raise ValueError(f"write it as a number from 0 to {LARGEST_NUMBER:,}")
    return read


def _each_exact(amounts: dict[str, Decimal]) -> dict[str, Decimal]:
    for currency, amount in amounts.items():
        exact(amount, currency)
    return amounts


def _whole(lowest: int, highest: int) -> Callable[[object], int]:
    def whole(number: object) -> int:
        # True is an int to Python, and a slip of the pen to an operator.
        if type(number) is not int or not lowest <= number <= highest:
            raise ValueError(f"write it as a whole number from {lowest} to {highest}")
        return number

    return whole


def _seconds(number: object) -> float:
    # True is an int to Python, and a slip of the pen to an operator.
    is_number = isinstance(number, int | float) and number is not True
    seconds = float(number) if is_number else 0  # type: ignore[arg-type]
    if not SHORTEST_WAIT_S <= seconds <= LONGEST_WAIT_S:
        span = f"from {SHORTEST_WAIT_S} to {LONGEST_WAIT_S}"
        raise ValueError(f"write it as a number of seconds {span}")
    return seconds


def _kilobytes(amount: object) -> object:
    if amount == UNLIMITED:
        return amount
    match = AMOUNT_OF_DATA.fullmatch(amount) if isinstance(amount, str) else None
    kilobytes = int(Decimal(match[1]) * KILOBYTES[match[2]]) if match else 0
    if not kilobytes:
        raise ValueError('write it as "10 GB" or "500 MB", or "unlimited"')
    if kilobytes > LARGEST_KILOBYTES:
        raise ValueError(f"{LARGEST_NUMBER:,} GB at most can be told")
    return kilobytes


def _count(amount: object) -> object:
    is_count = type(amount) is int and 0 < amount <= LARGEST_NUMBER
    if not is_count and amount != UNLIMITED:
        span = f"from 1 to {LARGEST_NUMBER:,}"
        raise ValueError(f'write it as a whole number {span}, or "unlimited"')
    return amount


def _filled(text: str) -> str:
    if not text.strip():
        raise ValueError("write it in words, not in blanks")
    return text.strip()


def _in_some_language(words: dict[str, str]) -> dict[str, str]:
    # Not min_length: pydantic counts only the words that it has found no fault with.
    if not words:
        raise ValueError("write it in one language at least")
    return words


def _in_each_language(brand: object) -> object:
    match brand:
        case str():
            return dict.fromkeys(languages(), _filled(brand))
        case dict():
            return brand
        case _:
            raise ValueError("write one name, or one for each language")


Locale = Annotated[str, AfterValidator(_locale)]
TelephoneNumber = Annotated[str, AfterValidator(_telephone_number)]
Currency = Annotated[str, AfterValidator(_currency)]
KeySymbol = Literal["*", "#"]
Words = Annotated[
    dict[Locale, Annotated[str, AfterValidator(_filled)]],
    AfterValidator(_in_some_language),
]
Brand = Annotated[Words, BeforeValidator(_in_each_language)]
Amount = Annotated[Decimal, PlainValidator(_amount)]
LowBalances = Annotated[dict[Currency, Amount], AfterValidator(_each_exact)]
PinDigits = Annotated[int, PlainValidator(_whole(4, 8))]
KeySeconds = Annotated[int, PlainValidator(_whole(3, 60))]
Seconds = Annotated[float, PlainValidator(_seconds)]
CallMinutes = Annotated[int, PlainValidator(_whole(1, 240))]
CallCount = Annotated[int, PlainValidator(_whole(1, 100_000))]
PageSize = Annotated[int, PlainValidator(_whole(1, 1000))]
RetentionDays = Annotated[int, PlainValidator(_whole(1, 3650))]
KeptDays = Annotated[int, PlainValidator(_whole(0, 3650))]
Hours = Annotated[OpeningHours, BeforeValidator(_opening_hours)]
TimeZone = Annotated[str, AfterValidator(_time_zone)]
# Not a union of validated types: pydantic would tell one mistake once for each of them.
Count = Annotated[int | Literal["unlimited"], PlainValidator(_count)]
Kilobytes = Annotated[int | Literal["unlimited"], PlainValidator(_kilobytes)]
