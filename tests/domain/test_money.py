"""Amounts of money."""

import pytest

from ivr.domain.money import Money


@pytest.mark.parametrize("minor_units", [1205, -1205])
def test_a_debt_has_an_amount(minor_units):
    """What is owed is the same amount without its sign, in the same currency."""
    assert abs(Money(minor_units, "EUR")) == Money(1205, "EUR")
