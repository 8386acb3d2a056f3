"""What is kept of callers, and for how long: `ivr privacy`."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import click

from ivr.app import opened_rooms, utc_now
from ivr.calls.privacy import Privacy
from ivr.cli.development import development_settings
from ivr.db import require_newest
from ivr.domain.msisdn import calling_number
from ivr.settings import Settings


@click.group()
def privacy() -> None:
    """Keep what callers leave no longer than needed; tell or erase it on request.

    Calls, tries at PINs and their guards are kept under pseudonyms of numbers, which
    IVR_SECRET_KEY makes. Once it is changed, what was kept before is not found by its
    number any more: it goes by its age, with purge.
    """


@privacy.command()
def purge() -> None:
    """Remove what is older than each hotline keeps it.

    retention_days and failed_attempts_days of a hotline say how old that is; calls of
    a hotline that is gone are kept as long as if nothing was said. Run it every day.
    """
    settings = development_settings()
    with _opened(settings) as kept:
        gone = kept.purge(settings.hotlines, utc_now())
    _tell(gone)


@privacy.command()
@click.argument("msisdn")
@click.option("--yes", is_flag=True, help="Do not ask first.")
def erase(msisdn: str, yes: bool) -> None:  # noqa: FBT001 - click hands it over so
    """Remove all that is kept about MSISDN, a number such as +32470123456.

    That is its account with buckets, top-ups and charges; its PIN; tries at it and from
    it, and what guards it; the calls it made, and those in which its PIN was tried.
    """
    number, settings = _number(msisdn), development_settings()
    with _opened(settings) as kept:
        _warn(settings, kept)
        if not yes:
            click.confirm(f"Erase all that is kept about {number}?", abort=True)
        gone = kept.erase(number)
    _tell(gone)


@privacy.command()
@click.argument("msisdn")
def export(msisdn: str) -> None:
    """Print all that is kept about MSISDN as JSON, and nothing of anybody else.

    Of its PIN it says whether there is one. What was said in a call lies sealed, and is
    not told.
    """
    number, settings = _number(msisdn), development_settings()
    with _opened(settings) as kept:
        _warn(settings, kept)
        click.echo(json.dumps(kept.export(number), ensure_ascii=False, indent=2))


@contextmanager
def _opened(settings: Settings) -> Iterator[Privacy]:
    with opened_rooms(settings) as rooms:
        require_newest(rooms.engine)
        yield rooms.privacy


def _number(msisdn: str) -> str:
    number = calling_number(msisdn)
    if number is None:
        raise click.UsageError(f"Write {msisdn} in full, with + and country code.")
    return number


def _warn(settings: Settings, kept: Privacy) -> None:
    """Say where else something may be kept: not on stdout, which is for the answer."""
    if settings.accounts != "sql":
        click.echo(
            f"{settings.accounts} keeps accounts of its own: ask there.", err=True
        )
    if not kept.finds():
        click.echo(
            "The last call here was kept under another IVR_SECRET_KEY: calls and tries "
            "of that time are found with that key only.",
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
