"""Buckets of a charging system, read as an account."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from ivr.accounts.tmf654.moments import is_ahead, is_over, last_day
from ivr.accounts.tmf654.quantities import UnreadableError, amount_in, money_in, unit_of
from ivr.accounts.tmf654.quantities import number as number_in
from ivr.accounts.tmf654.terms import (
    MONETARY,
    USAGE_TYPES,
    Measure,
    Terms,
    meant,
    spelled,
)
from ivr.domain.account import Account, AccountStatus
from ivr.domain.money import Money
from ivr.domain.usage import Bucket, UsageType
from ivr.logs import log_of

PER_MINUTE = 60
BEST_FIRST = (AccountStatus.ACTIVE, AccountStatus.SUSPENDED, AccountStatus.EXPIRED)
MEASURES = {
    UsageType.DATA: Measure.DATA,
    UsageType.VOICE: Measure.VOICE,
    UsageType.SMS: Measure.SMS,
}

Record = dict[str, Any]
Used = Mapping[str, object]
"""TMF's `Quantity` that was used, by the id of a bucket."""

log = log_of(__name__)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A bucket as it is told: *kind* is MONETARY, or another of TMF's usage types."""

    record: Record
    kind: str
    status: AccountStatus
    valid_until: date | None


def usable(records: list[Record], terms: Terms, at: datetime) -> list[Record]:
    """Give the *records* that can be used *at* a time, whatever status they have.

    Money that is over, or has not begun, is left out unless there is no other. Of what
    is no money, what is over stays: it has a last day, and who tells it looks at that.
    """
    zone = terms.time_zone

    def is_money(record: Record) -> bool:
        return _kind(record, terms) == MONETARY

    begun = [it for it in records if not is_ahead(it.get("validFor"), zone, at)]
    left = [
        it
        for it in begun
        if not (is_money(it) and is_over(it.get("validFor"), zone, at))
    ]
    choices = (some for some in (left, begun, records) if any(map(is_money, some)))
    return next(choices, begun or records)


def account_of(
    msisdn: str, records: list[Record], used: Used, total: Money | None, terms: Terms
) -> Account:
    """Give the account that has the buckets *records*; *total* is the money, if told.

    Of money, what can be used is told: the active buckets, else the suspended, else
    the expired ones. The account is what they are, until the last of them ends.
    """
    _require_once(records)
    kept = [_kept(record, terms) for record in records]
    money = [one for one in kept if one.kind == MONETARY]
    if not money and total is None:
        raise UnreadableError("there is no money among the buckets")
    statuses = {one.status for one in (money or kept)}
    status = next(status for status in BEST_FIRST if status in statuses)
    counted = [one for one in (money or kept) if one.status is status]
    ends = [one.valid_until for one in counted]
    return Account(
        msisdn=msisdn,
        locale=terms.locale,
        balance=_sum(counted, terms) if total is None else total,
        valid_until=max((end for end in ends if end), default=None)
        if all(ends)
        else None,
        status=status,
        buckets=tuple(_buckets(kept, status, used, terms)),
        plan=_plan(counted, terms),
    )


def _require_once(records: list[Record]) -> None:
    """Fail if a bucket is told twice: a system that joins tables may do so."""
    ids = [str(it["id"]) for it in records if isinstance(it.get("id"), str | int)]
    if len(set(ids)) < len(ids):
        raise UnreadableError("a bucket is told twice")


def _kept(record: Record, terms: Terms) -> _Kept:
    words = terms.vocabulary
    told = record.get("status")
    # A status that we do not know keeps nobody from figures that are right.
    unknown = AccountStatus.SUSPENDED if told else AccountStatus.ACTIVE
    return _Kept(
        record=record,
        kind=_kind(record, terms),
        status=meant(told, words.bucket_statuses, unknown),
        valid_until=last_day(record.get("validFor"), terms.time_zone),
    )


