"""Accounts in our own tables."""

from datetime import date

import pytest
from conftest import ANNA, WORKING_DAY
from sqlalchemy import text

from ivr.accounts.demo import demo_accounts
from ivr.accounts.source import SourceUnavailableError
from ivr.domain.account import Account, AccountStatus
from ivr.domain.money import Money


def test_what_is_written_is_read(rooms):
    """Every demo account comes back as it was written, again and again."""
    for account, _ in demo_accounts(WORKING_DAY.date()):
        rooms.accounts.write(account)
        assert rooms.accounts.read(account.msisdn) == account


def test_the_demo_accounts_are_those_of_the_contract():
    """The second Belgian has EUR 71.80 for eleven days more."""
    accounts = {demo.account.msisdn: demo for demo in demo_accounts(date(2026, 11, 18))}
    assert len(accounts) == 9
    anna = accounts[ANNA]
    assert anna.pin == "141421"
    assert anna.account.balance == Money(7180, "EUR")
    assert anna.account.valid_until == date(2026, 11, 29)
    assert accounts["+819000000010"].account.status is AccountStatus.SUSPENDED


def test_an_unknown_number_has_no_account(rooms):
    """A number that nobody has is None, not an error."""
    assert rooms.accounts.read("+32470999999") is None


def test_balances_are_exact(rooms):
    """A balance of any size, owed ones too, comes back to the minor unit."""
    for minor_units in (-1, 0, 10**15 + 1):
        account = Account(ANNA, "en", Money(minor_units, "EUR"), date.max)
        rooms.accounts.write(account)
        assert rooms.accounts.read(ANNA) == account


def test_a_broken_database_is_an_unavailable_source(rooms):
    """A source that cannot answer says so by name."""
    with rooms.engine.begin() as connection:
        connection.execute(text("DROP TABLE buckets"))
    with pytest.raises(SourceUnavailableError):
        rooms.accounts.read(ANNA)
