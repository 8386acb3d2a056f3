"""What `ivr say` is asked: values read, and values refused."""

from contextlib import suppress
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.domain.money import Money
from ivr.domain.phrase import DayCount, Digits, Percent, RecentDay
from ivr.domain.usage import Data, Messages, Minutes
from ivr.speech.currencies import CURRENCIES, UnknownCurrencyError, decimals
from ivr.speech.languages.language import UnspeakableError
from ivr.speech.say import KINDS, value_of

TODAY = date(2026, 11, 21)

READ = {
    "number 1250": 1250,
    "number -3": -3,
    "money JPY 1250": Money(1250, "JPY"),
    "money EUR 71.80": Money(7180, "EUR"),
    "money eur 71.8": Money(7180, "EUR"),
    "money EUR 71": Money(7100, "EUR"),
    "money KRW 16600.00": Money(16600, "KRW"),
    "money GBP -0.05": Money(-5, "GBP"),
    "minutes 8": Minutes(8),
    "messages 10": Messages(10),
    "digits 0470123456": Digits("0470123456"),
    "digits +32470123456": Digits("+32470123456"),
    "time 00:00": time(0, 0),
    "time 18:30": time(18, 30),
    "time 23:59": time(23, 59),
    "data 1.5GB": Data(1_500_000),
    "data 1.5 gb": Data(1_500_000),
    "data 1.50GB": Data(1_500_000),
    "data 0.5GB": Data(500_000),
    "data 1500MB": Data(1_500_000),
    "data 0.25MB": Data(250),
    "data 12KB": Data(12),
    "data 0GB": Data(0),
    "date 2026-12-01": date(2026, 12, 1),
    "date 2028-02-29": date(2028, 2, 29),
    "day 0": RecentDay(TODAY, TODAY),
    "day -1": RecentDay(date(2026, 11, 20), TODAY),
    "day 30": RecentDay(date(2026, 12, 21), TODAY),
    "days 3": DayCount(3),
    "percent 12.5": Percent(Decimal("12.5")),
}

REFUSED = [
    "",
    "money",
    "money EUR",
    "money EUR 1 2",
    "number",
    "number 1 2",
    "number one",
    "number 1.5",
    "number 1e3",
    "number １２",
    "number 9999999999999999999",
    "minutes 1h",
    "messages ten",
    "time 25:00",
    "time noon",
    "time 24:00",
    "time 9:05",
    "time 0905",
    "time T09",
    "time T09:05",
    "time 09:05:33",
    "time 09:05+02:00",
    "time 09:05Z",
    "time ０９:05",
    "weight 12",
    "money EUR twelve",
    "money EUR 12,35",
    "money EUR 12.345",
    "money JPY 0.5",
    "money EUR nan",
    "money EUR inf",
    "money EUR 1e5000",
    "money EUR 1e999999",
    "money EUR 1_0",
    "data",
    "data 1.5",
    "data GB",
    "data 1.5TB",
    "data 1.5 GB left",
    "data 1,5GB",
    "data -1GB",
    "data 1.005GB",
    "data 1.0005GB",
    "data 1.00005GB",
    "data 2048MB",
    "data 1.005MB",
    "data 1.5KB",
    "data 0.5KB",
    "data １GB",
    "date",
    "date 2026-02-29",
    "date 2026-13-01",
    "date 0000-01-01",
    "date 20261201",
    "date 2026-W49-2",
    "date 1/12/2026",
    "date tomorrow",
    "day",
    "day yesterday",
    "day -0.5",
    "day 9999999",
    "day -9999999999",
    "days 1.5",
    "percent",
    "percent 12,5",
    "percent 12.5%",
    "percent half",
    "percent nan",
]


@pytest.mark.parametrize(("asked", "value"), READ.items())
def test_a_value_is_read(asked, value):
    """A kind and its values are read as what they mean, and exactly."""
    assert value_of(asked.split(), TODAY) == value


@pytest.mark.parametrize("asked", REFUSED)
def test_what_is_no_value_is_refused(asked):
    """What cannot be read is refused in a sentence, never with a crash."""
    with pytest.raises(UnspeakableError, match=r"\w+ \w+"):
        value_of(asked.split(), TODAY)


@pytest.mark.parametrize("currency", ["CHF", "BTC", "", "EURO"])
def test_an_unknown_currency_is_named(currency):
    """A currency without words is refused, and those that have words are listed."""
    with pytest.raises(UnknownCurrencyError, match=f"{currency}.*JPY.*USD"):
        value_of(["money", currency, "1"], TODAY)


@given(st.integers(0, 99_999_999_99), st.sampled_from(CURRENCIES))
def test_no_cent_is_lost_in_reading(minor_units, currency):
    """An amount that is written with its decimals is read back to the cent."""
    places = decimals(currency)
    digits = f"{minor_units:0{places + 1}}"
    amount = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    money = value_of(["money", currency, amount], TODAY)
    assert money == Money(minor_units, currency)


KIND = st.sampled_from(["money", "data", "day", *KINDS])
VALUE = st.from_regex(r"-?\d{1,20}[.:-]?\d{0,6}[A-Za-z]{0,3}") | st.text(max_size=12)


@given(KIND | st.text(max_size=12), st.lists(VALUE, max_size=3), st.dates())
def test_anything_asked_is_answered(kind, words, today):
    """Whatever stands on the command line is read, or refused by name."""
    with suppress(UnspeakableError, UnknownCurrencyError):
        value_of([kind, *words], today)
