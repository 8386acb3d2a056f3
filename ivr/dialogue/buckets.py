"""A bucket in words: what is left of it, and what was used."""

from collections.abc import Callable
from typing import NamedTuple

from ivr.domain.phrase import Name, Phrase, Term, Value, named
from ivr.domain.usage import Bucket, Data, Messages, Minutes, UsageType


class Wording(NamedTuple):
    """The sentences of a usage type, and the *value* that is left or used."""

    value: Callable[[int], Value]
    unlimited: str
    none: str
    none_used: str
    left: str
    left_used: str


WORDINGS = {
    UsageType.DATA: Wording(
        value=lambda kilobytes: Data(kilobytes).rounded(),
        # NOTE: An allowance. Data without a limit. True of a card that is suspended, too.
        unlimited=named("data.unlimited"),
        # NOTE: An allowance. There is no data. Kindly.
        none=named("data.none"),
        none_used=named("data.none"),
        # NOTE: An allowance. {left} is an amount of data, as "2.2 gigabytes". Let words
        # follow it. True of a card that is suspended, too.
        left=named("data.left"),
        left_used=named("data.left"),
    ),
    UsageType.VOICE: Wording(
        value=Minutes,
        # NOTE: An allowance. Calls without a limit. True of a suspended card, too.
        unlimited=named("minutes.unlimited"),
        # NOTE: An allowance. There are no call minutes. Kindly.
        none=named("minutes.none"),
        # NOTE: An allowance. All call minutes are used, {used} of them. Kindly. Let
        # words follow {used}.
        none_used=named("minutes.none_used"),
        # NOTE: An allowance. {left} is call minutes; none were used yet. True of a card
        # that is suspended, too.
        left=named("minutes.left"),
        # NOTE: An allowance. {left} and {used} are call minutes ("eight minutes"). Let
        # words follow each. True of a card that is suspended, too.
        left_used=named("minutes.left_used"),
    ),
    UsageType.SMS: Wording(
        value=Messages,
        # NOTE: An allowance. Text messages without a limit. True of a suspended card, too.
        unlimited=named("messages.unlimited"),
        # NOTE: An allowance. There are no text messages. Kindly.
        none=named("messages.none"),
        # NOTE: An allowance. All text messages are used, {used} of them. Kindly. Let
        # words follow {used}.
        none_used=named("messages.none_used"),
        # NOTE: An allowance. {left} is text messages; how many were used is unknown. True
        # of a card that is suspended, too.
        left=named("messages.left"),
        # NOTE: An allowance. {left} and {used} are text messages ("ten messages"). Let
        # words follow each. True of a card that is suspended, too.
        left_used=named("messages.left_used"),
    ),
    UsageType.OTHER: Wording(
        value=lambda count: count,
        # NOTE: An allowance of a kind we have no words for: {name} is the operator's.
        unlimited=named("other.unlimited"),
        # NOTE: An allowance of a kind we have no words for, of which nothing is left.
        none=named("other.none"),
        none_used=named("other.none"),
        # NOTE: An allowance of a kind we have no words for: {name} is the operator's,
        # {left} a bare number. Let words follow it.
        left=named("other.left"),
        left_used=named("other.left"),
    ),
}
# NOTE: The name of an allowance that has none, as other.… needs it: "another allowance".
NAMELESS = Term(named("other.nameless"))


def amount_of(bucket: Bucket, name: str) -> Phrase:
    """Say what is left of *bucket*; *name* is its name in the caller's language."""
    wording = WORDINGS[bucket.usage_type]
    gaps: dict[str, Value] = {}
    if bucket.usage_type is UsageType.OTHER:
        gaps["name"] = Name(name) if name else NAMELESS
    left, used = wording.value(bucket.remaining), wording.value(bucket.used)
    is_used = bucket.used > 0 and wording.left != wording.left_used
    match bucket.is_unlimited, bucket.is_empty, is_used:
        case True, _, _:
            return _phrase(wording.unlimited, gaps)
        case _, True, True:
            return _phrase(wording.none_used, gaps | {"used": used})
        case _, True, False:
            return _phrase(wording.none, gaps)
        case _, _, True:
            return _phrase(wording.left_used, gaps | {"left": left, "used": used})
        case _:
            return _phrase(wording.left, gaps | {"left": left})


def _phrase(sentence: str, gaps: dict[str, Value]) -> Phrase:
    return Phrase(sentence, tuple(gaps.items()))
