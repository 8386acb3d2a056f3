"""What must be recorded is all that can be said."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.domain.money import Money
from ivr.domain.phrase import (
    DayCount,
    Digits,
    Figures,
    Line,
    MonthDay,
    Percent,
    Phrase,
    RecentDay,
)
from ivr.domain.usage import Data, Messages, Minutes
from ivr.settings.hotlines import DEMO_FILE, read_hotlines
from ivr.speech.catalog import catalog_of
from ivr.speech.currencies import CURRENCIES, decimals
from ivr.speech.languages import language_of, languages
from ivr.speech.packs import folder
from ivr.speech.sentence import sentence_of
from ivr.studio.inventory import lines_to_record, recordables
from ivr.studio.recordable import by_name
from ivr.studio.values import YEARS, values

LOCALES = sorted(languages())

numbers = st.integers(1, 8).flatmap(lambda n: st.integers(0, 10**n - 1)) | st.builds(
    # Of noughts and threes there are many: 300,030 sounds unlike 333,333.
    lambda text: int("".join(text)),
    st.lists(st.sampled_from("00368"), min_size=1, max_size=8),
)
amounts = st.builds(
    lambda units, minor, currency: Money(
        units * 10 ** decimals(currency) + minor % 10 ** decimals(currency), currency
    ),
    numbers,
    st.integers(0, 99),
    st.sampled_from(CURRENCIES),
)
hundredths = st.just(0) | st.integers(0, 99)
days = st.dates(date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31))
VALUES = {
    Money: amounts,
    Figures: st.builds(Figures, amounts),
    int: numbers,
    Percent: st.builds(
        lambda units, cents: Percent(Decimal(units) + Decimal(cents) / 100),
        numbers,
        hundredths,
    ),
    Data: st.builds(
        lambda units, cents, unit: Data((units * 100 + cents) * unit),
        numbers,
        hundredths,
        st.sampled_from((10, 10_000)),
    )
    | st.builds(Data, st.integers(0, 999)),
    Minutes: st.builds(Minutes, numbers),
    Messages: st.builds(Messages, numbers),
    date: days,
    MonthDay: days.map(lambda day: MonthDay(day.month, day.day)),
    RecentDay: st.builds(
        lambda day, nights: RecentDay(day, day + timedelta(nights)),
        days,
        st.integers(0, 4) | st.integers(0, 500),
    ),
    DayCount: st.builds(DayCount, st.integers(0, 366)),
    time: st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    Digits: st.from_regex(r"(0|\+(32|81|82|86|44|1))?[0-9]{3,11}", fullmatch=True).map(
        Digits
    ),
}


@pytest.fixture(scope="module")
def heard():
    return lines_to_record(read_hotlines(DEMO_FILE).values())


@pytest.fixture(scope="module")
def inventory(heard):
    """What is to be recorded, by locale."""
    return {locale: recordables(locale, heard) for locale in LOCALES}


@pytest.fixture(scope="module")
def known(inventory):
    """The recordings there will be, by locale."""
    return {
        locale: {recorded(one.fragment) for one in found}
        for locale, found in inventory.items()
    }


@pytest.fixture(scope="module")
def gapped(heard):
    """The lines with a spoken gap, one for each sentence and kind of value."""
    lines = {}
    for line in heard:
        kinds = [(name, type(value)) for name, value in line.phrase.gaps]
        if any(kind in VALUES for _, kind in kinds):
            lines[line.locale, line.phrase.sentence, *kinds] = line
    return list(lines.values())


def recorded(fragment):
    return fragment.words, fragment.reading, fragment.final


def with_values(line, drawn):
    gaps = ((name, drawn.get(type(old), old)) for name, old in line.phrase.gaps)
    return Line(Phrase(line.phrase.sentence, tuple(gaps)), line.locale)


@pytest.mark.parametrize("locale", LOCALES)
def test_all_that_can_be_said_is_recorded(locale, inventory):
    """Every fragment of every sentence and value has its file."""
    there = {path.stem for path in (folder("prompts") / locale).glob("*.wav")}
    missing = by_name(inventory[locale]).keys() - there
    assert sorted(missing) == []


@pytest.mark.parametrize("locale", LOCALES)
@given(drawn=st.fixed_dictionaries(VALUES))
def test_any_value_in_any_sentence_is_to_be_recorded(locale, drawn, known, gapped):
    """Any value in a gap, and any day of `YEARS`, is said with what is recorded."""
    for line in gapped:
        if line.locale == locale:
            said = sentence_of(with_values(line, drawn)).fragments
            assert {recorded(fragment) for fragment in said} <= known[locale]


@pytest.mark.parametrize("locale", LOCALES)
@given(drawn=st.fixed_dictionaries(VALUES))
def test_any_value_alone_is_to_be_recorded(locale, drawn, known):
    """Any value `ivr say` is asked, and any day of `YEARS`, is in the inventory."""
    for value in drawn.values():
        said = language_of(locale).speak(value)
        assert {recorded(fragment) for fragment in said} <= known[locale]


def test_every_kind_of_value_is_tried():
    """The inventory tries values of every kind that these tests know."""
    assert values().keys() == VALUES.keys()


@pytest.mark.parametrize("locale", LOCALES)
def test_each_is_read_in_a_carrier(locale, inventory):
    """The carrier of a recording has its words in brackets."""
    for one in inventory[locale]:
        bracketed = one.carrier.partition("[")[2].partition("]")[0]
        assert bracketed.casefold() == one.fragment.words.casefold()


def test_words_of_a_value_are_read_in_a_sentence(inventory):
    """A piece of a number is read in the shortest sentence it is heard in."""
    named = by_name(inventory["nl_BE"])
    seven, euro = named["zeven"], named["euro"]
    assert seven.sentence
    assert len(seven.carrier) > len("[zeven] euro")
    assert euro.carrier.endswith("[euro] per minuut.") or "[euro]" in euro.carrier


def test_the_walk_hears_every_sentence(heard):
    """No sentence of the catalogues is out of a caller's reach, but those of texts.

    Some are written into others: the name of the PIN, and the operator's own words.
    """
    names = ("key.", "weekday.", "days.", "reason.", "method.", "other.nameless")
    written_in = ("code.name", "digits.", "balance.top_up_own")
    unheard = (*names, *written_in, "text.")
    sentences = [s for s in catalog_of("en").sentences if not s.startswith(unheard)]
    assert {line.phrase.sentence for line in heard} == set(sentences)
