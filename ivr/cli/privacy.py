"""What is kept of callers, and for how long: `ivr privacy`."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import click

from ivr.app import Rooms, opened_rooms, utc_now
from ivr.cli.development import development_settings, require_key
from ivr.db import require_newest
from ivr.db.journal import empty_journal
from ivr.domain.msisdn import calling_number
from ivr.settings import Settings

LEFT_IN_FILES = """\
PostgreSQL keeps what was removed in its files. To rewrite them, while few calls come in:
  VACUUM (FULL) accounts, answers, buckets, calls, charges, last_known, pin_attempts,
    pin_guards, pins, top_ups;
Its write-ahead log (pg_wal, archives) and backups keep it until you rotate them."""


@click.group()
def privacy() -> None:
    """Keep what callers leave no longer than needed; tell or erase it on request.

    Calls, tries at PINs and their guards are kept under pseudonyms of numbers, which
    IVR_SECRET_KEY makes. Once it is changed, what was kept before is not found by its
    number any more: it goes by its age, with purge.
    """


@privacy.command()
@click.option(
    "--all", "everywhere", is_flag=True, help="Also of hotlines that are gone."
)
def purge(everywhere: bool) -> None:  # noqa: FBT001 - click hands it over so
    """Remove what is older than each hotline keeps it.

    retention_days and failed_attempts_days of a hotline say how old that is. What came
    over a hotline that IVR_CONFIG does not have is left alone, and told: with --all it
    goes as if nothing was said of its time. Run it every day.
    """
    settings = development_settings()
    with _opened(settings) as rooms:
        gone = rooms.privacy.purge(
            settings.hotlines, utc_now(), spares_others=not everywhere
        )
        others = [] if everywhere else rooms.privacy.others(settings.hotlines)
        _tell(gone)
        _empty_journal(rooms)
    if others:
        raise click.ClickException(
            f"IVR_CONFIG has no hotline {', '.join(others)}: what came over it was left "
            "alone. Set the file of hotlines of the server, or say --all."
        )


@privacy.command()
@click.argument("msisdn")
@click.option("--yes", is_flag=True, help="Do not ask first.")
def erase(msisdn: str, yes: bool) -> None:  # noqa: FBT001 - click hands it over so
    """Remove all that is kept about MSISDN, a number such as +32470123456.

    That is its account with buckets, top-ups and charges; its PIN; tries at it and from
    it, and what guards it; the calls it made, and those in which its PIN was tried.
    """
    number, settings = _number(msisdn), development_settings()
    with _opened(settings) as rooms:
        require_key(settings, rooms, ever=True)
        _warn(settings, rooms)
        if not yes:
            click.confirm(f"Erase all that is kept about {number}?", abort=True)
        _tell(rooms.privacy.erase(number, utc_now()))
        _empty_journal(rooms)
        if rooms.engine.dialect.name == "postgresql":
            click.echo(LEFT_IN_FILES, err=True)


@privacy.command()
@click.argument("msisdn")
def export(msisdn: str) -> None:
    """Print all that is kept about MSISDN as JSON, and nothing of anybody else.

    Of its PIN it says whether there is one. What was said in a call lies sealed, and is
    not told.
    """
    number, settings = _number(msisdn), development_settings()
    with _opened(settings) as rooms:
        require_key(settings, rooms, ever=True)
        _warn(settings, rooms)
        told = rooms.privacy.export(number)
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))


@contextmanager
def _opened(settings: Settings) -> Iterator[Rooms]:
    with opened_rooms(settings) as rooms:
        require_newest(rooms.engine)
        yield rooms


def _number(msisdn: str) -> str:
    number = calling_number(msisdn)
    if number is None:
        raise click.UsageError(f"Write {msisdn} in full, with + and country code.")
    return number


def _warn(settings: Settings, rooms: Rooms) -> None:
    """Say where else something may be kept: not on stdout, which is for the answer."""
    if settings.accounts != "sql":
        click.echo(
            f"{settings.accounts} keeps accounts of its own: ask there.", err=True
        )
    if not rooms.privacy.finds() or rooms.origin.has_our_key() is False:
        click.echo(
            "Some was kept under another IVR_SECRET_KEY: calls and tries of that time "
            "are found with that key only.",
            err=True,
        )


def _tell(gone: Counter[str]) -> None:
    if not gone.total():
        click.echo("There was nothing to remove.")
        return
    click.echo("removed:")
    for kind, count in gone.items():
        if count:
            click.echo(f"{kind:<10} {count}")


def _empty_journal(rooms: Rooms) -> None:
    if not empty_journal(rooms.engine):
        click.echo(
            "What is removed can still be read in the -wal file, as somebody reads the "
            "database just now: run this again.",
            err=True,
        )
