"""A bucket in words: what is left of it, and what was used.

A sentence for each usage type and each way it can stand: unlimited, used up, left.
"""

from ivr.domain.phrase import Name, Phrase, say
from ivr.domain.usage import Bucket, Data, Messages, Minutes, UsageType


def amount_of(bucket: Bucket, name: str) -> Phrase:
    """Say what is left of *bucket*; *name* is its name in the caller's language."""
    match bucket.usage_type:
        case UsageType.DATA:
            return _data(bucket)
        case UsageType.VOICE:
            return _minutes(bucket)
        case UsageType.SMS:
            return _messages(bucket)
        case UsageType.OTHER:
            return _other(bucket, Name(name))


def _data(bucket: Bucket) -> Phrase:
    if bucket.is_unlimited:
        # NOTE: An allowance. Data without a limit.
        return say("data.unlimited")
    if bucket.is_empty:
        # NOTE: An allowance. No data is left. Kindly.
        return say("data.none")
    # NOTE: An allowance. {left} is an amount of data, as "2.2 gigabytes". Let words
    # follow it.
    return say("data.left", left=Data(bucket.remaining).rounded())


def _minutes(bucket: Bucket) -> Phrase:
    if bucket.is_unlimited:
        # NOTE: An allowance. Calls without a limit.
        return say("minutes.unlimited")
    match bucket.is_empty, bucket.used > 0:
        case True, True:
            # NOTE: An allowance. All call minutes are used, {used} of them. Kindly. Let
            # words follow {used}.
            return say("minutes.none_used", used=Minutes(bucket.used))
        case True, False:
            # NOTE: An allowance. There are no call minutes. Kindly.
            return say("minutes.none")
        case _, True:
            # NOTE: An allowance. {left} and {used} are call minutes ("eight minutes").
            # Let words follow each.
            return say(
                "minutes.left_used",
                left=Minutes(bucket.remaining),
                used=Minutes(bucket.used),
            )
        case _:
            # NOTE: An allowance. {left} is call minutes; none were used yet.
            return say("minutes.left", left=Minutes(bucket.remaining))


def _messages(bucket: Bucket) -> Phrase:
    if bucket.is_unlimited:
        # NOTE: An allowance. Text messages without a limit.
        return say("messages.unlimited")
    match bucket.is_empty, bucket.used > 0:
        case True, True:
            # NOTE: An allowance. All text messages are used, {used} of them. Kindly. Let
            # words follow {used}.
            return say("messages.none_used", used=Messages(bucket.used))
        case True, False:
            # NOTE: An allowance. There are no text messages. Kindly.
            return say("messages.none")
        case _, True:
            # NOTE: An allowance. {left} and {used} are text messages ("ten messages").
            # Let words follow each.
            return say(
                "messages.left_used",
                left=Messages(bucket.remaining),
                used=Messages(bucket.used),
            )
        case _:
            # NOTE: An allowance. {left} is text messages; how many were used is unknown.
            return say("messages.left", left=Messages(bucket.remaining))


def _other(bucket: Bucket, name: Name) -> Phrase:
    if bucket.is_unlimited:
        # NOTE: An allowance of a kind we have no words for: {name} is the operator's.
        return say("other.unlimited", name=name)
    if bucket.is_empty:
        # NOTE: An allowance of a kind we have no words for, of which nothing is left.
        return say("other.none", name=name)
    # NOTE: An allowance of a kind we have no words for: {name} is the operator's, {left}
    # a bare number. Let words follow it.
    return say("other.left", name=name, left=bucket.remaining)
