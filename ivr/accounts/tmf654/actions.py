"""Actions of a charging system, read as top-ups and charges."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from ivr.accounts.tmf654.moments import moment
from ivr.accounts.tmf654.quantities import UnreadableError, money_in, unit_of
from ivr.accounts.tmf654.terms import (
    MONETARY,
    ActionStatus,
    Measure,
    Terms,
    meant,
    spelled,
)
from ivr.domain.account import Charge, ChargeReason, PaymentMethod, TopUp

Record = dict[str, Any]

WAYS = ("paymentMethod", "channel")
TYPES = ("@type", "name", "id")
"""Where it is told how a top-up was paid, the most exact first."""


def top_ups_of(records: Iterable[Record], terms: Terms) -> list[TopUp]:
    """Give the top-ups of money that are done or on their way, the latest first."""
    told = [_top_up(*one, terms) for one in _actions(records, terms)]
    return sorted(told, key=lambda top_up: top_up.at, reverse=True)


def charges_of(records: Iterable[Record], msisdn: str, terms: Terms) -> list[Charge]:
    """Give what was taken from the money of *msisdn*, the latest first."""
    told = [
        _charge(record, terms)
        for record, status in _actions(records, terms)
        if status is ActionStatus.COMPLETED and _is_charge(record, msisdn, terms)
    ]
    return sorted(told, key=lambda charge: charge.at, reverse=True)


def _actions(
    records: Iterable[Record], terms: Terms
) -> Iterator[tuple[Record, ActionStatus]]:
    """Give the actions on money that did not fail, with their status."""
    words = terms.vocabulary
    for record in records:
        status = meant(record.get("status"), words.action_statuses, ActionStatus.FAILED)
        if status is not ActionStatus.FAILED and _is_money(record, terms):
            yield record, status


def _is_money(record: Record, terms: Terms) -> bool:
    told = terms.vocabulary.usage_types.get(spelled(record.get("usageType")))
    if told is not None:
        return told == MONETARY
    amount = record.get("amount")
    unit = unit_of(amount.get("units"), terms) if isinstance(amount, dict) else None
    return unit is not None and unit.of not in set(Measure)


def _top_up(record: Record, status: ActionStatus, terms: Terms) -> TopUp:
    return TopUp(
        amount=money_in(record.get("amount"), terms),
        at=_at(record, terms),
        method=_method(record, terms),
        is_pending=status is ActionStatus.CREATED,
    )


def _method(record: Record, terms: Terms) -> PaymentMethod:
    if record.get("isAutoTopup") is True:
        return PaymentMethod.AUTOMATIC
    if record.get("voucher"):
        return PaymentMethod.VOUCHER
    refs = (record.get(way) for way in WAYS)
    words = [ref.get(name) for ref in refs if isinstance(ref, dict) for name in TYPES]
    known = terms.vocabulary.payment_methods
    found = (meant(word, known, PaymentMethod.OTHER) for word in words)
    return next(
        (way for way in found if way is not PaymentMethod.OTHER), PaymentMethod.OTHER
    )


def _is_charge(record: Record, msisdn: str, terms: Terms) -> bool:
    """Tell whether money was taken: less than nothing was put, or so its type says.

    What comes to the number from another's is none.
    """
    if money_in(record.get("amount"), terms).minor_units < 0:
        return True
    receiver = record.get("receiverLogicalResource")
    names = receiver if isinstance(receiver, dict) else {}
    # TMF654 4.1 has the number as its value, and an id of its own.
    to = {str(names.get(name, "")).removeprefix("+") for name in ("id", "value")}
    is_own = msisdn.removeprefix("+") in to
    is_transfer = spelled(record.get("@type")) == "transferbalance"
    if is_transfer and is_own:
        return False
    return spelled(record.get("@type")) in terms.vocabulary.charges


def _charge(record: Record, terms: Terms) -> Charge:
    words = terms.vocabulary
    told = record.get("reason")
    return Charge(
        amount=abs(money_in(record.get("amount"), terms)),
        at=_at(record, terms),
        reason=meant(told, words.charge_reasons, ChargeReason.OTHER),
        name=told if isinstance(told, str) and told in words.names else "",
    )


def _at(record: Record, terms: Terms) -> datetime:
    for name in ("confirmationDate", "requestedDate"):
        if at := moment(record.get(name), terms.time_zone):
            return at
    raise UnreadableError("an action has no moment")
