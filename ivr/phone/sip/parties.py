"""Who calls whom: telephone numbers in the addresses of SIP."""

import re
from urllib.parse import unquote

from ivr.phone.exchange import ANONYMOUS

NUMBER = re.compile(r"(?:\+|00)?([1-9][0-9]{6,14})")
"""A number with its country, however it is written; local ones begin with 0."""

SEPARATORS = str.maketrans("", "", "-.() ")


def caller_of(user: str | None, privacy: str | None) -> str:
    """Give the number (E.164) that calls: the *user* of From, or `anonymous`.

    A name or an extension is no number that a hotline knows, and *privacy*, the
    header of that name, may ask to show none.
    """
    if privacy and {"id", "user"} & set(re.split(r"[;,\s]+", privacy.lower())):
        return ANONYMOUS
    return _number(user) or ANONYMOUS


def dialled_of(user: str | None, hotline: str) -> str:
    """Give the number (E.164) that the *user* of a request names, else *hotline*."""
    return _number(user) or hotline


def _number(user: str | None) -> str | None:
    written = unquote((user or "").partition(";")[0]).translate(SEPARATORS)
    match = NUMBER.fullmatch(written)
    return f"+{match[1]}" if match else None
