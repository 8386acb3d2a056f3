"""What owners of a card hear: their balance, their allowances, and what went before."""

from dataclasses import replace
from datetime import timedelta

import pytest
from fakes.played import ACCOUNT, HOTLINE, heard, said

from ivr.dialogue.events import AccountRead, ChargesRead, TopUpsRead
from ivr.dialogue.walk import NOON
from ivr.domain.account import (
    AccountStatus,
    Charge,
    ChargeReason,
    PaymentMethod,
    TopUp,
)
from ivr.domain.money import Money
from ivr.domain.phrase import DayCount, MonthDay, Name, RecentDay, Term
from ivr.domain.plan import Allowance, Plan, Rate
from ivr.domain.usage import Bucket, Data, Minutes, UsageType

TODAY = NOON.date()
KEEPING = replace(HOTLINE, number_kept_days=90)
ACTIVE, SUSPENDED, EXPIRED = AccountStatus
DATA, VOICE, SMS, OTHER = UsageType


def after(days):
    return TODAY + timedelta(days)


def account(**changes):
    return AccountRead(replace(ACCOUNT, **changes))


def gaps(phrase):
    return dict(phrase.gaps)


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


def test_the_soonest_loss_comes_first():
    """Buckets that end sooner are told sooner, and say when."""
    buckets = (
        Bucket(SMS, 10, valid_until=after(30)),
        Bucket(DATA, 2_250_000, valid_until=after(2)),
        Bucket(VOICE, 8, 52),
    )
    lines = heard("2", account(buckets=buckets, valid_until=after(30)))
    assert [line.phrase.sentence for line in lines[:-2]] == [
        "data.left",
        "ends.days",
        "minutes.left_used",
        "messages.left",
    ]
    assert gaps(lines[0].phrase) == {"left": Data(2_200_000)}
    assert gaps(lines[1].phrase) == {"days": DayCount(2)}
    assert gaps(lines[2].phrase) == {"left": Minutes(8), "used": Minutes(52)}


@pytest.mark.parametrize(
    ("days", "sentence"),
    [(0, "ends.today"), (1, "ends.tomorrow"), (3, "ends.days"), (4, "ends.date")],
)
def test_an_early_end_is_told_as_people_tell_it(days, sentence):
    """Today, tomorrow, in some days, then a date."""
    bucket = Bucket(DATA, 10**6, valid_until=after(days))
    read = account(buckets=(bucket,), valid_until=after(60))
    assert said("2", read) == ["data.left", sentence]


