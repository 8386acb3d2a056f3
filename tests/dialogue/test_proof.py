"""The proof: whose account it is, and the PIN."""

import pytest
from fakes.played import (
    ACCOUNT,
    AT_PIN,
    OWNER,
    PROVEN,
    RECOGNISED,
    STRANGER,
    play,
    sentences,
)

from ivr.dialogue.acts import HangUp, ReadAccount, ReadCharges, ReadTopUps, Transfer
from ivr.dialogue.call import Place
from ivr.dialogue.events import (
    AccountRead,
    Answered,
    Failed,
    PinChecked,
    PinsClosed,
    Silent,
    press,
)
from ivr.dialogue.step import step
from ivr.dialogue.walk import NIGHT, NOON


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
        assert sentences(move)[0] == ("pin.end" if tries == 3 else "pin.again")


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
        assert sentences(closed)[0] == "pin.closed"
