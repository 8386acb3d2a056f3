"""What a charging system answers, as JSON that loses no digit."""

import json
from decimal import Decimal
from typing import Any, NoReturn

from ivr.accounts.source import SourceUnavailableError


def json_of(body: bytes) -> Any:
    """Read *body*: numbers with a point as they are written."""
    try:
        return json.loads(body, parse_float=Decimal, parse_constant=_refuse)
    except (ValueError, RecursionError, ArithmeticError):
        # From nothing: the error would hold the whole text.
        raise SourceUnavailableError("the answer is no JSON") from None


def _refuse(_constant: str) -> NoReturn:
    raise ValueError("NaN and Infinity are no JSON")
