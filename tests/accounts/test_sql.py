"""Accounts in our own tables."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from conftest import ANNA, WORKING_DAY
from sqlalchemy import text

from ivr.accounts.source import SourceUnavailableError
from ivr.domain.account import (
    Account,
    AccountStatus,
    Charge,
    ChargeReason,
    PaymentMethod,
    TopUp,
)
from ivr.domain.money import Money
from ivr.domain.usage import Bucket, UsageType

NOBODY = "+32470999999"
TOKYO = ZoneInfo("Asia/Tokyo")
PLAIN = Account(ANNA, "en", Money(1205, "EUR"), date(2026, 12, 1))
FIVE = Money(500, "EUR")

ACCOUNTS = {
    "owed": replace(PLAIN, balance=Money(-1, "EUR")),
    "empty": replace(PLAIN, balance=Money(0, "EUR")),
    "endless": replace(PLAIN, balance=Money(10**15 + 1, "JPY")),
    "in francs": replace(PLAIN, balance=Money(5, "CHF")),
    "for ever": replace(PLAIN, valid_until=None),
    "to the last day": replace(PLAIN, valid_until=date.max),
    "with a plan": replace(PLAIN, plan="every day, 毎日"),
    "suspended": replace(PLAIN, status=AccountStatus.SUSPENDED),
    "of yesterday": replace(PLAIN, as_of=WORKING_DAY - timedelta(1, microseconds=1)),
    "full": replace(
        PLAIN,
        buckets=(
            Bucket(UsageType.DATA, 2_250_000),
            Bucket(UsageType.DATA, 5 * 10**12, 1, "europe", valid_until=date.max),
            Bucket(UsageType.VOICE, -3, 63, is_shared=True),
            Bucket(UsageType.SMS, 0, is_unlimited=True),
            Bucket(UsageType.OTHER, 2, name="gratis MMS"),
        ),
    ),
}


@pytest.mark.parametrize("account", ACCOUNTS.values(), ids=ACCOUNTS)
def test_what_is_written_is_read(rooms, account):
    """An account comes back as it was: exact, with its buckets in their order."""
    rooms.accounts.write(account)
    assert rooms.accounts.read(ANNA) == account


def test_an_account_is_written_in_the_place_of_another(rooms):
    """What was there before is gone, and leaves no bucket behind."""
    for account in [*ACCOUNTS.values(), PLAIN]:
        rooms.accounts.write(account)
    assert rooms.accounts.read(ANNA) == PLAIN
    with rooms.engine.connect() as connection:
        mine = "SELECT count(*) FROM buckets WHERE msisdn = :msisdn"
        assert connection.execute(text(mine), {"msisdn": ANNA}).scalar() == 0
        assert connection.execute(text("SELECT count(*) FROM buckets")).scalar() == 24


def test_an_account_keeps_its_history_when_it_is_written_again(rooms):
    """A new balance forgets no top-up."""
    rooms.accounts.write_history(ANNA, [TopUp(FIVE, WORKING_DAY)], [])
    rooms.accounts.write(replace(PLAIN, balance=FIVE))
    assert rooms.accounts.top_ups(ANNA, 3) == [TopUp(FIVE, WORKING_DAY)]


def test_an_unknown_number_has_nothing(rooms):
    """A number that nobody has is None and no history, not an error."""
    assert rooms.accounts.read(NOBODY) is None
    assert rooms.accounts.top_ups(NOBODY, 3) == rooms.accounts.charges(NOBODY, 3) == []


def test_the_moment_of_the_figures_keeps_its_hour(rooms):
    """In whatever zone it was written, it is read as the same moment, in UTC."""
    as_of = datetime(2026, 11, 19, 8, 30, tzinfo=TOKYO)
    rooms.accounts.write(replace(PLAIN, as_of=as_of))
    read = rooms.accounts.read(ANNA).as_of
    assert read == as_of
    assert read.utcoffset() == timedelta(0)


@pytest.fixture
def history(rooms):
    """Write a history of five top-ups and charges, in no order and from two zones."""
    moments = {
        1: datetime(2026, 11, 18, 0, 30, tzinfo=TOKYO),
        2: datetime(2026, 11, 17, 16, 0, tzinfo=UTC),
        3: datetime(2026, 11, 18, 7, 0, tzinfo=TOKYO),
        4: datetime(2026, 11, 18, 7, 0, tzinfo=UTC),
        5: datetime(2026, 11, 18, 20, 0, tzinfo=TOKYO),
    }
    top_ups = [TopUp(Money(n, "EUR"), moments[n]) for n in (3, 1, 5, 2, 4)]
    charges = [Charge(it.amount, it.at) for it in top_ups]
    rooms.accounts.write_history(ANNA, top_ups, charges)
    return moments


@pytest.mark.parametrize("read", ["top_ups", "charges"])
@pytest.mark.parametrize(("limit", "order"), [(3, [5, 4, 3]), (9, [5, 4, 3, 2, 1])])
def test_the_latest_come_first(rooms, history, read, limit, order):
    """The last ones are read, no more than asked for, in order of the moment itself."""
    found = getattr(rooms.accounts, read)(ANNA, limit)
    assert [one.amount.minor_units for one in found] == order
    assert [one.at for one in found] == [history[n] for n in order]
    assert {one.at.utcoffset() for one in found} == {timedelta(0)}


def test_of_two_at_once_the_later_written_is_the_later(rooms):
    """A source that tells days only has an order all the same."""
    top_ups = [TopUp(Money(n, "EUR"), WORKING_DAY) for n in (1, 2)]
    rooms.accounts.write_history(ANNA, top_ups, [])
    assert rooms.accounts.top_ups(ANNA, 2) == top_ups[::-1]


def test_a_history_is_kept_as_it_was(rooms):
    """How it was paid, what for, under which name, and whether it is there yet."""
    top_ups = [
        TopUp(FIVE, WORKING_DAY, method, is_pending=True) for method in PaymentMethod
    ]
    charges = [Charge(FIVE, WORKING_DAY, reason, "Premium") for reason in ChargeReason]
    rooms.accounts.write_history(ANNA, top_ups, charges)
    assert rooms.accounts.top_ups(ANNA, 99) == top_ups[::-1]
    assert rooms.accounts.charges(ANNA, 99) == charges[::-1]


def test_a_history_is_written_in_the_place_of_another(rooms):
    """Written again it is not doubled, and nobody else's is touched."""
    other = "+447700900123"
    others = rooms.accounts.top_ups(other, 9)
    for _ in range(2):
        rooms.accounts.write_history(ANNA, [TopUp(FIVE, WORKING_DAY)], [])
    assert len(rooms.accounts.top_ups(ANNA, 9)) == 1
    assert rooms.accounts.charges(ANNA, 9) == []
    assert len(others) > 1
    assert rooms.accounts.top_ups(other, 9) == others


