"""What owners of a card hear of before, and of their plan."""

from dataclasses import replace
from datetime import timedelta

import pytest
from fakes.played import HOTLINE, account, after, gaps, heard, said

from ivr.dialogue.events import ChargesRead, TopUpsRead
from ivr.dialogue.walk import NOON
from ivr.domain.account import Charge, ChargeReason, PaymentMethod, TopUp
from ivr.domain.money import Money
from ivr.domain.phrase import Name, RecentDay, Term
from ivr.domain.plan import Allowance, Plan, Rate
from ivr.domain.usage import UsageType


def test_the_last_three_top_ups_are_told():
    """Amount, day and way of paying; a pending one as such; no more than three."""
    top_ups = (
        TopUp(Money(500, "EUR"), NOON, is_pending=True),
        TopUp(Money(1500, "EUR"), NOON - timedelta(1), PaymentMethod.CARD),
        TopUp(Money(2000, "EUR"), NOON - timedelta(40)),
        TopUp(Money(2500, "EUR"), NOON - timedelta(80)),
    )
    lines = heard("4 1", TopUpsRead(top_ups))
    assert [line.phrase.sentence for line in lines[:-1]] == [
        "top_ups.lead",
        "top_ups.pending",
        "top_ups.item",
        "top_ups.plain",
    ]
    assert lines[0].phrase.count == 3
    assert gaps(lines[2].phrase) == {
        "day": RecentDay(after(-1), after(0)),
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
    assert [line.phrase.sentence for line in lines[:-1]] == [
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
    data, voice, sms, _ = UsageType
    plan = Plan(
        "travel",
        (Allowance(data, 10**7), Allowance(voice, 60), Allowance(sms, None)),
        tuple(Rate(kind, Money(5, "EUR")) for kind in (data, voice, sms)),
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
