"""The kinds of value in the file of hotlines, each with a reason to refuse it."""

import re
from datetime import time
from decimal import Decimal
from typing import Annotated, Literal, TypeVar
from zoneinfo import ZoneInfo

import phonenumbers
from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator

from ivr.domain.hotline import MIDNIGHT, WEEKDAYS, OpeningHours
from ivr.speech.currencies import CURRENCIES, decimals
from ivr.speech.languages import languages

SPAN = re.compile(r"([a-z]{3})-([a-z]{3}) (\d\d:\d\d)-(\d\d:\d\d)")
AMOUNT_OF_DATA = re.compile(r"(\d+(?:\.\d+)?) ?(GB|MB)")
KILOBYTES = {"GB": 1_000_000, "MB": 1_000}
UNLIMITED = "unlimited"

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


def _kilobytes(amount: object) -> object:
    if amount == UNLIMITED:
        return amount
    match = AMOUNT_OF_DATA.fullmatch(amount) if isinstance(amount, str) else None
    kilobytes = int(Decimal(match[1]) * KILOBYTES[match[2]]) if match else 0
    if not kilobytes:
        raise ValueError('write it as "10 GB" or "500 MB", or "unlimited"')
    return kilobytes


def _count(amount: object) -> object:
    is_count = type(amount) is int and amount > 0
    if not is_count and amount != UNLIMITED:
        raise ValueError('write it as a number over 0, or "unlimited"')
    return amount


Locale = Annotated[str, AfterValidator(_locale)]
TelephoneNumber = Annotated[str, AfterValidator(_telephone_number)]
Currency = Annotated[str, AfterValidator(_currency)]
Brand = Annotated[str, Field(min_length=1)]
KeySymbol = Literal["*", "#"]
Words = Annotated[
    dict[Locale, Annotated[str, Field(min_length=1)]], Field(min_length=1)
]
Amount = Annotated[Decimal, Field(ge=0)]
Hours = Annotated[OpeningHours, BeforeValidator(_opening_hours)]
TimeZone = Annotated[str, AfterValidator(_time_zone)]
# Not a union of validated types: pydantic would tell one mistake once for each of them.
Count = Annotated[int | Literal["unlimited"], PlainValidator(_count)]
Kilobytes = Annotated[int | Literal["unlimited"], PlainValidator(_kilobytes)]
