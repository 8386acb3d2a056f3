"""The embedded account store: `ivr accounts`."""

import secrets

import click

from ivr.app import Rooms, rooms_of
from ivr.cli.development import development_settings
from ivr.db import require_newest
from ivr.domain.account import Account
from ivr.domain.msisdn import calling_number
from ivr.speech.currencies import decimals

PIN_DIGITS = 6


@click.group()
def accounts() -> None:
    """Look after the accounts in the hotline's own database."""


@accounts.command()
@click.argument("msisdn")
def show(msisdn: str) -> None:
    """Show the account of MSISDN, a number such as +32470123456."""
    rooms = _rooms()
    account = _account(rooms, msisdn)
    click.echo(f"{account.msisdn}  {account.locale}  {account.status.value}")
    places = decimals(account.balance.currency)
    amount = account.balance.minor_units / 10**places
    click.echo(f"balance      {account.balance.currency} {amount:.{places}f}")
    click.echo(f"valid until  {account.valid_until}")
    for bucket in account.buckets:
        kind = bucket.usage_type.value
        click.echo(f"{kind:<12} {bucket.remaining} left, {bucket.used} used")
    click.echo(f"PIN tries    {rooms.pins.failures(account.msisdn)} failed in a row")


@accounts.command("set-pin")
@click.argument("msisdn")
def set_pin(msisdn: str) -> None:
    """Issue a random PIN for MSISDN and show it, this once."""
    rooms = _rooms()
    account = _account(rooms, msisdn)
    pin = "".join(secrets.choice("0123456789") for _ in range(PIN_DIGITS))
    rooms.pins.set(account.msisdn, pin)
    click.echo(f"The PIN of {account.msisdn} is now {pin}. It is not shown again.")


def _rooms() -> Rooms:
    rooms = rooms_of(development_settings())
    require_newest(rooms.engine)
    return rooms


def _account(rooms: Rooms, msisdn: str) -> Account:
    number = calling_number(msisdn)
    account = rooms.accounts.read(number) if number else None
    if account is None:
        raise click.ClickException(f"There is no account {msisdn}.")
    return account
