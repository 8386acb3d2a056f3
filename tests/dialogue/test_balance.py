"""What owners of a card hear of their money: how it stands, and until when."""

from dataclasses import replace
from datetime import timedelta

import pytest
from fakes.played import (
    HOTLINE,
    RECOGNISED,
    account,
    after,
    gaps,
    heard,
    play,
    said,
    sentences,
)

from ivr.dialogue.events import PinChecked, press
from ivr.dialogue.walk import NOON
from ivr.domain.account import AccountStatus
from ivr.domain.money import Money
from ivr.domain.phrase import MonthDay, Name

KEEPING = replace(HOTLINE, number_kept_days=90)
ACTIVE, SUSPENDED, EXPIRED = AccountStatus

TOP_UP = "balance.top_up"
BALANCES = [
    # days of validity, status, minor units -> what is said
    (400, ACTIVE, 1205, ["balance.amount", "valid.until"]),
    (4, ACTIVE, 1205, ["balance.amount", "valid.until"]),
    (3, ACTIVE, 1205, ["balance.amount", "valid.days", TOP_UP]),
    (2, ACTIVE, 1205, ["balance.amount", "valid.days", TOP_UP]),
    (1, ACTIVE, 1205, ["balance.amount", "valid.tomorrow", TOP_UP]),
    (0, ACTIVE, 1205, ["balance.amount", "valid.today", TOP_UP]),
    (-1, ACTIVE, 1205, ["state.expired", "balance.amount", "valid.lost", TOP_UP]),
    (-4, EXPIRED, 1205, ["state.expired", "balance.amount", "valid.lost", TOP_UP]),
    (-90, EXPIRED, 1205, ["state.expired", "balance.amount", "valid.lost", TOP_UP]),
    (-91, EXPIRED, 1205, ["state.expired", "balance.amount"]),
    (-91, EXPIRED, 0, ["state.expired", "balance.none"]),
    (9, EXPIRED, 1205, ["state.expired", "balance.amount", TOP_UP]),
    (None, ACTIVE, 1205, ["balance.amount"]),
    (20, ACTIVE, 0, ["balance.none", "valid.until", TOP_UP]),
    (3, ACTIVE, 0, ["balance.none", "valid.days", TOP_UP]),
    (20, ACTIVE, 499, ["balance.low", "valid.until", TOP_UP]),
    (1, ACTIVE, 499, ["balance.low", "valid.tomorrow", TOP_UP]),
    (-4, EXPIRED, 499, ["state.expired", "balance.low", "valid.lost", TOP_UP]),
    (20, ACTIVE, -1, ["balance.owed", "valid.until", TOP_UP]),
    (-9, SUSPENDED, 0, ["state.suspended", "balance.none", "state.suspended_agent"]),
    (9, SUSPENDED, 1, ["state.suspended", "balance.low", "state.suspended_agent"]),
]


@pytest.mark.parametrize(("days", "status", "minor_units", "sentences"), BALANCES)
def test_state_comes_before_money_and_validity_after(
    days, status, minor_units, sentences
):
    """State first, then the money, then until when, then what to do about it."""
    ends = None if days is None else after(days)
    read = account(valid_until=ends, status=status, balance=Money(minor_units, "EUR"))
    assert said("1", read, hotline=KEEPING) == sentences


@pytest.mark.parametrize("key", ["1", "2"])
def test_a_suspended_card_is_said_to_be_before_anything(key):
    """State comes before numbers, whichever numbers were asked for."""
    assert said(key, account(status=SUSPENDED))[0] == "state.suspended"


def test_the_last_day_that_keeps_the_number_is_told():
    """A number kept for ninety days is safe on the ninetieth, which is the day told."""
    read = account(valid_until=after(-4), status=EXPIRED)
    lost = heard("1", read, hotline=KEEPING)[2].phrase
    day = after(-4) + timedelta(90)
    assert gaps(lost) == {"date": MonthDay(day.month, day.day)}
    assert "valid.lost" not in said("1", read)


def both(key, other, read):
    """Give what is said of *read* under one key of the main menu, then under another."""
    entered = (*RECOGNISED, press(key), press("161803"), PinChecked(right=True), read)
    first = play(*entered)
    return [sentences(first), sentences(play(*entered, press("*"), press(other), read))]


@pytest.mark.parametrize("keys", [("1", "2"), ("2", "1")])
@pytest.mark.parametrize(
    ("changes", "once"),
    [
        ({"status": SUSPENDED}, {"state.suspended", "state.suspended_agent"}),
        ({"valid_until": after(-4), "status": EXPIRED}, {"state.expired"}),
        ({"valid_until": after(1)}, {"valid.tomorrow", TOP_UP}),
    ],
)
def test_the_state_of_a_card_is_told_once_in_a_call(keys, changes, once):
    """The first report tells it, and the next does not tell it again."""
    first, second = both(*keys, account(**changes))
    assert once <= set(first)
    assert once.isdisjoint(second)


def test_what_is_repeated_tells_the_state_again():
    """Who asks to hear a report again hears all of it."""
    read = account(valid_until=after(1))
    assert heard("1", read, again=1)[1].phrase.sentence == "valid.tomorrow"


def test_how_to_top_up_is_told_in_the_operators_words():
    """Where the operator has own words they take the place of ours."""
    own = replace(HOTLINE, top_up_words={"nl_BE": "Herlaad in onze winkels."})
    line = heard("1", account(balance=Money(0, "EUR")), hotline=own)[-2]
    assert line.phrase.sentence == "balance.top_up_own"
    assert gaps(line.phrase) == {"words": Name("Herlaad in onze winkels.")}


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
