"""The file of hotlines (TOML), read strictly: a mistake is named by its line and key."""

import re
import tomllib
from collections.abc import Mapping
from datetime import time
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal, Self, TypeVar
from zoneinfo import ZoneInfo

import phonenumbers
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from ivr.domain.hotline import MIDNIGHT, WEEKDAYS, Hotline, Keys, OpeningHours
from ivr.speech.currencies import CURRENCIES, decimals
from ivr.speech.languages import languages

DEMO_FILE = Path(__file__).parent / "demo.toml"

SPAN = re.compile(r"([a-z]{3})-([a-z]{3}) (\d\d:\d\d)-(\d\d:\d\d)")
TABLE = re.compile(r"\s*(\[\[?)([\w.\" -]+)\]")
KEY = re.compile(r"\s*([\w.\"-]+)\s*=")

Item = TypeVar("Item")


class ConfigError(Exception):
    """A setting cannot be used; the message says which, where and why."""


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


def _different(locales: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(locales)) < len(locales):
        raise ValueError("name each language once")
    return locales


def _some(items: tuple[Item, ...]) -> tuple[Item, ...]:
    # Not min_length: pydantic counts only the items that it has found no fault with.
    if not items:
        raise ValueError("name at least one")
    return items


def _one_each(hotlines: "tuple[_HotlineTable, ...]") -> "tuple[_HotlineTable, ...]":
    numbers = [hotline.number for hotline in hotlines]
    for number in numbers:
        if numbers.count(number) > 1:
            raise ValueError(f"{number} is given to more than one hotline")
    return hotlines


Locale = Annotated[str, AfterValidator(_locale)]
TelephoneNumber = Annotated[str, AfterValidator(_telephone_number)]
Currency = Annotated[str, AfterValidator(_currency)]
Brand = Annotated[str, Field(min_length=1)]
KeySymbol = Literal["*", "#"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _KeysTable(_Strict):
    back: KeySymbol = "*"
    skip: KeySymbol | None = None
    repeat: KeySymbol | None = None

    @model_validator(mode="after")
    def _mean_one_thing_each(self) -> Self:
        meant = [key for key in (self.back, self.skip, self.repeat) if key]
        if len(set(meant)) < len(meant):
            raise ValueError("give * and # one meaning each")
        return self


class _HotlineTable(_Strict):
    number: TelephoneNumber
    brand: Brand | Annotated[dict[Locale, Brand], Field(min_length=1)]
    languages: Annotated[
        tuple[Locale, ...],
        Field(max_length=9),
        AfterValidator(_some),
        AfterValidator(_different),
    ]
    time_zone: Annotated[str, AfterValidator(_time_zone)]
    agent: TelephoneNumber | None = None
    opening_hours: Annotated[
        tuple[Annotated[OpeningHours, BeforeValidator(_opening_hours)], ...],
        Field(max_length=14),
    ] = ()
    low_balance: dict[Currency, Annotated[Decimal, Field(ge=0)]] = {}
    pin_digits: Annotated[int, Field(ge=4, le=8)] = 6


class _File(_Strict):
    hotline: Annotated[
        tuple[_HotlineTable, ...], AfterValidator(_some), AfterValidator(_one_each)
    ]
    keys: dict[Locale, _KeysTable] = {}


def read_hotlines(path: Path) -> Mapping[str, Hotline]:
    """Read the hotlines of the file at *path*, by the number that callers dial."""
    try:
        text = path.read_text(encoding="utf-8")
        read = _File.model_validate(tomllib.loads(text))
    except OSError as error:
        raise ConfigError(
            f"IVR_CONFIG: {path} cannot be read: {error.strerror}"
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: write it in UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: {error}") from error
    except ValidationError as error:
        raise ConfigError(_explained(error, path, text)) from error
    keys = MappingProxyType(
        {locale: Keys(**table.model_dump()) for locale, table in read.keys.items()}
    )
    hotlines = [_hotline(table, keys) for table in read.hotline]
    return MappingProxyType({hotline.number: hotline for hotline in hotlines})


def _hotline(table: _HotlineTable, keys: Mapping[str, Keys]) -> Hotline:
    brand = table.brand
    brands = dict.fromkeys(languages(), brand) if isinstance(brand, str) else brand
    # A language without a spelling of its own takes the English one.
    default = brands.get("en") or next(iter(brands.values()))
    lows = {
        currency: int(amount.scaleb(decimals(currency)))
        for currency, amount in table.low_balance.items()
    }
    return Hotline(
        number=table.number,
        languages=table.languages,
        time_zone=table.time_zone,
        brands=MappingProxyType(
            {locale: brands.get(locale, default) for locale in languages()}
        ),
        agent=table.agent,
        opening_hours=table.opening_hours,
        low_balances=MappingProxyType(lows),
        keys=keys,
        pin_digits=table.pin_digits,
    )


def _explained(error: ValidationError, path: Path, text: str) -> str:
    mistakes = []
    for mistake in error.errors():
        where = [part for part in mistake["loc"] if not _names_a_type(part)]
        line = _line_of(where, text)
        reason = mistake["msg"].removeprefix("Value error, ")
        key = ".".join(
            str(part + 1 if isinstance(part, int) else part) for part in where
        )
        mistakes.append(f"{path}:{line}: {key}: {reason}")
    return "\n".join(mistakes)


def _names_a_type(part: int | str) -> bool:
    """Tell whether *part* of a place is pydantic's word for a type, not a key."""
    return part in {"str", "[key]"} or str(part).startswith("dict[")


def _line_of(where: list[int | str], text: str) -> int:
    """Find the line of the key at *where* (hotline, 0, time_zone), or of what holds it.

    tomllib keeps no positions, and one reading of the lines is all it takes.
    """
    place: list[int | str] = []
    found, depth, seen = 1, 0, -1
    for number, line in enumerate(text.split("\n"), 1):
        if table := TABLE.match(line):
            first, *rest = _parts(table[2])
            seen += table[1] == "[["
            place = here = [first, *([seen] if first == "hotline" else []), *rest]
        elif key := KEY.match(line):
            here = [*place, *_parts(key[1])]
        else:
            continue
        if len(here) > depth and where[: len(here)] == here:
            found, depth = number, len(here)
    return found


def _parts(key: str) -> list[int | str]:
    return [part.strip(' "') for part in key.split(".")]
