"""What a charging system answers: read up to a size, as JSON that loses no digit."""

import json
from decimal import Decimal
from typing import Any, NoReturn

import httpx

from ivr.accounts.source import SourceUnavailableError

LARGEST_ANSWER_BYTES = 1024 * 1024


def read_body(response: httpx.Response) -> bytes:
    """Read the body of *response*, which must be as long as it says and not too long."""
    if response.headers.get("Content-Encoding", "identity") != "identity":
        # It was not asked for, and a small one may be large inside.
        raise SourceUnavailableError("the answer is packed")
    body = bytearray()
    for chunk in response.iter_raw():
        body += chunk
        if len(body) > LARGEST_ANSWER_BYTES:
            raise SourceUnavailableError("the answer is too long")
    return bytes(body)


def json_of(body: bytes) -> Any:
    """Read *body*: numbers with a point as they are written."""
    try:
        return json.loads(body, parse_float=Decimal, parse_constant=_refuse)
    except (ValueError, RecursionError, ArithmeticError):
        # From nothing: the error would hold the whole text.
        raise SourceUnavailableError("the answer is no JSON") from None


def _refuse(_constant: str) -> NoReturn:
    raise ValueError("NaN and Infinity are no JSON")
