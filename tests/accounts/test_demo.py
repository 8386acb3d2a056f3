"""The accounts that everybody may try."""

from datetime import UTC, date, datetime, timedelta

import pytest
from conftest import ANNA, ANNAS_PIN, WORKING_DAY

from ivr.accounts.demo import demo_accounts
from ivr.domain.account import AccountStatus
from ivr.domain.money import Money
from ivr.domain.usage import Bucket, UsageType

LATE = datetime(2026, 11, 18, 23, 30, tzinfo=UTC)
JAPAN, KOREA, LONDON = "+819012345678", "+821012345678", "+447700900123"


def accounts(now=WORKING_DAY):
    return {demo.account.msisdn: demo for demo in demo_accounts(now)}


def test_the_demo_accounts_are_those_of_the_contract():
    """The second Belgian has EUR 71.80 for eleven days more."""
    anna = accounts()[ANNA]
    assert anna.pin == ANNAS_PIN
    assert anna.account.balance == Money(7180, "EUR")
    assert anna.account.valid_until == date(2026, 11, 29)
    assert anna.account.buckets == (
        Bucket(UsageType.DATA, 500_000),
        Bucket(UsageType.VOICE, 81, 119),
        Bucket(UsageType.SMS, 6),
    )


@pytest.mark.parametrize(
    ("msisdn", "status"),
    [
        ("+819000000010", AccountStatus.SUSPENDED),
        ("+821000000010", AccountStatus.EXPIRED),
        ("+32470000010", AccountStatus.ACTIVE),
    ],
)
def test_there_are_accounts_in_every_state(msisdn, status):
    """Suspended, expired, without credit: each can be called."""
    assert len(accounts()) == 9
    assert accounts()[msisdn].account.status_on(WORKING_DAY.date()) is status


def test_what_is_written_is_read(rooms):
    """Every demo account and its history come back from the tables as they were."""
    for account, _, top_ups, charges in demo_accounts(WORKING_DAY):
        read = rooms.accounts.read(account.msisdn)
        assert read == account
        assert tuple(rooms.accounts.top_ups(account.msisdn, 9)) == top_ups
        assert set(rooms.accounts.charges(account.msisdn, 9)) == set(charges)


@pytest.mark.parametrize(
    ("msisdn", "valid_until", "charged"),
    [
        (JAPAN, date(2026, 12, 9), date(2026, 11, 18)),
        (KOREA, date(2026, 11, 24), date(2026, 11, 17)),
        (ANNA, date(2026, 11, 30), date(2026, 11, 17)),
        (LONDON, date(2026, 11, 19), date(2026, 11, 17)),
    ],
)
def test_days_are_those_of_the_country(msisdn, valid_until, charged):
    """At half past eleven in London it is tomorrow in Tokyo, and in Brussels too."""
    demo = accounts(LATE)[msisdn]
    assert demo.account.valid_until == valid_until
    assert demo.charges[0].at.date() == charged


@pytest.mark.parametrize("hours", range(0, 24, 3))
def test_nothing_of_the_history_is_to_come(hours):
    """Whatever the hour of the call, what was charged is past."""
    now = LATE + timedelta(hours=hours)
    for demo in demo_accounts(now):
        assert all(one.at <= now for one in (*demo.top_ups, *demo.charges))
