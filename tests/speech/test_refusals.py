"""What no language says, and what it answers instead."""

from decimal import Decimal

import pytest
from fakes.values import COUNTS
from hypothesis import given
from hypothesis import strategies as st

from ivr.domain.money import Money
from ivr.domain.phrase import Digits, Figures, Percent
from ivr.domain.usage import Data
from ivr.speech.currencies import CURRENCIES, UnknownCurrencyError, decimals
from ivr.speech.languages import language_of, languages
from ivr.speech.languages.language import LARGEST_NUMBER, UnspeakableError

LOCALES = sorted(languages())


@pytest.mark.parametrize("locale", LOCALES)
@given(number=st.integers(min_value=LARGEST_NUMBER + 1))
def test_numbers_out_of_reach_are_refused(locale, number):
    """What is longer than anyone follows is not spoken, nor what is as far below."""
    language = language_of(locale)
    money = [Money(number * 10 ** decimals(it), it) for it in CURRENCIES]
    owed = [Money(-it.minor_units, it.currency) for it in money]
    counts = [count(number) for count in COUNTS]
    figures, data = map(Figures, money), Data(number * 1_000_000)
    for value in [number, -number, *money, *owed, *counts, *figures, data]:
        with pytest.raises(UnspeakableError):
            language.speak(value)


@pytest.mark.parametrize("locale", LOCALES)
@given(number=st.integers(max_value=-1))
def test_a_count_under_zero_is_refused(locale, number):
    """Nobody has minus three minutes: a sentence that speaks of too many says so."""
    share = Percent(Decimal(number) / 100)
    figures = Figures(Money(number, "EUR"))
    for value in [share, figures, Data(number), *(count(number) for count in COUNTS)]:
        with pytest.raises(UnspeakableError):
            language_of(locale).speak(value)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("share", ["12.345", "0.001"])
def test_a_third_decimal_is_refused(locale, share):
    """A share is said exactly or not at all."""
    with pytest.raises(UnspeakableError, match="two decimals"):
        language_of(locale).speak(Percent(Decimal(share)))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("currency", CURRENCIES)
def test_the_smallest_debt_is_refused(locale, currency):
    """An amount is never negative: a sentence that speaks of a debt says so."""
    with pytest.raises(UnspeakableError):
        language_of(locale).money(Money(-1, currency))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("text", ["", "12a", "+", "+12a", "1+2", "12 34", "１２", "²"])
def test_only_digits_are_read_out(locale, text):
    """Whatever is no plain digit, or a plus before digits, is refused, not dropped."""
    with pytest.raises(UnspeakableError):
        language_of(locale).speak(Digits(text))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("currency", ["CHF", "eur", ""])
def test_an_unknown_currency_is_refused(locale, currency):
    """A currency without words is refused by name, and the others are offered."""
    with pytest.raises(UnknownCurrencyError, match=f"'{currency}'.*JPY"):
        language_of(locale).money(Money(100, currency))
