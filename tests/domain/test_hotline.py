"""What the number that was dialled decides."""

from datetime import datetime, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.domain.hotline import WEEKDAYS, Faq, Hotline, Keys, OpeningHours
from ivr.domain.money import Money

BRUSSELS = ZoneInfo("Europe/Brussels")
MONDAY = datetime(2026, 11, 16, tzinfo=BRUSSELS)

OFFICE = OpeningHours("mon", "fri", time(9), time(18, 30))
WEEK_END = OpeningHours("sat", "mon", time(10), time(12))
SATURDAY = OpeningHours("sat", "sat", time(9), time(13))


def hotline(**fields):
    brands = {"nl_BE": "Saldo", "ja_JP": "サルド"}
    needed = {"languages": ("nl_BE", "ja_JP", "en"), "brands": brands}
    return Hotline("+3278120001", time_zone="Europe/Brussels", **needed | fields)


def at(day, clock):
    """Give the time *clock* of *day* in a week of November."""
    hours, minutes = map(int, clock.split(":"))
    days = WEEKDAYS.index(day)
    return MONDAY + timedelta(days=days, hours=hours, minutes=minutes)


@pytest.mark.parametrize(
    ("hours", "day", "clock", "open_"),
    [
        (OFFICE, "mon", "09:00", True),
        (OFFICE, "mon", "08:59", False),
        (OFFICE, "fri", "18:29", True),
        (OFFICE, "fri", "18:30", False),
        (OFFICE, "sat", "12:00", False),
        (OFFICE, "sun", "12:00", False),
        (WEEK_END, "sat", "11:00", True),
        (WEEK_END, "sun", "11:00", True),
        (WEEK_END, "mon", "11:00", True),
        (WEEK_END, "tue", "11:00", False),
        (WEEK_END, "fri", "11:00", False),
        (SATURDAY, "sat", "12:59", True),
        (SATURDAY, "sun", "12:00", False),
    ],
)
def test_agents_are_there_from_opening_to_closing(hours, day, clock, open_):
    """A span of days may run over the end of a week; closing time is closed."""
    assert hours.cover(at(day, clock)) == open_
    assert hotline(opening_hours=(hours,)).is_open(at(day, clock)) == open_


@pytest.mark.parametrize(
    ("day", "clock", "open_"),
    [("fri", "18:00", True), ("sat", "12:00", True), ("sat", "14:00", False)],
)
def test_one_of_several_hours_is_enough(day, clock, open_):
    """A hotline with two spans is open in either."""
    both = hotline(opening_hours=(OFFICE, SATURDAY))
    assert both.is_open(at(day, clock)) == open_


@given(st.integers(0, 7 * 1440 - 1))
def test_hours_over_midnight_are_two_spans(minute):
    """Open at night is written as two spans that meet at midnight."""
    evening = OpeningHours("fri", "fri", time(20), time(23, 59))
    morning = OpeningHours("sat", "sat", time(0), time(4))
    moment = MONDAY + timedelta(minutes=minute)
    night = at("fri", "20:00") <= moment < at("sat", "04:00")
    shut = moment == at("fri", "23:59")
    both = hotline(opening_hours=(evening, morning))
    assert both.is_open(moment) == (night and not shut)


@given(st.sampled_from(WEEKDAYS), st.sampled_from(WEEKDAYS))
def test_a_span_covers_its_first_and_last_day(first, last):
    """Whatever the two days are, both are in the span, and its length is their way."""
    hours = OpeningHours(first, last, time(9), time(18))
    covered = [day for day in WEEKDAYS if hours.cover(at(day, "12:00"))]
    assert {first, last} <= set(covered)
    way = (WEEKDAYS.index(last) - WEEKDAYS.index(first)) % 7
    assert len(covered) == way + 1


@given(st.integers(0, 7 * 1440 - 1))
def test_a_hotline_without_hours_is_always_open(minute):
    """Who writes no opening hours answers always."""
    assert hotline().is_open(MONDAY + timedelta(minutes=minute))


@pytest.mark.parametrize(
    ("balance", "low"),
    [
        (Money(499, "EUR"), True),
        (Money(500, "EUR"), False),
        (Money(0, "EUR"), True),
        (Money(-1, "EUR"), True),
        (Money(499, "JPY"), False),
        (Money(0, "USD"), False),
    ],
)
def test_a_balance_is_low_under_the_amount_of_its_currency(balance, low):
    """Low is what is under the amount set; no amount set, nothing is low."""
    lows = MappingProxyType({"EUR": 500, "JPY": 300})
    assert hotline(low_balances=lows).is_low(balance) == low


def test_a_debt_is_low_without_an_amount_set():
    """What is owed is low, whatever the operator has set."""
    assert hotline().is_low(Money(-1, "USD"))


def test_the_brand_is_named_as_each_language_does():
    """A language without a name for the brand uses the hotline's own."""
    names = [hotline().brand_in(locale) for locale in ("ja_JP", "nl_BE", "en")]
    assert names == ["サルド", "Saldo", "Saldo"]


def test_keys_mean_what_a_languages_speakers_expect():
    """Korea repeats with *; where nothing is set, * goes back and # skips."""
    korea = hotline(keys=MappingProxyType({"ko_KR": Keys("#", None, "*")}))
    assert korea.keys_of("ko_KR").repeat == "*"
    assert korea.keys_of("en") == Keys(back="*", skip="#", repeat=None)


NAMES = MappingProxyType({"eu": {"nl_BE": "Europabundel", "ja_JP": "欧州パック"}})


@pytest.mark.parametrize(
    ("locale", "name", "told"),
    [
        ("nl_BE", "eu", "Europabundel"),
        ("ja_JP", "eu", "欧州パック"),
        ("en", "eu", "eu"),
        ("nl_BE", "us", "us"),
    ],
)
def test_a_name_is_told_in_the_callers_language(locale, name, told):
    """What the account system calls something is translated, or told as it is."""
    assert hotline(names=NAMES).name_in(locale, name) == told


def test_a_question_is_offered_to_those_who_understand_its_answer():
    """Without a question or an answer in a language, nobody is offered it there."""
    both = Faq({"en": "Q", "nl_BE": "V"}, {"en": "A", "nl_BE": "W"})
    half = Faq({"en": "Q", "nl_BE": "V"}, {"en": "A"})
    empty = Faq({"en": "", "nl_BE": "V"}, {"en": "A", "nl_BE": "W"})
    asked = hotline(faqs=(both, half, empty))
    offered = {locale: asked.faqs_in(locale) for locale in ("en", "nl_BE", "ja_JP")}
    assert offered == {"en": (both, half), "nl_BE": (both, empty), "ja_JP": ()}
