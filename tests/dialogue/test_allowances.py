"""What owners of a card hear of their data, minutes and messages."""

from dataclasses import replace
from datetime import timedelta

import pytest
from fakes.played import HOTLINE, account, after, gaps, heard, said

from ivr.dialogue.walk import NOON
from ivr.domain.account import AccountStatus
from ivr.domain.money import Money
from ivr.domain.phrase import DayCount, Name
from ivr.domain.usage import Bucket, Data, Minutes, UsageType

DATA, VOICE, SMS, OTHER = UsageType
NOTHING = ["allowances.none", "allowances.credit"]
ALLOWANCES = [
    ([Bucket(DATA, 0), Bucket(VOICE, 0), Bucket(SMS, 0)], NOTHING),
    ([], NOTHING),
    ([Bucket(DATA, -5), Bucket(VOICE, 1)], ["data.none", "minutes.left"]),
    ([Bucket(DATA, 0, is_unlimited=True)], ["data.unlimited"]),
    ([Bucket(VOICE, 0, is_unlimited=True)], ["minutes.unlimited"]),
    ([Bucket(SMS, 0, is_unlimited=True)], ["messages.unlimited"]),
    ([Bucket(VOICE, 0, 10)], ["minutes.none"]),
    ([Bucket(SMS, 0, 7), Bucket(VOICE, 0)], ["minutes.none", "messages.none"]),
    ([Bucket(SMS, 3, 7)], ["messages.left", "messages.used"]),
    ([Bucket(DATA, 5, is_shared=True)], ["data.left", "allowances.shared"]),
    ([Bucket(OTHER, 3, name="roaming")], ["other.left"]),
    ([Bucket(OTHER, 0, name="x"), Bucket(SMS, 1)], ["messages.left", "other.none"]),
    ([Bucket(OTHER, 0, name="x", is_unlimited=True)], ["other.unlimited"]),
    ([Bucket(DATA, 5, name="Europe")], ["allowances.name", "data.left"]),
    ([Bucket(OTHER, 3)], ["other.left"]),
    ([Bucket(DATA, 5), Bucket(DATA, 7)], ["data.left"]),
    ([Bucket(DATA, 0, valid_until=after(9)), Bucket(DATA, 5)], ["data.left"]),
    ([Bucket(DATA, 5), Bucket(DATA, 0, is_unlimited=True)], ["data.unlimited"]),
    (
        [Bucket(DATA, 5, valid_until=after(1)), Bucket(DATA, 5)],
        ["data.left", "ends.tomorrow", "allowances.also", "data.left"],
    ),
    ([Bucket(DATA, 5, valid_until=after(-1)), Bucket(SMS, 1)], ["messages.left"]),
]


@pytest.mark.parametrize(("buckets", "sentences"), ALLOWANCES)
def test_an_allowance_is_said_as_it_stands(buckets, sentences):
    """Unlimited, shared, used up, unknown, under zero, twice: each has its words."""
    assert said("2", account(buckets=tuple(buckets), valid_until=None)) == sentences


def test_the_soonest_loss_comes_first():
    """Buckets that end sooner are told sooner, and say when."""
    buckets = (
        Bucket(SMS, 10, valid_until=after(30)),
        Bucket(DATA, 2_250_000, valid_until=after(2)),
        Bucket(VOICE, 8, 52),
    )
    lines = heard("2", account(buckets=buckets, valid_until=after(30)))
    assert [line.phrase.sentence for line in lines[:-1]] == [
        "data.left",
        "ends.days",
        "minutes.left",
        "minutes.used",
        "messages.left",
    ]
    assert gaps(lines[0].phrase) == {"left": Data(2_200_000)}
    assert gaps(lines[1].phrase) == {"days": DayCount(2)}
    assert gaps(lines[2].phrase) == {"left": Minutes(8)}
    assert gaps(lines[3].phrase) == {"used": Minutes(52)}


@pytest.mark.parametrize(
    ("days", "sentence"),
    [(0, "ends.today"), (1, "ends.tomorrow"), (3, "ends.days"), (4, "ends.date")],
)
def test_an_early_end_is_told_as_people_tell_it(days, sentence):
    """Today, tomorrow, in some days, then a date."""
    bucket = Bucket(DATA, 10**6, valid_until=after(days))
    read = account(buckets=(bucket,), valid_until=after(60))
    assert said("2", read) == ["data.left", sentence]


def test_credit_that_cannot_be_used_is_not_offered():
    """An expired or empty card with no allowances is not sent to its credit."""
    for changes in ({"status": AccountStatus.EXPIRED}, {"balance": Money(0, "EUR")}):
        assert "allowances.credit" not in said("2", account(**changes))


def test_a_bucket_without_an_end_ends_with_the_card():
    """It is told where others last longer, and gone when the card has expired."""
    buckets = (Bucket(DATA, 5), Bucket(SMS, 10, valid_until=after(10)))
    told = said("2", account(buckets=buckets, valid_until=after(1)))
    allowances = ["data.left", "ends.tomorrow", "messages.left"]
    assert told == [*allowances, "valid.tomorrow", "balance.top_up"]
    gone = said("2", account(buckets=buckets[:1], valid_until=after(-1)))
    assert gone == ["state.expired", "allowances.none", "balance.top_up"]


def test_old_figures_tell_their_hour_even_if_they_are_nothing():
    """No allowances two days ago is no news of now."""
    read = account(as_of=NOON - timedelta(2), valid_until=None)
    assert said("2", read)[-1] == "asof.day"


def test_buckets_that_nobody_could_tell_apart_are_added_up():
    """Two of one kind with one end are one; one under zero takes nothing from it."""
    buckets = tuple(Bucket(DATA, kb) for kb in (500_000, 700_000, -100))
    line = heard("2", account(buckets=buckets))[0]
    assert gaps(line.phrase) == {"left": Data(1_200_000)}


def test_a_kind_that_we_do_not_know_is_told_by_its_name():
    """The operator's names are said in the caller's language, else as they are."""
    named = replace(HOTLINE, names={"eu": {"nl_BE": "Europabundel"}})
    for name, spoken in (("eu", "Europabundel"), ("us", "us")):
        read = account(buckets=(Bucket(OTHER, 3, name=name),))
        line = heard("2", read, hotline=named)[0]
        assert gaps(line.phrase) == {"name": Name(spoken), "left": 3}
