"""The rules of a call: what holds whatever happens, and where something fails."""

from dataclasses import replace

import pytest
from fakes.played import ACCOUNT, HOTLINE, OWNER, PROVEN, play, sentences
from hypothesis import given
from hypothesis import strategies as st

from ivr.dialogue.acts import (
    Ask,
    CheckPin,
    HangUp,
    ReadAccount,
    ReadCharges,
    ReadTopUps,
    Transfer,
    Wait,
)
from ivr.dialogue.call import Place, begin
from ivr.dialogue.events import (
    AccountRead,
    AgentLeft,
    Answered,
    CalledTooOften,
    ChargesRead,
    Delayed,
    Failed,
    LastedTooLong,
    PinChecked,
    Silent,
    TopUpsRead,
    Waited,
    press,
)
from ivr.dialogue.step import step
from ivr.dialogue.variety import accounts, charges, top_ups
from ivr.dialogue.walk import NIGHT, NOON, walk
from ivr.domain.money import Money

WISHES = ReadAccount | CheckPin | ReadTopUps | ReadCharges

events = st.one_of(
    st.builds(Answered, st.just(NOON), st.sampled_from([None, OWNER])),
    st.builds(CalledTooOften, st.just(NOON), st.just(OWNER)),
    st.builds(LastedTooLong),
    st.builds(press, st.text("0123456789*#", max_size=24)),
    st.builds(Silent),
    st.builds(AgentLeft, st.booleans()),
    st.builds(AccountRead, st.sampled_from([None, *accounts(HOTLINE, NOON)])),
    st.builds(TopUpsRead, st.sampled_from([*top_ups(NOON)])),
    st.builds(ChargesRead, st.sampled_from([*charges(HOTLINE, NOON)])),
    st.builds(PinChecked, st.booleans()),
    st.builds(Delayed),
    st.builds(Waited),
    st.builds(Failed),
)

calls = st.builds(
    replace,
    st.just(begin(HOTLINE)),
    place=st.sampled_from(Place),
    locale=st.sampled_from(HOTLINE.languages),
    at=st.sampled_from([None, NOON, NIGHT]),
    caller=st.sampled_from([None, OWNER]),
    claimed=st.sampled_from([None, OWNER]),
    is_recognised=st.booleans(),
    proven=st.booleans(),
    wanted=st.sampled_from(Place),
    keyed=st.sampled_from(["", "0032470"]),
    just_entered=st.booleans(),
    pin_failures=st.integers(0, 3),
    is_waiting=st.booleans(),
    misses_here=st.integers(0, 4),
    misses=st.integers(0, 8),
    repeats=st.integers(0, 2),
)


@given(calls, events)
def test_every_event_is_answered_at_every_place(call, event):
    """Whatever happens wherever, the caller is asked, connected, or told why not."""
    move = step(call, event)
    assert isinstance(move.then, Ask | Transfer | Wait | HangUp | WISHES)
    if isinstance(move.then, HangUp | Transfer | Wait):
        assert move.lines


@given(calls, events)
def test_private_things_need_a_proof(call, event):
    """A figure is said only after the PIN of that account was right."""
    said = step(call, event).lines
    assert call.proven or not any(line.phrase.is_personal for line in said)


def test_a_step_is_taken_once_in_a_walk():
    """The walk comes to an end, and ends calls both ways."""
    ends = {type(taken.move.then) for taken in walk(HOTLINE, ["nl_BE"])}
    assert {Ask, HangUp, Transfer, Wait, *WISHES.__args__} == ends


@pytest.mark.parametrize(
    ("minor_units", "sentence"),
    [
        (1205, "balance.amount"),
        (500, "balance.amount"),
        (499, "balance.low"),
        (0, "balance.none"),
        (-1, "balance.owed"),
    ],
)
def test_a_balance_has_words_of_its_own(minor_units, sentence):
    """None, little and less than nothing are said as such."""
    account = replace(ACCOUNT, balance=Money(minor_units, "EUR"))
    assert sentences(play(*PROVEN, AccountRead(account)))[0] == sentence


@pytest.mark.parametrize("event", [Failed(), AccountRead(None)])
def test_a_source_that_fails_is_told_and_the_menu_follows(event):
    """A balance that cannot be read is an honest sentence, never a figure."""
    move = play(*PROVEN, event)
    assert move.call.place is Place.MENU
    assert isinstance(move.then, Ask)
