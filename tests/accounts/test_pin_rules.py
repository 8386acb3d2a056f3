"""Which PINs are too easy, and what is issued instead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.accounts.pin_rules import COMMON, Weakness, issued, weakness

OWN = "+32470654321"

WEAK = {
    Weakness.LENGTH: ["12345", "1234567", "12a456", "１２３４５６", ""],
    Weakness.REPEAT: ["111111", "121212", "123123", "000000", "112233", "7777", "1212"],
    Weakness.RUN: ["123456", "654321", "890123", "135791", "1234", "8642"],
    Weakness.DATE: ["1987", "2024", "311299", "123199", "991231", "24121990", "2902"],
    Weakness.KEYPAD: ["2580", "147258", "1470", "1478", "3698", "741236", "0896"],
    Weakness.OWN_NUMBER: ["70654", "7065", "65432", "0470", "04706543", "0032"],
    Weakness.COMMON: ["1342", "3141", "246810", "456123", "5201314", "8675309"],
}
SQUARES = ["1379", "9713", "7485", "4578", "2486", "1245", "599866"]
"""Corners, and four keys side by side, in whatever order."""
GOOD = ["271828", "161803", "141421", "8065", "4937", "90371846"]


@pytest.mark.parametrize(
    ("pin", "why"), [(pin, why) for why, pins in WEAK.items() for pin in pins]
)
def test_a_weak_pin_is_refused(pin, why):
    """What a guesser tries first is refused, whatever else it is."""
    digits = 6 if why is Weakness.LENGTH else len(pin)
    found = weakness(pin, OWN, digits)
    assert found is why or (found and why is not Weakness.LENGTH)


@pytest.mark.parametrize("pin", ["2580", "1478", "3698", "741236", *SQUARES])
def test_what_is_drawn_on_the_keypad_is_refused(pin):
    """Columns, ways from key to key, and squares."""
    assert weakness(pin, OWN, len(pin)) is Weakness.KEYPAD


@pytest.mark.parametrize(
    ("msisdn", "pin"),
    [
        (OWN, "047065"),
        (OWN, "0470"),
        (OWN, "04706543"),
        (OWN, "3247"),
        (OWN, "003247"),
        ("+819017345628", "09017"),
        ("+821017345628", "0101734"),
        ("+8613917345628", "1391"),
    ],
)
def test_the_own_number_is_refused_as_it_is_keyed_in(msisdn, pin):
    """At home, where most numbers begin with 0, and from abroad."""
    assert weakness(pin, msisdn, len(pin)) is Weakness.OWN_NUMBER


def test_the_list_holds_what_no_rule_finds():
    """Whoever reads it sees what the rules leave open, and nothing else."""
    stranger = "+447700900123"
    assert {weakness(pin, stranger, len(pin)) for pin in COMMON} == {Weakness.COMMON}


@pytest.mark.parametrize("pin", GOOD)
def test_any_other_is_taken(pin):
    """Few PINs are refused: what no list begins with is good enough."""
    assert weakness(pin, OWN, len(pin)) is None


@given(digits=st.integers(4, 8))
def test_an_issued_pin_is_never_weak(digits):
    """A random PIN has the digits it needs, and is none that a guesser tries first."""
    pin = issued(OWN, digits)
    assert len(pin) == digits
    assert weakness(pin, OWN, digits) is None


def test_most_pins_are_good():
    """About nine in ten PINs of four digits are left to choose from."""
    good = sum(weakness(f"{n:04}", OWN, 4) is None for n in range(10_000))
    assert 0.85 < good / 10_000 < 0.92
