"""Languages: found by their locale, and the laws that all of them keep."""

from datetime import time

import pytest
from fakes.values import DISTINCT, MONEY, NUMBERS, VALUES, said
from hypothesis import given
from hypothesis import strategies as st

from ivr.domain.money import Money
from ivr.speech.currencies import CURRENCIES, decimals
from ivr.speech.fragment import written
from ivr.speech.languages import (
    UnknownLocaleError,
    language_of,
    languages,
    locale_of,
)
from ivr.speech.languages.language import LARGEST_NUMBER

LOCALES = sorted(languages())


@pytest.mark.parametrize("locale", LOCALES)
@given(value=VALUES)
def test_everything_in_reach_is_spoken_in_words(locale, value):
    """Any value is said in fragments that have words, and never a digit."""
    fragments = language_of(locale).speak(value)
    assert all(fragment.words.strip() for fragment in fragments)
    spoken = [fragment.words + fragment.reading for fragment in fragments]
    assert not any(char.isdecimal() for char in "".join(spoken))


@pytest.mark.parametrize("locale", LOCALES)
@given(value=VALUES)
def test_the_first_fragment_waits_for_nothing(locale, value):
    """The pause before a value is the sentence's business, not the value's."""
    first, *_ = language_of(locale).speak(value)
    assert first.pause_ms == 0


@pytest.mark.parametrize("locale", LOCALES)
@given(numbers=st.sets(NUMBERS, min_size=2))
def test_different_numbers_have_different_words(locale, numbers):
    """No two numbers are said or sound alike."""
    spoken = [language_of(locale).number(number) for number in numbers]
    assert len({written(fragments) for fragments in spoken}) == len(numbers)
    sounds = {" ".join(it.spoken for it in fragments) for fragments in spoken}
    assert len(sounds) == len(numbers)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", DISTINCT)
@given(drawn=st.data())
def test_different_values_have_different_words(locale, kind, drawn):
    """A caller can tell any two amounts, data, dates and so on apart."""
    values = drawn.draw(st.sets(DISTINCT[kind], min_size=2))
    assert len({said(locale, value) for value in values}) == len(values)


@pytest.mark.parametrize("locale", LOCALES)
@given(value=st.integers(1, LARGEST_NUMBER) | MONEY.filter(lambda it: it.minor_units))
def test_a_value_under_zero_is_said_after_minus(locale, value):
    """What is owed is said as what is had, after the word for minus."""
    language = language_of(locale)
    under = (
        -value if isinstance(value, int) else Money(-value.minor_units, value.currency)
    )
    minus, *rest = language.speak(under)
    assert minus.words == language.minus
    assert [it.words for it in rest] == [it.words for it in language.speak(value)]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("currency", CURRENCIES)
@given(units=NUMBERS)
def test_no_bare_zero_of_cents(locale, currency, units):
    """Money in whole units says no more zeros than its number does."""
    zero = said(locale, 0)
    money = Money(units * 10 ** decimals(currency), currency)
    assert said(locale, money).count(zero) <= said(locale, units).count(zero)


@pytest.mark.parametrize("locale", ["xx_XX", "", "ja", "EN", "../en", "en\0"])
def test_an_unknown_locale_is_refused(locale):
    """A language that the hotline does not speak is refused, and ours are listed."""
    with pytest.raises(UnknownLocaleError, match="en, fr_BE"):
        language_of(locale)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_locale_may_have_a_hyphen(locale):
    """ja-JP is ja_JP."""
    assert language_of(locale.replace("_", "-")) is language_of(locale)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_language_is_named_by_its_locale(locale):
    """A language is found under the locale that it gives itself."""
    assert language_of(locale).locale == locale


def test_seconds_are_not_told():
    """A time is told to the minute."""
    for locale in LOCALES:
        assert said(locale, time(18, 30, 59)) == said(locale, time(18, 30))


@pytest.mark.parametrize("tag", ["fr", "fr-BE", "fr_BE", "FR-be"])
def test_a_language_is_found_as_the_web_writes_it(tag):
    """With its region or without, with a hyphen, in capitals or not."""
    assert locale_of(tag) == "fr_BE"


@pytest.mark.parametrize("tag", ["", "xx", "fr-FR", "f", "BE"])
def test_no_language_is_found_that_is_not_spoken(tag):
    """Another language, another region, and what is none are refused."""
    with pytest.raises(UnknownLocaleError):
        locale_of(tag)