NOTHING = ["allowances.none", "allowances.credit"]
ALLOWANCES = [
    ([Bucket(DATA, 0), Bucket(VOICE, 0), Bucket(SMS, 0)], NOTHING),
    ([], NOTHING),
    ([Bucket(DATA, -5), Bucket(VOICE, 1)], ["data.none", "minutes.left"]),
    ([Bucket(DATA, 0, is_unlimited=True)], ["data.unlimited"]),
    ([Bucket(VOICE, 0, is_unlimited=True)], ["minutes.unlimited"]),
    ([Bucket(SMS, 0, is_unlimited=True)], ["messages.unlimited"]),
    ([Bucket(VOICE, 0, 10)], ["minutes.none_used"]),
    ([Bucket(SMS, 0, 7), Bucket(VOICE, 0)], ["minutes.none", "messages.none_used"]),
    ([Bucket(SMS, 3, 7)], ["messages.left_used"]),
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


def test_credit_that_cannot_be_used_is_not_offered():
    """An expired or empty card with no allowances is not sent to its credit."""
    for changes in ({"status": EXPIRED}, {"balance": Money(0, "EUR")}):
        assert said("2", account(**changes))[-1] == "allowances.none"


def test_a_bucket_without_an_end_ends_with_the_card():
    """It is told where others last longer, and gone when the card has expired."""
    buckets = (Bucket(DATA, 5), Bucket(SMS, 10, valid_until=after(10)))
    told = said("2", account(buckets=buckets, valid_until=after(1)))
    assert told == ["valid.tomorrow", "data.left", "ends.tomorrow", "messages.left"]
    gone = said("2", account(buckets=buckets[:1], valid_until=after(-1)))
    assert gone == ["state.expired", "allowances.none"]


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


@pytest.mark.parametrize("key", ["1", "2"])
def test_a_suspended_card_is_said_to_be_before_anything(key):
    """State comes before numbers, whichever numbers were asked for."""
    assert said(key, account(status=SUSPENDED))[0] == "state.suspended"


def test_the_last_three_top_ups_are_told():
    """Amount, day and way of paying; a pending one as such; no more than three."""
    top_ups = (
        TopUp(Money(500, "EUR"), NOON, is_pending=True),
        TopUp(Money(1500, "EUR"), NOON - timedelta(1), PaymentMethod.CARD),
        TopUp(Money(2000, "EUR"), NOON - timedelta(40)),
        TopUp(Money(2500, "EUR"), NOON - timedelta(80)),
    )
    lines = heard("4 1", TopUpsRead(top_ups))
    assert [line.phrase.sentence for line in lines[:-2]] == [
        "top_ups.lead",
        "top_ups.pending",
        "top_ups.item",
        "top_ups.plain",
    ]
    assert lines[0].phrase.count == 3
    assert gaps(lines[2].phrase) == {
        "day": RecentDay(after(-1), TODAY),
        "amount": Money(1500, "EUR"),
        "method": Term("method.card"),
    }


def test_the_last_three_charges_are_told():
    """What for, how much, and when."""
    amount = Money(99, "EUR")
    charges = (
        Charge(amount, NOON, ChargeReason.ROAMING),
        Charge(amount, NOON, name="Premium SMS"),
        Charge(amount, NOON),
        Charge(amount, NOON),
    )
    lines = heard("4 2", ChargesRead(charges))
    assert [line.phrase.sentence for line in lines[:-2]] == [
        "charges.lead",
        "charges.item",
        "charges.item",
        "charges.plain",
    ]
    reasons = [gaps(line.phrase)["reason"] for line in lines[1:3]]
    assert reasons == [Term("reason.roaming"), Name("Premium SMS")]


def test_what_is_no_top_up_and_no_charge_is_not_told():
    """Nothing, and less than nothing, was neither put on the card nor taken from it."""
    for minor_units in (0, -500):
        amount = Money(minor_units, "EUR")
        assert said("4 1", TopUpsRead((TopUp(amount, NOON),))) == ["top_ups.none"]
        assert said("4 2", ChargesRead((Charge(amount, NOON),))) == ["charges.none"]


@pytest.mark.parametrize(
    ("key", "nothing", "sentence"),
    [("4 1", TopUpsRead(()), "top_ups.none"), ("4 2", ChargesRead(()), "charges.none")],
)
def test_nothing_yet_is_said_as_such(key, nothing, sentence):
    """A card without a history has a sentence, not a silence."""
    assert said(key, nothing) == [sentence]


def test_a_plan_is_told_with_what_it_holds_and_what_costs_beyond():
    """Its name, each allowance, each price; what has no limit costs nothing more."""
    plan = Plan(
        "travel",
        (Allowance(DATA, 10**7), Allowance(VOICE, 60), Allowance(SMS, None)),
        tuple(Rate(kind, Money(5, "EUR")) for kind in (DATA, VOICE, SMS)),
    )
    hotline = replace(HOTLINE, plans={"travel": plan})
    assert said("4 3", account(plan="travel"), hotline=hotline) == [
        "plan.name",
        "plan.data",
        "plan.minutes",
        "plan.messages_unlimited",
        "plan.beyond_data",
        "plan.beyond_minutes",
    ]
    assert said("4 3", account(plan="unheard of"), hotline=hotline) == ["plan.name"]
    assert said("4 3", account(), hotline=hotline) == ["plan.none"]
