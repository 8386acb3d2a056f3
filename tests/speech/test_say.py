"""What `ivr say` is asked: values read, and values refused."""

from contextlib import suppress
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.domain.money import Money
from ivr.domain.phrase import Digits
from ivr.domain.usage import Messages, Minutes
from ivr.speech.currencies import CURRENCIES, UnknownCurrencyError, decimals
from ivr.speech.languages.language import UnspeakableError
from ivr.speech.say import value_of

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
    "time 18:30": time(18, 30),
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
]


@pytest.mark.parametrize(("asked", "value"), READ.items())
def test_a_value_is_read(asked, value):
    """A kind and its values are read as what they mean, and exactly."""
    assert value_of(asked.split()) == value


@pytest.mark.parametrize("asked", REFUSED)
def test_what_is_no_value_is_refused(asked):
    """What cannot be read is refused in a sentence, never with a crash."""
    with pytest.raises(UnspeakableError, match=r"\w+ \w+"):
        value_of(asked.split())


@pytest.mark.parametrize("currency", ["CHF", "BTC", "", "EURO"])
def test_an_unknown_currency_is_named(currency):
    """A currency without words is refused, and those that have words are listed."""
    with pytest.raises(UnknownCurrencyError, match=f"{currency}.*JPY.*USD"):
        value_of(["money", currency, "1"])


@given(st.integers(0, 99_999_999_99), st.sampled_from(CURRENCIES))
def test_no_cent_is_lost_in_reading(minor_units, currency):
    """An amount that is written with its decimals is read back to the cent."""
    places = decimals(currency)
    digits = f"{minor_units:0{places + 1}}"
    amount = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    assert value_of(["money", currency, amount]) == Money(minor_units, currency)


@given(st.lists(st.text(max_size=12), max_size=4))
def test_anything_asked_is_answered(words):
    """Whatever stands on the command line is read, or refused by name."""
    with suppress(UnspeakableError, UnknownCurrencyError):
        value_of(words)
