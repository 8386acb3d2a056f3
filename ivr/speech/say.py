"""What `ivr say` is asked: a kind and its values, or a sentence with its gaps filled."""

import re
from collections.abc import Callable, Sequence
from datetime import date, time, timedelta
from decimal import Decimal

from ivr.dialogue.validity import spoken_date
from ivr.domain.hotline import WEEKDAYS
from ivr.domain.money import Money
from ivr.domain.phrase import (
    DayCount,
    Days,
    Digits,
    Figures,
    Key,
    Name,
    Percent,
    Phrase,
    RecentDay,
    Spoken,
    Term,
    Value,
)
from ivr.domain.usage import (
    KILOBYTES_PER_GB,
    KILOBYTES_PER_MB,
    Data,
    DataUnit,
    Messages,
    Minutes,
)
from ivr.speech.currencies import decimals
from ivr.speech.languages.language import UnspeakableError

GAP = re.compile("[a-z_]+=")
KEYS = tuple("0123456789*#")
KILOBYTES = {
    DataUnit.GB: KILOBYTES_PER_GB,
    DataUnit.MB: KILOBYTES_PER_MB,
    DataUnit.KB: 1,
}


def value_of(words: Sequence[str], today: date) -> Spoken:
    """Read a kind and its values: `money EUR 71.80`, `minutes 8`, `time 18:30`.

    What is told as it is told today, a `day -1`, is told as on *today*.
    """
    match words:
        case ["money", currency, amount]:
            return _money(currency.upper(), amount)
        case ["data", *amount] if amount:
            return _data(" ".join(amount))
        case ["day", days]:
            return _day(days, today)
        case [kind, value] if kind in KINDS:
            return KINDS[kind](value)
        case _:
            kinds = ", ".join(["money CURRENCY AMOUNT", "data", "day", *KINDS])
            raise UnspeakableError(f"{' '.join(words)!r} is nothing to say: {kinds}")


def phrase_of(words: Sequence[str], today: date) -> Phrase:
    """Read the name of a sentence and its gaps: `balance.amount balance=money:EUR:71.80`.

    A gap is filled by a kind and its values with colons between: any kind of `value_of`,
    or key:1, name:eSIM, term:digits.6, weekdays:mon:fri, figures:EUR:71.80. A name may
    have spaces. count=2 chooses the form of a sentence that has more than one.
    """
    sentence, *filled = words
    gaps: list[str] = []
    for word in filled:
        if GAP.match(word):
            gaps.append(word)
        elif gaps:
            gaps[-1] += f" {word}"
        else:
            raise UnspeakableError(f"{word!r} is no gap: write balance=money:EUR:71.80")
    values = dict(gap.split("=", 1) for gap in gaps)
    count = values.pop("count", None)
    filled_in = ((name, _gap(text, today)) for name, text in values.items())
    return Phrase(sentence, tuple(filled_in), None if count is None else _count(count))


def _gap(text: str, today: date) -> Value:  # noqa: PLR0911 - a case each
    kind, _, value = text.partition(":")
    match kind, value.split(":"):
        case "key", [symbol] if symbol in KEYS:
            return Key(symbol)
        case "name", _:
            return Name(value)
        case "term", [entry] if entry:
            return Term(entry)
        case "weekdays", [first, last] if {first, last} <= set(WEEKDAYS):
            return Days(first, last)
        case "figures", [currency, amount]:
            return Figures(_money(currency.upper(), amount))
        case "money", [currency, amount]:
            return _money(currency.upper(), amount)
        case "date", _:
            return spoken_date(_date(value), today)
        case _:
            return value_of([kind, value], today)


def _money(currency: str, amount: str) -> Money:
    places = decimals(currency)
    if not re.fullmatch(r"-?[0-9]{1,18}(\.[0-9]{1,4})?", amount):
        raise UnspeakableError(f"{amount!r} is no amount: write 71.80")
    minor_units = Decimal(amount).scaleb(places)
    if minor_units != minor_units.to_integral_value():
        raise UnspeakableError(f"{amount} has more decimals than {currency}")
    return Money(int(minor_units), currency)


def _data(text: str) -> Data:
    given = re.fullmatch(r"([0-9]{1,18}(?:\.[0-9]{1,4})?) ?([A-Za-z]+)", text)
    if not given:
        raise UnspeakableError(f"{text!r} is no amount of data: write 1.5GB")
    amount, unit = Decimal(given[1]), given[2].upper()
    if unit not in KILOBYTES:
        units = ", ".join(KILOBYTES)
        raise UnspeakableError(
            f"{given[2]!r} is no unit of data: choose one of {units}"
        )
    kilobytes = amount * KILOBYTES[DataUnit(unit)]
    if kilobytes != kilobytes.to_integral_value():
        raise UnspeakableError(f"{text} is no whole number of kilobytes")
    return _exact(Data(int(kilobytes)))


def _exact(data: Data) -> Data:
    """Give *data* back if two decimals of the unit it is said in hold all of it."""
    unit, _, _ = data.in_units()
    exact = Decimal(data.kilobytes) / KILOBYTES[unit]
    if exact != round(exact, 2):
        raise UnspeakableError(
            f"{exact} {unit} cannot be spoken: give two decimals at most"
        )
    return data


def _date(text: str) -> date:
    try:
        if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise UnspeakableError(f"{text!r} is no date: write 2026-12-01")


def _day(text: str, today: date) -> RecentDay:
    try:
        return RecentDay(today + timedelta(days=_count(text)), today)
    except OverflowError as error:
        raise UnspeakableError(f"Day {text} is beyond the calendar") from error


def _percent(text: str) -> Percent:
    if not re.fullmatch(r"-?[0-9]{1,18}(\.[0-9]{1,4})?", text):
        raise UnspeakableError(f"{text!r} is no percentage: write 12.5")
    return Percent(Decimal(text))


def _count(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,18}", text):
        raise UnspeakableError(f"{text!r} is no whole number")
    return int(text)


def _time(text: str) -> time:
    given = re.fullmatch("([01][0-9]|2[0-3]):([0-5][0-9])", text)
    if not given:
        raise UnspeakableError(f"{text!r} is no time: write 18:30")
    return time(int(given[1]), int(given[2]))


KINDS: dict[str, Callable[[str], Spoken]] = {
    "number": _count,
    "minutes": lambda text: Minutes(_count(text)),
    "messages": lambda text: Messages(_count(text)),
    "digits": Digits,
    "time": _time,
    "date": _date,
    "days": lambda text: DayCount(_count(text)),
    "percent": _percent,
}
