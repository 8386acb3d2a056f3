"""Values of every kind that is spoken, which hold every piece in every place."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from functools import cache
from itertools import chain, product

from ivr.domain.money import Money
from ivr.domain.phrase import (
    DayCount,
    Digits,
    Figures,
    MonthDay,
    Percent,
    RecentDay,
    Spoken,
    Value,
)
from ivr.domain.usage import (
    KILOBYTES_PER_GB,
    KILOBYTES_PER_MB,
    Data,
    Messages,
    Minutes,
)
from ivr.speech.currencies import CURRENCIES, decimals

HUNDREDS = range(100, 1000, 100)
STEPS = [*range(10), *range(10, 100, 10)]
CHUNKS = sorted({*range(200), *(n + step for n in HUNDREDS for step in STEPS)})
"""Numbers below a thousand that hold each piece beside each neighbour."""
ROUND = [*range(1, 13), *range(20, 100, 10), *HUNDREDS]
PLACES = (1_000, 10_000, 1_000_000, 100_000_000, 1_000_000_000)
"""Where languages begin to count anew: by thousands, or by ten thousands."""
LARGE = {
    chunk * place for chunk, place in product(CHUNKS, PLACES) if chunk * place < 10**12
}
# A chunk may sound otherwise after a thousand, or after another place.
ENDINGS = sorted(
    {
        *(chunk + after for chunk in CHUNKS for after in (0, *PLACES)),
        *(chunk * place for chunk in ROUND for place in (*PLACES, 100_000)),
    }
)
"""Numbers that end with every chunk, as such and in each place it can stand in."""
NUMBERS = sorted(
    {
        *ENDINGS,
        *LARGE,
        *(chunk * 1_000 + 1_000_000 for chunk in CHUNKS),
        *(chunk * 10_000 + 10_000_000 for chunk in CHUNKS),
        *(chunk * 10_000 + 100_000_000 for chunk in CHUNKS),
        *(chunk * 1_000_000 + 1_000_000_000 for chunk in CHUNKS),
    }
)
"""Numbers that hold every chunk in every place."""

LEAP_YEAR = 2028
YEARS = range(2020, 2051)
"""The years that can be told: of charges long ago, and of cards that last."""
ALL_DAYS = [date(LEAP_YEAR, 1, 1) + timedelta(n) for n in range(366)]
Kind = type[Value]
COUNTRY_CODES = ("32", "81", "82", "86", "44", "1")


@cache
def values() -> dict[Kind, tuple[Spoken, ...]]:
    """Give, of each kind, values that hold every fragment its values are made of."""
    return {kind: tuple(made()) for kind, made in VALUES.items()}


def _amounts() -> Iterator[Money]:
    for currency in CURRENCIES:
        hundredths = 10 ** decimals(currency)
        for units, minor in product((0, 1, 2), range(hundredths)):
            yield Money(units * hundredths + minor, currency)
        for number in ENDINGS:
            yield Money(number * hundredths, currency)
            yield Money(number * hundredths + hundredths - 1, currency)
    yield from (Money(number, "JPY") for number in LARGE)


def _debts() -> Iterator[Money]:
    for currency in CURRENCIES:
        hundredths = 10 ** decimals(currency)
        for minor_units in (1, hundredths, 12 * hundredths):
            yield Money(-minor_units, currency)


def _figures() -> Iterator[Figures]:
    for currency in CURRENCIES:
        hundredths = 10 ** decimals(currency)
        for units, minor in product(range(100), (0, hundredths - 1)):
            yield Figures(Money(units * hundredths + minor, currency))
        yield from (Figures(Money(minor, currency)) for minor in range(hundredths))


def _numbers() -> Iterator[int]:
    yield from NUMBERS
    yield from (-1, -2, -12)


def _percents() -> Iterator[Percent]:
    yield from (Percent(Decimal(hundredths) / 100) for hundredths in range(300))
    for number in ENDINGS:
        yield Percent(Decimal(number))
        yield Percent(Decimal(number) + Decimal("0.5"))


def _data() -> Iterator[Data]:
    yield from map(Data, range(1000))
    # A thousand megabytes are a gigabyte.
    for unit, numbers in (
        (KILOBYTES_PER_MB, range(1, 1000)),
        (KILOBYTES_PER_GB, ENDINGS),
    ):
        yield from (Data(hundredths * unit // 100) for hundredths in range(100, 300))
        for number in numbers:
            yield Data(number * unit)
            yield Data(number * unit + unit // 2)


def _recent_days() -> Iterator[RecentDay]:
    today = ALL_DAYS[-1]
    yield from (RecentDay(on, today) for on in reversed(ALL_DAYS))
    newest = date(YEARS[-1], 12, 31)
    yield from (RecentDay(date(year, 12, 31), newest) for year in YEARS)


def _digits() -> Iterator[Digits]:
    # Read in pairs, in fours and in threes: all pairs, and a mobile prefix of Belgium.
    for pair in range(100):
        yield Digits(f"{pair:02}" * 4)
        yield Digits(f"04{pair:02}{pair:02}0000")
        yield Digits(f"0{pair:02}")
        for code in COUNTRY_CODES:
            yield Digits(f"+{code}{pair:02}{pair:02}{pair:02}{pair:02}")
            yield Digits(f"+{code}4{pair:02}{pair:02}{pair:02}{pair:02}")


VALUES: dict[Kind, Callable[[], Iterable[Spoken]]] = {
    Money: lambda: chain(_amounts(), _debts()),
    Figures: _figures,
    int: _numbers,
    Percent: _percents,
    Data: _data,
    Minutes: lambda: map(Minutes, ENDINGS),
    Messages: lambda: map(Messages, ENDINGS),
    date: lambda: chain(ALL_DAYS, (date(year, 1, 1) for year in YEARS)),
    MonthDay: lambda: (MonthDay(day.month, day.day) for day in ALL_DAYS),
    RecentDay: _recent_days,
    DayCount: lambda: map(DayCount, range(367)),  # what lasts longer has a date
    time: lambda: (time(hour, minute) for hour in range(24) for minute in range(60)),
    Digits: _digits,
}
