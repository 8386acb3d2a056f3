"""A good row of a file of accounts, to be spoilt, and what reads it."""

from ivr.accounts.rows import Layout, Rows

LOCALES = ("fr_BE", "ja_JP", "en")
DECIMALS = {"EUR": 2, "JPY": 0}
GOOD = {"msisdn": "+32470654321", "locale": "fr_BE", "currency": "EUR", "balance": "1"}


def row(**cells):
    """Give a row that is good but for some *cells*, and what reads it."""
    cells = GOOD | cells
    text = ",".join(cells.values())
    return Rows(Layout(tuple(cells), ","), LOCALES, DECIMALS), text
