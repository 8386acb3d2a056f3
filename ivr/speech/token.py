"""The token of a speech link: what to say, sealed, so that any node can render it.

Rules of this file:
1. A token names sentences of the catalogue and values for their gaps; nobody can make
   the hotline say other words.
2. Lines with somebody's figures expire; the moment is rounded up, so that one answer
   given twice has one link.
3. The number of lines is limited: a token cannot make us render without end.
"""

import json
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from ivr.domain.money import Money
from ivr.domain.phrase import Days, Digits, Key, Line, Name, Phrase, Value
from ivr.domain.usage import Messages, Minutes
from ivr.sealing import BrokenSealError, Seal

PERSONAL_LIFE_S = 300
MOST_LINES = 64


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
        packed = [[line.locale, *_pack_phrase(line.phrase)] for line in lines]
        personal = any(line.phrase.is_personal for line in lines)
        expires_s = _expiry_s(now_s) if personal else 0
        text = json.dumps(
            [expires_s, packed], ensure_ascii=False, separators=(",", ":")
        )
        return self._seal.close(zlib.compress(text.encode(), 9))

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
        lines = (Line(_unpack_phrase(*rest), locale) for locale, *rest in packed)
        return Saying(tuple(lines), is_personal=bool(expires_s))


def _expiry_s(now_s: float) -> int:
    return (int(now_s) // PERSONAL_LIFE_S + 2) * PERSONAL_LIFE_S


def _pack_phrase(phrase: Phrase) -> list[Any]:
    return [phrase.sentence, {name: _pack(value) for name, value in phrase.gaps}]


def _unpack_phrase(sentence: str, gaps: dict[str, list[Any]]) -> Phrase:
    return Phrase(sentence, tuple((name, _unpack(*gap)) for name, gap in gaps.items()))


def _pack(value: Value) -> list[Any]:  # noqa: PLR0911 - a case for each kind
    match value:
        case Money(minor_units, currency):
            return ["money", minor_units, currency]
        case Minutes(count):
            return ["minutes", count]
        case Messages(count):
            return ["messages", count]
        case Digits(text):
            return ["digits", text]
        case time():
            return ["time", value.isoformat("minutes")]
        case Key(symbol):
            return ["key", symbol]
        case Name(words):
            return ["name", words]
        case Days(first, last):
            return ["days", first, last]
        case int():
            return ["number", value]


VALUES: dict[str, Callable[..., Value]] = {
    "money": Money,
    "minutes": Minutes,
    "messages": Messages,
    "digits": Digits,
    "time": time.fromisoformat,
    "key": Key,
    "name": Name,
    "days": Days,
    "number": int,
}


def _unpack(kind: str, *fields: Any) -> Value:
    return VALUES[kind](*fields)
