"""The token of a speech link: what to say, sealed, so that any node can render it.

Rules of this file:
1. A token names sentences of the catalogue and values for their gaps; nobody can make
   the hotline say other words.
2. Lines with somebody's figures expire, and no two of their links are alike: neither the
   link nor its length tells that two callers have the same figures, or which are longer.
3. The number of lines is limited: a token cannot make us render without end.
"""

import json
import secrets
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date, time
from decimal import Decimal
from typing import Any

from ivr.domain.money import Money
from ivr.domain.phrase import (
    DayCount,
    Days,
    Digits,
    Figures,
    Key,
    Line,
    MonthDay,
    Name,
    Percent,
    Phrase,
    RecentDay,
    Term,
    Value,
)
from ivr.domain.usage import Data, Messages, Minutes
from ivr.sealing import BrokenSealError, Seal

PERSONAL_LIFE_S = 300
MOST_LINES = 64

NONCE_BYTES = 8
PADDED_TO_BYTES = 64


class BrokenTokenError(ValueError):
    """The token is not ours."""


class ExpiredTokenError(ValueError):
    """The token held somebody's figures and its time is over."""


@dataclass(frozen=True, slots=True)
class Saying:
    """The *lines* of a token; *is_personal* if they hold somebody's figures."""

    lines: tuple[Line, ...]
    is_personal: bool


class Tokens:
    """Makes and reads tokens with a *seal*."""

    def __init__(self, seal: Seal) -> None:
        self._seal = seal

    def make(self, lines: Sequence[Line], now_s: float) -> str:
        """Give the token of *lines*; personal ones live some minutes from *now_s*."""
        packed = [_pack_line(line) for line in lines]
        personal = any(line.phrase.is_personal for line in lines)
        expires_s = _expiry_s(now_s) if personal else 0
        text = json.dumps(
            [expires_s, packed], ensure_ascii=False, separators=(",", ":")
        )
        packed_text = zlib.compress(text.encode(), 9)
        return self._seal.close(_blurred(packed_text) if personal else packed_text)

    def read(self, token: str, now_s: float) -> Saying:
        """Give what *token* says, or fail because it is broken or expired."""
        try:
            text = zlib.decompress(self._seal.open(token))
        except BrokenSealError as error:
            raise BrokenTokenError("broken speech token") from error
        expires_s, packed = json.loads(text)
        if len(packed) > MOST_LINES:
            raise BrokenTokenError("too many lines in a speech token")
        if expires_s and now_s > expires_s:
            raise ExpiredTokenError("expired speech token")
        lines = tuple(_unpack_line(*line) for line in packed)
        return Saying(lines, is_personal=bool(expires_s))


def _blurred(stream: bytes) -> bytes:
    """Put random bytes behind the zlib *stream*, which reading it ignores."""
    length = len(stream) + NONCE_BYTES
    return stream + secrets.token_bytes(NONCE_BYTES + -length % PADDED_TO_BYTES)


def _expiry_s(now_s: float) -> int:
    return (int(now_s) // PERSONAL_LIFE_S + 2) * PERSONAL_LIFE_S


def _pack_line(line: Line) -> list[Any]:
    phrase = line.phrase
    gaps = {name: _pack(value) for name, value in phrase.gaps}
    return [line.locale, phrase.sentence, gaps, phrase.count, line.slowly]


def _unpack_line(
    locale: str,
    sentence: str,
    gaps: dict[str, list[Any]],
    count: int | None = None,
    slowly: bool = False,  # noqa: FBT001, FBT002 - read from a list
) -> Line:
    # The last two are missing in links of the first version, which caches still hold.
    values = ((name, _unpack(*gap)) for name, gap in gaps.items())
    return Line(Phrase(sentence, tuple(values), count), locale, slowly)


def _pack(value: Value) -> list[Any]:
    """Name the kind of *value* and give its fields, as far as JSON has them."""
    match value:
        case int() | date():
            return [KINDS[type(value)], str(value)]
        case time():
            # A time is told to the minute: seconds would give it a link of their own.
            return [KINDS[time], value.isoformat("minutes")]
        case Percent(share):
            return [KINDS[Percent], str(share)]
        case Figures(money):
            return [KINDS[Figures], money.minor_units, money.currency]
        case RecentDay(on, today):
            return [KINDS[RecentDay], str(on), str(today)]
        case _:
            own = (getattr(value, field.name) for field in fields(value))
            return [KINDS[type(value)], *own]


def _recent_day(on: str, today: str) -> RecentDay:
    return RecentDay(date.fromisoformat(on), date.fromisoformat(today))


VALUES: dict[str, tuple[type[Value], Callable[..., Value]]] = {
    "money": (Money, Money),
    "figures": (Figures, lambda *fields: Figures(Money(*fields))),
    "percent": (Percent, lambda share: Percent(Decimal(share))),
    "data": (Data, Data),
    "minutes": (Minutes, Minutes),
    "messages": (Messages, Messages),
    "date": (date, date.fromisoformat),
    "month day": (MonthDay, MonthDay),
    "recent day": (RecentDay, _recent_day),
    "days count": (DayCount, DayCount),
    "time": (time, time.fromisoformat),
    "digits": (Digits, Digits),
    "key": (Key, Key),
    "name": (Name, Name),
    "days": (Days, Days),
    "term": (Term, Term),
    "number": (int, int),
}
KINDS = {kind: name for name, (kind, _) in VALUES.items()}


def _unpack(kind: str, *own: Any) -> Value:
    return VALUES[kind][1](*own)
