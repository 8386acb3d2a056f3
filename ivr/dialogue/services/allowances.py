"""The allowances: data, minutes, messages and whatever else; the soonest loss first."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from ivr.dialogue.acts import ReadAccount
from ivr.dialogue.age import as_of
from ivr.dialogue.buckets import amount_of
from ivr.dialogue.call import Call
from ivr.dialogue.card import Card, how_to_top_up
from ivr.dialogue.events import Told
from ivr.dialogue.report import pressed, proven, question, report_card
from ivr.dialogue.turn import Move
from ivr.dialogue.validity import SOON_DAYS, spoken_date
from ivr.domain.account import Account, AccountStatus
from ivr.domain.phrase import DayCount, Name, Phrase, say
from ivr.domain.usage import Bucket, UsageType, merged

__all__ = ["enter", "pressed", "question", "told"]

ORDER = list(UsageType)


def enter(call: Call) -> Move:
    """Read the account."""
    return proven(call, ReadAccount)


def told(call: Call, event: Told) -> Move:
    """Say what is left of each allowance."""
    return report_card(call, event, _phrases)


def _phrases(account: Account, call: Call) -> Iterator[Phrase]:
    card = Card(account, call)
    after = [as_of(account, call), card.ending]
    if card.needs_top_up:
        after.append(how_to_top_up(call))
    told = (card.state, *_allowances(account, call), *after, card.way_out)
    return (phrase for phrase in told if phrase is not None)


def _allowances(account: Account, call: Call) -> Iterator[Phrase]:
    buckets = list(_in_order(account, call.today))
    if not all(bucket.is_empty and not bucket.used for bucket in buckets):
        yield from _told(buckets, call, account.valid_until or date.max)
        return
    # NOTE: Instead of the allowances: no data, minutes or texts are on the card. Kindly.
    yield say("allowances.none")
    is_active = account.status_on(call.today) is AccountStatus.ACTIVE
    if is_active and account.balance.minor_units > 0:
        # NOTE: Follows allowances.none: there is credit, which can be used.
        yield say("allowances.credit")


def _in_order(account: Account, today: date) -> Iterable[Bucket]:
    """Give what has not ended, and when it ends: what ends first, first."""
    card_ends = account.valid_until or date.max
    ending = (
        replace(b, valid_until=b.valid_until or card_ends) for b in account.buckets
    )
    alive = merged(b for b in ending if _end(b) >= today)
    needed = [bucket for bucket in alive if not _is_hidden(bucket, alive)]
    return sorted(needed, key=lambda b: (_end(b), ORDER.index(b.usage_type)))


def _is_hidden(bucket: Bucket, others: list[Bucket]) -> bool:
    """Tell whether *bucket* means nothing beside another of its kind, as it has no name.

    None left is no news where more is left, nor some where there is no limit.
    """
    like = [it for it in others if (it.usage_type, it.name) == (bucket.usage_type, "")]
    if bucket.name or bucket.is_unlimited:
        return False
    has_more = any(it.is_unlimited for it in like)
    return has_more or (bucket.is_empty and not all(it.is_empty for it in like))


def _told(buckets: list[Bucket], call: Call, card_ends: date) -> Iterator[Phrase]:
    last_end = max([card_ends, *map(_end, buckets)])
    kinds: set[tuple[UsageType, str]] = set()
    for bucket in buckets:
        kind = (bucket.usage_type, bucket.name)
        if kind in kinds:
            # NOTE: Before a second allowance of a kind that was told: besides that.
            yield say("allowances.also")
        kinds.add(kind)
        yield from _bucket(bucket, call)
        if not bucket.is_empty and _end(bucket) < last_end:
            yield _ends(_end(bucket), call.today)


def _bucket(bucket: Bucket, call: Call) -> Iterator[Phrase]:
    name = call.hotline.name_in(call.locale, bucket.name)
    if bucket.name and bucket.usage_type is not UsageType.OTHER:
        # NOTE: Before an allowance that has a name of its own; {name} is the operator's.
        yield say("allowances.name", name=Name(name))
    yield from amount_of(bucket, name)
    if bucket.is_shared:
        # NOTE: After an allowance: others use it too.
        yield say("allowances.shared")


def _end(bucket: Bucket) -> date:
    return bucket.valid_until or date.max


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
            # day.
            return say("ends.date", date=spoken_date(ends, today))
