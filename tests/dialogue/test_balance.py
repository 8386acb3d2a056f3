"""What owners of a card hear of their money: how it stands, and until when."""

from dataclasses import replace
from datetime import timedelta

import pytest
from fakes.played import HOTLINE, account, after, gaps, heard, said

from ivr.dialogue.walk import NOON
from ivr.domain.account import AccountStatus
from ivr.domain.money import Money
from ivr.domain.phrase import MonthDay

KEEPING = replace(HOTLINE, number_kept_days=90)
ACTIVE, SUSPENDED, EXPIRED = AccountStatus

BALANCES = [
    # days of validity, status, minor units -> what is said
    (400, ACTIVE, 1205, ["balance.amount", "valid.until"]),
    (4, ACTIVE, 1205, ["balance.amount", "valid.until"]),
    (3, ACTIVE, 1205, ["valid.days", "balance.amount"]),
    (2, ACTIVE, 1205, ["valid.days", "balance.amount"]),
    (1, ACTIVE, 1205, ["valid.tomorrow", "balance.amount"]),
    (0, ACTIVE, 1205, ["valid.today", "balance.amount"]),
    (-1, ACTIVE, 1205, ["state.expired", "balance.amount", "valid.lost"]),
    (-4, EXPIRED, 1205, ["state.expired", "balance.amount", "valid.lost"]),
    (-91, EXPIRED, 1205, ["state.expired", "balance.amount"]),
    (9, EXPIRED, 1205, ["state.expired", "balance.amount"]),
    (None, ACTIVE, 1205, ["balance.amount"]),
    (20, ACTIVE, 0, ["balance.none", "balance.top_up", "valid.until"]),
    (3, ACTIVE, 0, ["valid.days", "balance.none", "balance.top_up"]),
    (20, ACTIVE, 499, ["balance.low", "valid.until"]),
    (1, ACTIVE, 499, ["valid.tomorrow", "balance.amount"]),
    (-4, EXPIRED, 499, ["state.expired", "balance.amount", "valid.lost"]),
    (20, ACTIVE, -1, ["balance.owed", "balance.top_up", "valid.until"]),
    (-9, SUSPENDED, 0, ["state.suspended", "balance.none", "state.suspended_agent"]),
    (
        9,
        SUSPENDED,
        1205,
        ["state.suspended", "balance.amount", "valid.until", "state.suspended_agent"],
    ),
]


@pytest.mark.parametrize(("days", "status", "minor_units", "sentences"), BALANCES)
def test_state_comes_before_money_and_validity_after(
    days, status, minor_units, sentences
):
    """What matters most is said first; then the money, then until when."""
    ends = None if days is None else after(days)
    read = account(valid_until=ends, status=status, balance=Money(minor_units, "EUR"))
    assert said("1", read, hotline=KEEPING) == sentences


@pytest.mark.parametrize("key", ["1", "2"])
def test_a_suspended_card_is_said_to_be_before_anything(key):
    """State comes before numbers, whichever numbers were asked for."""
    assert said(key, account(status=SUSPENDED))[0] == "state.suspended"


def test_the_day_the_number_is_lost_is_told():
    """A number kept for ninety days is lost on the ninety-first."""
    read = account(valid_until=after(-4), status=EXPIRED)
    lost = heard("1", read, hotline=KEEPING)[2].phrase
    day = after(-4) + timedelta(91)
    assert gaps(lost) == {"date": MonthDay(day.month, day.day)}
    assert "valid.lost" not in said("1", read)


def test_the_year_is_said_where_it_is_not_clear():
    """A date in this year or soon has no year; a far one has."""
    near, far = (
        gaps(heard("1", account(valid_until=after(days)))[1].phrase)["date"]
        for days in (300, 301)
    )
    assert isinstance(near, MonthDay)
    assert far == after(301)


@pytest.mark.parametrize(
    ("minutes", "sentence"),
    [(0, []), (5, []), (6, ["asof.time"]), (24 * 60, ["asof.day"])],
)
def test_figures_that_are_not_of_now_tell_their_hour(minutes, sentence):
    """What is older than five minutes is said to be."""
    read = account(as_of=NOON - timedelta(minutes=minutes), valid_until=None)
    assert said("1", read) == ["balance.amount", *sentence]


def test_who_asks_again_twice_hears_it_slowly_and_by_figures():
    """The second repeat is slower, and reads the amount figure by figure."""
    once, twice = (heard("1", account(), again=n) for n in (1, 2))
    assert not any(line.slowly for line in once)
    assert all(line.slowly for line in twice)
    assert "balance.figures" in [line.phrase.sentence for line in twice]
    thrice = heard("1", account(), again=3)
    assert thrice == twice
