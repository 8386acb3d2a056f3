"""The allowances: data, minutes, messages and whatever else; the soonest loss first."""

from collections.abc import Iterator
from datetime import date

from ivr.dialogue.acts import ReadAccount
from ivr.dialogue.age import as_of
from ivr.dialogue.buckets import amount_of
from ivr.dialogue.call import Call
from ivr.dialogue.events import AccountRead, Told
from ivr.dialogue.report import pressed, proven, question, report, unavailable
from ivr.dialogue.turn import Move
from ivr.dialogue.validity import SOON_DAYS, Validity, spoken_date
from ivr.domain.account import Account
from ivr.domain.phrase import DayCount, Name, Phrase, say
from ivr.domain.usage import Bucket, UsageType, merged

__all__ = ["enter", "pressed", "question", "told"]

ORDER = list(UsageType)


def enter(call: Call) -> Move:
    """Read the account."""
    return proven(call, ReadAccount)


def told(call: Call, event: Told) -> Move:
    """Say what is left of each allowance."""
    match event:
        case AccountRead(account) if account is not None and call.proven:
            return report(call, _phrases(account, call))
        case _:
            return unavailable(call)


def _phrases(account: Account, call: Call) -> Iterator[Phrase]:
    state = Validity(account, call.hotline, call.today).state
    if state is not None:
        yield state
    buckets = _in_order(account, call.today)
    if all(bucket.is_empty and not bucket.used for bucket in buckets):
        # NOTE: Instead of the allowances: no data, minutes or messages are on the card.
        # Kindly.
        yield say("allowances.none")
        if state is None and account.balance.minor_units > 0:
            # NOTE: Follows allowances.none: there is credit, which can be used.
            yield say("allowances.credit")
        return
    for bucket in buckets:
        yield from _bucket(bucket, call, _last_end(account))
    if phrase := as_of(account, call):
        yield phrase


def _in_order(account: Account, today: date) -> list[Bucket]:
    """Give what has not ended: what ends first, first, then in our own order."""
    ends = account.valid_until or date.max
    alive = [b for b in account.buckets if (b.valid_until or today) >= today]
    return sorted(
        merged(alive),
        key=lambda b: (b.valid_until or ends, ORDER.index(b.usage_type)),
    )


def _last_end(account: Account) -> date:
    """Give the day by which all ends."""
    ends = [bucket.valid_until for bucket in account.buckets if bucket.valid_until]
    return max([account.valid_until or date.max, *ends])


def _bucket(bucket: Bucket, call: Call, last_end: date) -> Iterator[Phrase]:
    name = call.hotline.name_in(call.locale, bucket.name)
    if bucket.name and bucket.usage_type is not UsageType.OTHER:
        # NOTE: Before an allowance that has a name of its own; {name} is the operator's.
        yield say("allowances.name", name=Name(name))
    yield amount_of(bucket, name)
    if bucket.is_shared:
        # NOTE: After an allowance: others use it too.
        yield say("allowances.shared")
    if not bucket.is_empty and bucket.valid_until and bucket.valid_until < last_end:
        yield _ends(bucket.valid_until, call.today)


def _ends(ends: date, today: date) -> Phrase:
    match (ends - today).days:
        case 0:
            # NOTE: After an allowance, which ends before the others: today is its last day.
            return say("ends.today")
        case 1:
            # NOTE: After an allowance, which ends before the others: tomorrow is its last
            # day.
            return say("ends.tomorrow")
        case days if days <= SOON_DAYS:
            # NOTE: After an allowance, which ends before the others. {days} is a span of
            # two or three days.
            return say("ends.days", days=DayCount(days))
        case _:
            # NOTE: After an allowance, which ends before the others. {date} is its last
            # day. Let words follow it.
            return say("ends.date", date=spoken_date(ends, today))
