"""A plan: what a card's product holds, and what costs beyond it."""

from dataclasses import dataclass

from ivr.domain.money import Money
from ivr.domain.usage import UsageType


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a plan holds of a usage type: an *amount* in its unit, None for no limit.

    Units are those of `Bucket`: kilobytes, minutes, messages.
    """

    usage_type: UsageType
    amount: int | None


@dataclass(frozen=True, slots=True)
class Rate:
    """The *price* of one megabyte, minute or message beyond the allowance."""

    usage_type: UsageType
    price: Money


@dataclass(frozen=True, slots=True)
class Plan:
    """A product; *name* is what accounts call it, which a hotline's names translate."""

    name: str
    allowances: tuple[Allowance, ...] = ()
    rates: tuple[Rate, ...] = ()

    def is_unlimited(self, usage_type: UsageType) -> bool:
        """Tell whether the plan holds *usage_type* without a limit."""
        return Allowance(usage_type, None) in self.allowances
