"""Values of every kind, as Hypothesis draws them, and what a language says of one."""

from datetime import date

import pytest
from hypothesis import strategies as st

from ivr.domain.money import Money
from ivr.domain.phrase import DayCount, Digits, Figures, MonthDay, Percent, RecentDay
from ivr.domain.usage import Data, Messages, Minutes
from ivr.speech.currencies import CURRENCIES, decimals
from ivr.speech.fragment import written
from ivr.speech.languages import language_of
from ivr.speech.languages.language import LARGEST_NUMBER

TODAY = date(2026, 11, 21)
YESTERDAY = RecentDay(date(2026, 11, 17), date(2026, 11, 18))

DAY = st.times().map(lambda at: at.replace(second=0, microsecond=0))

EDGES = [edge + step for edge in (10**n for n in range(2, 8)) for step in (-1, 0, 1)]

NUMBERS = (
    st.integers(0, LARGEST_NUMBER)
    | st.sampled_from([0, 1, 2, LARGEST_NUMBER, *EDGES])
    # Round numbers, whose zeros a language may say or not.
    | st.builds(lambda n, zeros: n * 10**zeros, st.integers(0, 99), st.integers(0, 6))
)


def amounts(currency):
    whole = 10 ** decimals(currency)
    return st.builds(
        lambda units, minor: Money(units * whole + minor % whole, currency),
        NUMBERS,
        st.integers(0, 99),
    )


MONEY = st.sampled_from(CURRENCIES).flatmap(amounts)

DIGITS = st.text("0123456789", min_size=1, max_size=15)

SHARES = st.decimals(0, 100, places=2).map(Percent)

DATA = (
    st.integers(0, 999)
    | st.integers(100, 99_999).map(lambda hundredths: hundredths * 10)
    | st.integers(100, 99_999_999).map(lambda hundredths: hundredths * 10_000)
).map(Data)

MONTH_DAYS = st.dates().map(lambda on: MonthDay(on.month, on.day))

COUNTS = (Minutes, Messages, DayCount)

DISTINCT = {
    "amounts": MONEY,
    "figures": MONEY.map(Figures),
    "data": DATA,
    "shares": SHARES,
    "times": DAY,
    "dates": st.dates(),
    "month days": MONTH_DAYS,
    **{count.__name__: NUMBERS.map(count) for count in COUNTS},
}
"""Values of one kind, each of which has words of its own."""

VALUES = st.one_of(
    NUMBERS,
    NUMBERS.map(lambda number: -number),
    MONEY.map(lambda money: Money(-money.minor_units, money.currency)),
    DIGITS.map(Digits),
    DIGITS.map(lambda digits: Digits(f"+{digits}")),
    st.builds(RecentDay, st.dates(), st.dates()),
    *DISTINCT.values(),
)


def said(locale, value):
    return written(language_of(locale).speak(value))


def examples(table):
    return [
        pytest.param(locale, *row.strip().split(" = "), id=f"{locale} {row.strip()}")
        for locale, rows in table.items()
        for row in rows.strip().splitlines()
    ]
