"""Accounts, wherever they are, and their PINs: `ivr accounts`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import click

from ivr import logs
from ivr.accounts.guard import Standing
from ivr.accounts.pin_rules import issued
from ivr.accounts.source import AccountSource, SourceUnavailableError
from ivr.app import Rooms, opened_rooms, source_of, utc_now
from ivr.cli.development import development_settings, require_key, require_pepper
from ivr.db import require_newest
from ivr.domain.account import Account
from ivr.domain.money import Money
from ivr.domain.msisdn import calling_number
from ivr.domain.secret import Secret
from ivr.domain.usage import Bucket, UsageType
from ivr.settings import DEVELOPMENT, Settings
from ivr.speech.currencies import UnknownCurrencyError, decimals

DEVELOPMENT_PEPPER = Secret(DEVELOPMENT["IVR_PIN_PEPPER"])
UNITS = {UsageType.DATA: " KB", UsageType.VOICE: " min"}


@click.group()
def accounts() -> None:
    """Look at accounts, and after the PINs in the hotline's own database."""


@accounts.command()
@click.argument("msisdn")
def show(msisdn: str) -> None:
    """Show the account of MSISDN, a number such as +32470123456."""
    with _rooms() as (rooms, source):
        account = _account(source, msisdn)
        own, others = rooms.pins.standings(account.msisdn, utc_now())
    locale = account.locale or "any language"
    click.echo(f"{account.msisdn}  {locale}  {account.status.value}")
    click.echo(f"balance      {_amount(account.balance)}")
    click.echo(f"valid until  {account.valid_until or 'further notice'}")
    click.echo(f"plan         {_printable(account.plan) or 'none'}")
    for bucket in account.buckets:
        click.echo(_written(bucket))
    click.echo(f"PIN tries    from its own telephone {_told(own)}")
    click.echo(f"             from others {_told(others)}")


@accounts.command("set-pin")
@click.argument("msisdn")
@click.option(
    "--digits",
    type=int,
    help="The pin_digits of the hotlines that the account calls; if they differ, the "
    "longest unless you say.",
)
@click.option(
    "--new-pepper",
    is_flag=True,
    help="Issue it though no PIN here has this pepper yet.",
)
def set_pin(msisdn: str, digits: int | None, *, new_pepper: bool) -> None:
    """Issue a random PIN for MSISDN and show it, this once."""
    settings = development_settings()
    length = _length(settings, digits)
    with _rooms() as (rooms, source):
        account = _account(source, msisdn)
        if not (new_pepper or rooms.pins.fit()):
            raise click.ClickException(
                "All PINs here were made with another IVR_PIN_PEPPER: set that one, or "
                "say --new-pepper if it is gone for good."
            )
        require_pepper(settings, rooms)
        if settings.pin_peppers[0] == DEVELOPMENT_PEPPER:
            click.echo("IVR_PIN_PEPPER is not set: this PIN is for trials.", err=True)
        pin = issued(account.msisdn, length)
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
        require_key(settings, rooms)
        yield rooms, source_of(settings, rooms)


def _length(settings: Settings, digits: int | None) -> int:
    lengths = {hotline.pin_digits for hotline in settings.hotlines.values()}
    if digits is None:
        return max(lengths)
    if digits not in lengths:
        asked = " or ".join(map(str, sorted(lengths)))
        raise click.BadParameter(f"the hotlines ask for {asked}", param_hint="--digits")
    return digits


def _told(standing: Standing) -> str:
    failed = f"{standing.failures} failed"
    if standing.is_locked:
        return f"{failed}: locked until `ivr accounts unlock`"
    if standing.rests_until:
        return f"{failed}: rests until {standing.rests_until:%Y-%m-%d %H:%M:%S} UTC"
    return failed


def _account(source: AccountSource, msisdn: str) -> Account:
    number = calling_number(msisdn)
    try:
        account = source.read(number) if number else None
    except SourceUnavailableError as error:
        reason = _printable(str(error))
        raise click.ClickException(f"No account can be read now: {reason}.") from error
    if account is None:
        raise click.ClickException(f"There is no account {msisdn}.")
    return account


def _written(bucket: Bucket) -> str:
    unit = UNITS.get(bucket.usage_type, "")
    left = "unlimited" if bucket.is_unlimited else f"{bucket.remaining}{unit} left"
    shared = ", shared" if bucket.is_shared else ""
    until = f", until {bucket.valid_until}" if bucket.valid_until else ""
    kind = _printable(bucket.name) or bucket.usage_type.value
    return f"{kind:<12} {left}, {bucket.used}{unit} used{shared}{until}"


def _printable(text: str) -> str:
    """Give *text* of an account source without what would steer a terminal."""
    return "".join(letter if letter.isprintable() else "…" for letter in text)


def _amount(money: Money) -> str:
    try:
        places = decimals(money.currency)
    except UnknownCurrencyError:
        return f"{money.currency} {money.minor_units} (minor units)"
    return f"{money.currency} {Decimal(money.minor_units).scaleb(-places)}"
