"""Amounts with their unit (TMF's `Quantity`), read exactly or not at all."""

import math
import re
from decimal import Decimal
from fractions import Fraction

from ivr.accounts.tmf654.terms import Measure, Terms, Unit, spelled
from ivr.domain.money import Money

NUMBER = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,18})?")
WORD = re.compile(r"[^\W\d_]{1,12}")
MOST_DIGITS = 15
"""Before the point: no card holds more, whatever its unit."""
FINEST_DIGITS = 30


class UnreadableError(Exception):
    """What the charging system told cannot be read; the words quote nothing of it."""


def amount_in(quantity: object, terms: Terms) -> tuple[Fraction, str]:
    """Give the amount of *quantity* and what it counts: a currency or a Measure."""
    if not isinstance(quantity, dict):
        raise UnreadableError("there is no amount")
    # TMF654's own Money calls them value and unit.
    units = quantity.get("units", quantity.get("unit"))
    unit = unit_of(units, terms)
    if unit is None:
        # Words only: a unit that nobody knows could be anything.
        name = units if isinstance(units, str) and WORD.fullmatch(units) else "…"
        raise UnreadableError(f"the unit of an amount is not known: {name}")
    return number(quantity.get("amount", quantity.get("value"))) * unit.size, unit.of


def unit_of(units: object, terms: Terms) -> Unit | None:
    """Give the unit that is called *units*; none at all is money, if so agreed."""
    is_named = units is not None and units != ""
    return terms.vocabulary.units.get(spelled(units if is_named else terms.currency))


def is_measured(quantity: object, terms: Terms) -> bool:
    """Tell whether *quantity* is counted in something that is known to be no money."""
    unit = unit_of(quantity.get("units"), terms) if isinstance(quantity, dict) else None
    return unit is not None and unit.of in set(Measure)


def money_in(quantity: object, terms: Terms) -> Money:
    """Give *quantity* as money, exact to the minor unit."""
    amount, currency = amount_in(quantity, terms)
    if currency in set(Measure):
        raise UnreadableError("an amount of money is counted in something else")
    if amount.denominator != 1 and not terms.rounds_down:
        raise UnreadableError("an amount of money is finer than its minor unit")
    return Money(math.floor(amount), currency)


def number(value: object) -> Fraction:
    """Give *value*, as JSON has it, exactly."""
    if isinstance(value, str) and NUMBER.fullmatch(value.strip()):
        value = Decimal(value.strip())
    if isinstance(value, int) and not isinstance(value, bool):
        value = Decimal(value)
    if not isinstance(value, Decimal) or not value.is_finite():
        raise UnreadableError("an amount is no number")
    # Before anything is computed: 1e999999999 would fill the memory.
    exponent = int(value.as_tuple().exponent)
    if value and (value.adjusted() >= MOST_DIGITS or exponent < -FINEST_DIGITS):
        raise UnreadableError("an amount is absurd")
    return Fraction(value) if value else Fraction(0)
