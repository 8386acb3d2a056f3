"""Which PINs are too easy, and what is issued instead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.accounts.pin_rules import Weakness, issued, weakness

OWN = "+32470654321"

WEAK = {
    Weakness.LENGTH: ["12345", "1234567", "12a456", "１２３４５６", ""],
    Weakness.REPEAT: ["111111", "121212", "123123", "000000", "112233", "7777", "1212"],
    Weakness.RUN: ["123456", "654321", "890123", "135791", "1234", "8642"],
    Weakness.DATE: ["1987", "2024", "311299", "123199", "991231", "24121990", "2902"],
    Weakness.KEYPAD: ["2580", "147258", "159753", "1470"],
    Weakness.OWN_NUMBER: ["470654", "4706", "065432"],
    Weakness.COMMON: ["1004", "696969", "520520", "5201314"],
}
GOOD = ["271828", "161803", "141421", "8065", "4937", "90371846"]


@pytest.mark.parametrize(
    ("pin", "why"), [(pin, why) for why, pins in WEAK.items() for pin in pins]
)
def test_a_weak_pin_is_refused(pin, why):
    """What a guesser tries first is refused, whatever else it is."""
    digits = 6 if why is Weakness.LENGTH else len(pin)
    found = weakness(pin, OWN, digits)
    assert found is why or (found and why is not Weakness.LENGTH)


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
    assert 0.85 < good / 10_000 < 0.97