def change(rooms, table, column, value):
    """Write what we do not know, as an import by other hands may have."""
    with rooms.engine.begin() as connection:
        connection.execute(
            text(f"UPDATE {table} SET {column} = :value"), {"value": value}
        )


@pytest.mark.parametrize(("name", "told"), [("", "mms"), ("Foto's", "Foto's")])
def test_a_usage_type_we_do_not_know_is_told_by_its_name(rooms, name, told):
    """A bucket of another kind is not dropped; without a name its type is one."""
    rooms.accounts.write(replace(PLAIN, buckets=(Bucket(UsageType.SMS, 7, name=name),)))
    change(rooms, "buckets", "usage_type", "mms")
    assert rooms.accounts.read(ANNA).buckets == (Bucket(UsageType.OTHER, 7, name=told),)


def test_a_status_we_do_not_know_is_a_suspension(rooms):
    """Barred or terminated, a card that is not active is never told to be."""
    rooms.accounts.write(PLAIN)
    change(rooms, "accounts", "status", "barred")
    suspended = replace(PLAIN, status=AccountStatus.SUSPENDED)
    assert rooms.accounts.read(ANNA) == suspended


def test_payments_and_reasons_we_do_not_know_are_others(rooms):
    """Another way of paying, or another reason, is told without one."""
    rooms.accounts.write_history(
        ANNA,
        [TopUp(FIVE, WORKING_DAY, PaymentMethod.CARD)],
        [Charge(FIVE, WORKING_DAY, ChargeReason.SMS, "MMS")],
    )
    change(rooms, "top_ups", "method", "bitcoin")
    change(rooms, "charges", "reason", "mms")
    assert rooms.accounts.top_ups(ANNA, 1) == [TopUp(FIVE, WORKING_DAY)]
    assert rooms.accounts.charges(ANNA, 1) == [Charge(FIVE, WORKING_DAY, name="MMS")]


@pytest.mark.parametrize(
    ("table", "read"),
    [
        ("buckets", lambda accounts: accounts.read(ANNA)),
        ("top_ups", lambda accounts: accounts.top_ups(ANNA, 3)),
        ("charges", lambda accounts: accounts.charges(ANNA, 3)),
    ],
)
def test_a_broken_database_is_an_unavailable_source(rooms, table, read):
    """A source that cannot answer says so by name, whatever it was asked."""
    with rooms.engine.begin() as connection:
        connection.execute(text(f"DROP TABLE {table}"))
    with pytest.raises(SourceUnavailableError):
        read(rooms.accounts)
