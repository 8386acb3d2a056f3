"""Accounts, wherever they are, and their PINs: `ivr accounts`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import click

from ivr import logs
from ivr.accounts.pin_rules import issued
from ivr.accounts.source import AccountSource, SourceUnavailableError
from ivr.app import Rooms, opened_rooms, source_of
from ivr.cli.development import development_settings
from ivr.db import require_newest
from ivr.domain.account import Account
from ivr.domain.money import Money
from ivr.domain.msisdn import calling_number
from ivr.domain.usage import Bucket
from ivr.speech.currencies import UnknownCurrencyError, decimals


@click.group()
def accounts() -> None:
    """Look at accounts, and after the PINs in the hotline's own database."""


@accounts.command()
@click.argument("msisdn")
def show(msisdn: str) -> None:
    """Show the account of MSISDN, a number such as +32470123456."""
    with _rooms() as (rooms, source):
        account = _account(source, msisdn)
        failures = rooms.pins.failures(account.msisdn)
    locale = account.locale or "any language"
    click.echo(f"{account.msisdn}  {locale}  {account.status.value}")
    click.echo(f"balance      {_amount(account.balance)}")
    click.echo(f"valid until  {account.valid_until or 'further notice'}")
    click.echo(f"plan         {account.plan or 'none'}")
    for bucket in account.buckets:
        click.echo(_written(bucket))
    click.echo(f"PIN tries    {failures} failed in a row")


@accounts.command("set-pin")
@click.argument("msisdn")
@click.option("--digits", type=click.IntRange(4, 8), default=6, show_default=True)
def set_pin(msisdn: str, digits: int) -> None:
    """Issue a random PIN for MSISDN and show it, this once.

    --digits must be the pin_digits of the hotlines that the account calls.
    """
    with _rooms() as (rooms, source):
        account = _account(source, msisdn)
        if not rooms.pins.fit():
            raise click.ClickException(
                "The PINs here were made with another IVR_PIN_PEPPER: set that one."
            )
        pin = issued(account.msisdn, digits)
        rooms.pins.set(account.msisdn, pin)
    click.echo(f"The PIN of {account.msisdn} is now {pin}. It is not shown again.")


@accounts.command()
@click.argument("msisdn")
def unlock(msisdn: str) -> None:
    """Let MSISDN try its PIN again, whatever was tried before."""
    with _rooms() as (rooms, source):
        account = _account(source, msisdn)
        rooms.pins.unlock(account.msisdn)
    click.echo(f"{account.msisdn} can try its PIN again.")


@contextmanager
def _rooms() -> Iterator[tuple[Rooms, AccountSource]]:
    logs.set_up(sys.stderr, logs.ERROR, as_json=False)
    settings = development_settings()
    with opened_rooms(settings) as rooms:
        require_newest(rooms.engine)
        yield rooms, source_of(settings, rooms)


def _account(source: AccountSource, msisdn: str) -> Account:
    number = calling_number(msisdn)
    try:
        account = source.read(number) if number else None
    except SourceUnavailableError as error:
        raise click.ClickException(f"No account can be read now: {error}.") from error
    if account is None:
        raise click.ClickException(f"There is no account {msisdn}.")
    return account


def _written(bucket: Bucket) -> str:
    left = "unlimited" if bucket.is_unlimited else f"{bucket.remaining} left"
    shared = ", shared" if bucket.is_shared else ""
    until = f", until {bucket.valid_until}" if bucket.valid_until else ""
    kind = bucket.name or bucket.usage_type.value
    return f"{kind:<12} {left}, {bucket.used} used{shared}{until}"


def _amount(money: Money) -> str:
    try:
        places = decimals(money.currency)
    except UnknownCurrencyError:
        return f"{money.currency} {money.minor_units} (minor units)"
    return f"{money.currency} {Decimal(money.minor_units).scaleb(-places)}"
