"""Accounts, top-ups and charges of every kind there are words for.

The walk shows each of them to the dialogue, so that no sentence is left unsaid.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import product

from ivr.domain.account import (
    Account,
    AccountStatus,
    Charge,
    ChargeReason,
    PaymentMethod,
    TopUp,
)
from ivr.domain.hotline import CallPrice, Hotline
from ivr.domain.money import Money
from ivr.domain.usage import Bucket, UsageType

CALLER = "+32470000001"
DAYS = (0, 1, 2, 3, 4, 400)
"""Today, tomorrow, soon, later, and in a year that needs to be named."""
AGES = (timedelta(0), timedelta(minutes=6), timedelta(days=1))
PLENTY = 10**8
PRICES = (
    CallPrice(Money(0, "EUR"), is_per_minute=True),
    CallPrice(Money(1, "EUR"), is_per_minute=True),
    CallPrice(Money(1, "EUR"), is_per_minute=False),
)
"""Free, by the minute, and for the call."""


def accounts(hotline: Hotline, at: datetime) -> Iterator[Account]:
    """Give an account of each kind, as owners of it may hear *at* an hour."""
    today = at.date()
    plain = Account(CALLER, hotline.languages[0], Money(PLENTY, "EUR"), None)
    yield plain
    yield from (replace(plain, balance=balance) for balance in _balances(hotline))
    for status, days in product(AccountStatus, (-1, *DAYS)):
        ends = today + timedelta(days)
        yield replace(plain, status=status, valid_until=ends)
    yield from (replace(plain, as_of=at - age) for age in AGES)
    yield replace(plain, as_of=at, is_last_known=True)
    yield from (replace(plain, plan=plan) for plan in hotline.plans)
    for bucket in _buckets(hotline, today):
        # Beside one of another kind, so that it is neither all there is nor too little.
        kind = next(kind for kind in UsageType if kind is not bucket.usage_type)
        last = Bucket(kind, 1, valid_until=today + timedelta(500))
        yield replace(plain, buckets=(bucket, last))
    yield replace(plain, buckets=(last, replace(last, valid_until=today)))


def top_ups(at: datetime) -> Iterator[tuple[TopUp, ...]]:
    """Give top-ups of each kind, none among them."""
    one = TopUp(Money(1, "EUR"), at)
    yield ()
    yield (one, replace(one, is_pending=True))
    yield from ((replace(one, method=method),) for method in PaymentMethod)


def charges(hotline: Hotline, at: datetime) -> Iterator[tuple[Charge, ...]]:
    """Give charges of each kind, none among them."""
    one = Charge(Money(1, "EUR"), at)
    yield ()
    yield (one, one)
    yield from ((replace(one, reason=reason),) for reason in ChargeReason)
    yield from ((replace(one, name=name),) for name in hotline.names)


def _balances(hotline: Hotline) -> Iterator[Money]:
    """Give a balance of each kind: owed, none, and low in each currency it can be."""
    yield from (Money(minor_units, "EUR") for minor_units in (-1, 0))
    yield from (Money(1, currency) for currency in hotline.low_balances)


def _buckets(hotline: Hotline, today: date) -> Iterator[Bucket]:
    """Give a bucket of each kind; one without a known name can only be of a known kind.

    What a source calls by a name that we were not told is read by a voice.
    """
    known = [kind for kind in UsageType if kind is not UsageType.OTHER]
    for usage_type, remaining, used in product(known, (0, PLENTY), (0, 1)):
        yield Bucket(usage_type, remaining, used)
    yield from (Bucket(kind, 1, is_unlimited=True) for kind in known)
    yield Bucket(UsageType.DATA, PLENTY, is_shared=True)
    yield from (Bucket(UsageType.OTHER, left) for left in (0, 1))
    yield Bucket(UsageType.OTHER, 1, is_unlimited=True)
    for days in DAYS:
        yield Bucket(UsageType.DATA, PLENTY, valid_until=today + timedelta(days))
    for name in hotline.names:
        yield Bucket(UsageType.DATA, 1, name=name)
        yield from (Bucket(UsageType.OTHER, left, name=name) for left in (0, 1))
        yield Bucket(UsageType.OTHER, 1, name=name, is_unlimited=True)
