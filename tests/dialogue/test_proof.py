"""The proof: whose account it is, and the PIN."""

from dataclasses import replace

import pytest
from fakes.played import (
    ACCOUNT,
    AT_PIN,
    HOTLINE,
    OWNER,
    PROVEN,
    RECOGNISED,
    STRANGER,
    gaps,
    play,
    sentences,
)

from ivr.dialogue.acts import HangUp, ReadAccount, ReadCharges, ReadTopUps, Transfer
from ivr.dialogue.call import Place
from ivr.dialogue.events import (
    AccountRead,
    AgentLeft,
    Answered,
    Failed,
    PinChecked,
    PinsClosed,
    Silent,
    press,
)
from ivr.dialogue.step import step
from ivr.dialogue.walk import NIGHT, NOON
from ivr.domain.phrase import Name, Term


def test_the_pin_is_always_asked_and_once():
    """The number that calls proves nothing; a proof lasts for the call."""
    assert play(*AT_PIN).call.place is Place.PIN
    again = play(*PROVEN, AccountRead(ACCOUNT), press("*"), press("1"))
    assert again.then == ReadAccount(OWNER)


def test_an_unknown_number_and_another_pin_take_the_same_way():
    """What is said after a PIN does not tell whether the number has an account."""
    typed = (STRANGER, press("1"), press("1"), press("0470123456"))
    for tries in (1, 2, 3):
        refused = [press("000000"), PinChecked(right=False), press("0470999999")]
        move = play(*typed, *(refused * tries)[:-1])
        assert sentences(move)[0] == ("pin.person" if tries == 3 else "pin.again")


def test_a_third_wrong_pin_leads_to_a_person_or_to_words():
    """While people answer somebody helps; at night the caller hears what to do, and when."""
    refused = [press("000000"), PinChecked(right=False)] * 3
    at = {it: (Answered(it, OWNER), AccountRead(ACCOUNT)) for it in (NOON, NIGHT)}
    helped = play(*at[NOON], press("1"), *refused)
    assert helped.then == Transfer("+3222340001")
    assert sentences(helped) == ["pin.person", "agent.connecting"]
    ended = play(*at[NIGHT], press("1"), *refused)
    assert isinstance(ended.then, HangUp)
    assert sentences(ended) == ["pin.end", "pin.end_agent", "agent.hours"]


@pytest.mark.parametrize(
    ("entered", "number"),
    [
        ((*RECOGNISED, press("1")), ()),
        ((STRANGER, press("1"), press("1")), (press("0470123456"),)),
    ],
    ids=["recognised", "stranger"],
)
def test_a_call_takes_no_fourth_pin(entered, number):
    """Where the person does not answer, the menu leads back to a person, not to a PIN."""
    refused = [*number, press("000000"), PinChecked(right=False)] * 3
    busy = play(*entered, *refused, AgentLeft(reached=False))
    assert sentences(busy)[0] == "agent.busy"
    again = step(busy.call, press("1"))
    assert again.then == Transfer("+3222340001")
    assert sentences(again) == ["pin.person", "agent.connecting"]


def test_the_pin_is_asked_by_its_name_and_length():
    """The name is the catalogue's, or the operator's own; the length is the hotline's."""
    asked = play(*AT_PIN).lines[0].phrase
    assert gaps(asked) == {"digits": Term("digits.6"), "code": Term("code.name")}
    own = replace(HOTLINE, pin_digits=4, pin_names={"nl_BE": "servicecode"})
    asked = play(*AT_PIN, hotline=own).lines[0].phrase
    assert gaps(asked) == {"digits": Term("digits.4"), "code": Name("servicecode")}


def test_a_pin_of_another_length_is_no_try():
    """Too few digits are asked again and do not count against the account."""
    move = play(*AT_PIN, press("12"))
    assert sentences(move) == ["pin.other_key", "pin.ask"]
    assert move.call.pin_failures == 0


def test_a_number_with_country_code_is_taken_in_two_parts():
    """A number longer than those of the country is awaited to its end, in silence."""
    asked = (STRANGER, press("1"), press("1"))
    begun = play(*asked, press("0032470123"))
    assert begun.lines == ()
    whole = play(*asked, press("0032470123"), press("456"))
    assert whole.call.claimed == OWNER
    assert sentences(play(*asked, press("0032470123"), Silent()))[0] == (
        "number.silence"
    )


@pytest.mark.parametrize("key", ["2", "4 1", "4 2", "4 3"])
def test_private_reports_lead_through_the_pin(key):
    """Whatever was asked for is told once the PIN was right."""
    keys = [press(one) for one in key.split()]
    assert play(*RECOGNISED, *keys).call.place is Place.PIN
    proven = play(*RECOGNISED, *keys, press("1" * 6), PinChecked(right=True))
    assert isinstance(proven.then, ReadAccount | ReadTopUps | ReadCharges)
    failed = step(proven.call, Failed())
    assert sentences(failed) == ["report.unavailable", "menu.agent"]


def test_when_no_pin_is_taken_a_person_is_asked_or_the_call_ends_kindly():
    """A spray on other accounts is no caller's fault, and no caller is left alone."""
    for at, then in ((NOON, Transfer("+3222340001")), (NIGHT, HangUp())):
        entered = (Answered(at, OWNER), AccountRead(ACCOUNT), press("1"))
        closed = play(*entered, press("161803"), PinsClosed())
        assert closed.then == then
        assert sentences(closed)[0] == ("pin.person" if at == NOON else "pin.closed")
