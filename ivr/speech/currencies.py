"""How many decimals a currency has: the one place that knows, from Babel's CLDR."""

from babel.numbers import get_currency_precision

from ivr.domain.money import Money

CURRENCIES = ("JPY", "KRW", "EUR", "CNY", "GBP", "USD")
"""The currencies that every language speaks."""


class UnknownCurrencyError(ValueError):
    """No language has words for this currency."""

    def __init__(self, currency: str) -> None:
        super().__init__(
            f"No words for the currency {currency!r}: choose one of "
            + ", ".join(CURRENCIES)
        )


def decimals(currency: str) -> int:
    """Give the number of decimals of *currency* (ISO 4217)."""
    if currency not in CURRENCIES:
        raise UnknownCurrencyError(currency)
    return get_currency_precision(currency)


def split(money: Money) -> tuple[int, int]:
    """Give the whole units of *money*, and the minor units beyond them."""
    hundredths: int = 10 ** decimals(money.currency)
    return divmod(money.minor_units, hundredths)
