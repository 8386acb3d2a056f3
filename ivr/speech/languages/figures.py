"""An amount as figures and a point, which each have a word."""

from ivr.domain.money import Money
from ivr.speech.currencies import decimals, split
from ivr.speech.languages.language import checked


def figures_of(money: Money) -> str:
    """Write an amount as figures with a point, which each have a word: 12.05."""
    units, minor = split(money)
    figures = str(checked(units))
    return f"{figures}.{minor:0{decimals(money.currency)}}" if minor else figures
