"""Money as an integer of minor units."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of *currency* (ISO 4217) in its *minor_units*: EUR 12.05 is 1205.

    JPY and KRW have no minor unit, so JPY 1250 is 1250. How many decimals a
    currency has is known in one place, `ivr.speech.currencies`.
    """

    minor_units: int
    currency: str

    def __abs__(self) -> "Money":
        """Give the same amount without its sign."""
        return Money(abs(self.minor_units), self.currency)