def _kind(record: Record, terms: Terms) -> str:
    """Give the usage type, which is that of the unit where none we know is told."""
    told = terms.vocabulary.usage_types.get(spelled(record.get("usageType")))
    if told is not None:
        return told
    value = record.get("remainingValue")
    unit = unit_of(value.get("units"), terms) if isinstance(value, dict) else None
    if unit is None:
        return UsageType.OTHER.value
    measured = {measure: kind.value for kind, measure in MEASURES.items()}
    return {str(of): kind for of, kind in measured.items()}.get(unit.of, MONETARY)


def _sum(money: list[_Kept], terms: Terms) -> Money:
    amounts = [money_in(one.record.get("remainingValue"), terms) for one in money]
    if len({amount.currency for amount in amounts}) != 1:
        raise UnreadableError("the money is in several currencies")
    return Money(sum(it.minor_units for it in amounts), amounts[0].currency)


def _buckets(
    kept: list[_Kept], status: AccountStatus, used: Used, terms: Terms
) -> Iterator[Bucket]:
    """Give what the buckets beside money hold: those that can be used as the card is.

    One that cannot be read is left out, and logged.
    """
    usable = {AccountStatus.ACTIVE, status} - {AccountStatus.EXPIRED}
    for one in kept:
        if one.kind == MONETARY or one.status not in usable:
            continue
        try:
            yield _bucket(one, used, terms)
        except UnreadableError as error:
            log.warning("a bucket is left out", reason=str(error))


def _bucket(kept: _Kept, used: Used, terms: Terms) -> Bucket:
    record = kept.record
    usage_type = USAGE_TYPES[kept.kind]
    name = spelled(record.get("remainingValueName"))
    is_unlimited = name in terms.vocabulary.unlimited
    left = record.get("remainingValue")
    return Bucket(
        usage_type=usage_type,
        remaining=0 if is_unlimited else math.floor(_pieces(left, usage_type, terms)),
        used=_used(used.get(str(record.get("id", ""))), usage_type, terms),
        name=_name(record, usage_type, terms),
        is_unlimited=is_unlimited,
        is_shared=record.get("isShared") is True,
        valid_until=kept.valid_until,
    )


def _used(quantity: object, usage_type: UsageType, terms: Terms) -> int:
    """Give what was used, 0 where it is not known."""
    if quantity is None:
        return 0
    try:
        # Up, as what is left goes down: together they are what there was.
        return math.ceil(_pieces(quantity, usage_type, terms))
    except UnreadableError as error:
        log.warning("what was used of a bucket is left out", reason=str(error))
        return 0


def _pieces(quantity: object, usage_type: UsageType, terms: Terms) -> Fraction:
    """Give *quantity* in what a bucket of *usage_type* counts."""
    measure = MEASURES.get(usage_type)
    if measure is None or (measure is Measure.SMS and _is_bare(quantity)):
        amount = quantity.get("amount") if isinstance(quantity, dict) else None
        return number_in(amount)
    amount_told, of = amount_in(quantity, terms)
    if of != measure:
        raise UnreadableError("the unit of a bucket is that of something else")
    return amount_told / PER_MINUTE if measure is Measure.VOICE else amount_told


def _is_bare(quantity: object) -> bool:
    return isinstance(quantity, dict) and not quantity.get("units")


def _name(record: Record, usage_type: UsageType, terms: Terms) -> str:
    """Give the name of a bucket, where the hotline has words for it or nothing else."""
    name = record.get("name")
    if not isinstance(name, str):
        name = ""
    if usage_type is UsageType.OTHER:
        kind = record.get("usageType")
        return name or (kind if isinstance(kind, str) else "")
    return name if name in terms.vocabulary.names else ""


def _plan(kept: list[_Kept], terms: Terms) -> str:
    """Give the first product that the hotline has words for."""
    for one in kept:
        products = one.record.get("product")
        for product in products if isinstance(products, list) else [products]:
            name = product.get("name") if isinstance(product, dict) else None
            if isinstance(name, str) and name in terms.vocabulary.names:
                return name
    return ""
