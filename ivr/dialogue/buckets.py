"""A bucket in words: what is left of it, and what was used."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ivr.domain.phrase import Name, Phrase, Term, Value, named
from ivr.domain.usage import Bucket, Data, Messages, Minutes, UsageType


class Wording(NamedTuple):
    """The sentences of a usage type, and the *value* that is left or used."""

    value: Callable[[int], Value]
    unlimited: str
    none: str
    left: str
    used: str = ""


WORDINGS = {
    UsageType.DATA: Wording(
        value=lambda kilobytes: Data(kilobytes).rounded(),
        # NOTE: An allowance. Data without a limit. True of a card that is suspended, too.
        unlimited=named("data.unlimited"),
        # NOTE: An allowance. There is no data, or none any more. Kindly.
        none=named("data.none"),
        # NOTE: An allowance. {left} is an amount of data, as "2.2 gigabytes". True of a
        # card that is suspended, too.
        left=named("data.left"),
    ),
    UsageType.VOICE: Wording(
        value=Minutes,
        # NOTE: An allowance. Calls without a limit. True of a suspended card, too.
        unlimited=named("minutes.unlimited"),
        # NOTE: An allowance. There are no call minutes, or none any more. Kindly.
        none=named("minutes.none"),
        # NOTE: An allowance. {left} is call minutes. True of a card that is suspended, too.
        left=named("minutes.left"),
        # NOTE: Right after minutes.left, a sentence of its own. {used} is call minutes.
        used=named("minutes.used"),
    ),
    UsageType.SMS: Wording(
        value=Messages,
        # NOTE: An allowance. Texts without a limit. True of a suspended card, too.
        unlimited=named("messages.unlimited"),
        # NOTE: An allowance. There are no texts, or none any more. Kindly.
        none=named("messages.none"),
        # NOTE: An allowance. {left} is texts. True of a card that is suspended, too.
        left=named("messages.left"),
        # NOTE: Right after messages.left, a sentence of its own. {used} is texts.
        used=named("messages.used"),
    ),
    UsageType.OTHER: Wording(
        value=lambda count: count,
        # NOTE: An allowance of a kind we have no words for: {name} is the operator's, with
        # the article it needs ("the Europe bundle"), and begins the sentence.
        unlimited=named("other.unlimited"),
        # NOTE: An allowance of a kind we have no words for, of which nothing is left.
        none=named("other.none"),
        # NOTE: An allowance of a kind we have no words for: {name} is the operator's,
        # {left} a bare number.
        left=named("other.left"),
    ),
}
# NOTE: The name of an allowance that has none, as other.… needs it: "another allowance".
NAMELESS = Term(named("other.nameless"))


def amount_of(bucket: Bucket, name: str) -> Iterator[Phrase]:
    """Say what is left of *bucket*, then, in a sentence of its own, what was used.

    *name* is its name in the caller's language.
    """
    wording = WORDINGS[bucket.usage_type]
    gaps: dict[str, Value] = {}
    if bucket.usage_type is UsageType.OTHER:
        gaps["name"] = Name(name) if name else NAMELESS
    if bucket.is_unlimited:
        yield _phrase(wording.unlimited, gaps)
    elif bucket.is_empty:
        yield _phrase(wording.none, gaps)
    else:
        yield _phrase(wording.left, gaps | {"left": wording.value(bucket.remaining)})
        if wording.used and bucket.used > 0:
            yield _phrase(wording.used, {"used": wording.value(bucket.used)})


def _phrase(sentence: str, gaps: dict[str, Value]) -> Phrase:
    return Phrase(sentence, tuple(gaps.items()))
