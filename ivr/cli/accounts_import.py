"""A file of accounts into the hotline's own database: `ivr accounts import`."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import click

from ivr.accounts.bad_rows import BadRows, open_bad_rows
from ivr.accounts.imports import Bookmark, Imports
from ivr.accounts.lines import Batch, batches, digest_of, header_of
from ivr.accounts.rows import HeaderError, Rows
from ivr.app import opened_rooms, utc_now
from ivr.cli.development import development_settings
from ivr.cli.progress import Move, progress
from ivr.db import DatabaseError, Engine, require_newest
from ivr.speech.currencies import CURRENCIES, decimals
from ivr.speech.languages import languages

LINES_PER_BATCH = 1000
"""Written in one go: calls wait for it on SQLite, which has one writer at a time."""
MOST_TOLD = 20
STOPPED = 130
"""The exit code of a command that was stopped by its user."""


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option(
    "--bad",
    "bad_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write bad rows to this file, each with what is wrong, to be mended.",
)
@click.option("--from-start", is_flag=True, help="Forget how far the file is imported.")
def import_command(file: str, bad_file: Path | None, from_start: bool) -> None:  # noqa: FBT001 - click hands it over so
    """Import accounts from the CSV file FILE, - for stdin.

    Its first line names the columns, its cells are parted by commas or semicolons, and
    it is in UTF-8. Needed are msisdn, locale, currency and balance, such as 71.80; there
    may be valid_until, status (active, suspended or expired), plan, as_of (when the
    figures were true; empty: they are), and data_mb, minutes and messages, each with
    _left (or "unlimited") and _used; and data_valid_until, minutes_valid_until and
    messages_valid_until. A column "bad" is ignored.

    Accounts in the file are written with their buckets, in the place of what was there;
    of two rows with one number the last one holds. PINs, top-ups, charges and all other
    accounts stay as they are. Bad rows are told by line, and the good ones kept; then
    the exit code is 1. An import that was stopped goes on where it was when the same
    command is run again, unless it reads stdin.
    """
    settings = development_settings()
    if bad_file and bad_file.exists() and file != "-" and bad_file.samefile(file):
        raise click.UsageError("--bad must be another file than the one imported.")
    if settings.accounts != "sql":
        click.echo(
            f"IVR_ACCOUNTS is {settings.accounts}: calls do not read what is imported.",
            err=True,
        )
    with _opened(file) as source, opened_rooms(settings) as rooms:
        require_newest(rooms.engine)
        _import(_Import(source, rooms.engine, bad_file), from_start=from_start)


class _UnusableFileError(click.ClickException):
    """Nothing of the file can be read; nothing is written."""

    exit_code = 2


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    try:
        with (
            nullcontext(sys.stdin.buffer) if file == "-" else Path(file).open("rb")
        ) as it:
            yield it
    except OSError as error:
        raise click.ClickException(
            f"{error.filename or file}: {error.strerror}"
        ) from error


def _import(work: "_Import", *, from_start: bool) -> None:
    bookmark = work.begin(from_start=from_start)
    if bookmark.finished_at:
        click.echo(
            f"This file was imported on {bookmark.finished_at:%Y-%m-%d %H:%M} UTC."
        )
        click.echo("Nothing was done; --from-start imports it again.")
    else:
        bookmark = work.finish()
    rows = "row" if bookmark.good == 1 else "rows"
    click.echo(f"{bookmark.good:,} {rows} imported, {bookmark.bad:,} bad")
    sys.exit(1 if bookmark.bad else 0)


class _Import:
    """The import of *source*, of which bad rows go to *bad_file*, if there is one."""

    def __init__(self, source: BinaryIO, engine: Engine, bad_file: Path | None) -> None:
        self._source = source
        self._imports = Imports(engine)
        self._bad_file = bad_file
        self._size_bytes = _size_of(source)

    def begin(self, *, from_start: bool) -> Bookmark:
        """Find out how far it is; *from_start* forgets that."""
        digest = None
        if self._size_bytes is not None:
            digest = digest_of(self._source)
            self._source.seek(0)
        try:
            self._header, layout = header_of(self._source)
        except HeaderError as error:
            raise _UnusableFileError(f"{error} Nothing was written.") from error
        spoken = {currency: decimals(currency) for currency in CURRENCIES}
        self._rows = Rows(layout, sorted(languages()), spoken)
        if digest and from_start:
            self._imports.forget(digest)
        self._bookmark = self._imports.begin(digest, self._header)
        return self._bookmark

    def finish(self) -> Bookmark:
        """Import what is left."""
        behind = self._bookmark.behind
        goes_on = behind.number > self._header.number
        if goes_on:
            self._source.seek(behind.ends)
            click.echo(f"Going on behind line {behind.number:,}.", err=True)
        with ExitStack() as stack:
            stack.enter_context(self._resumable())
            bad_rows = None
            if self._bad_file:
                opened = open_bad_rows(self._bad_file, goes_on=goes_on)
                bad_rows = BadRows(stack.enter_context(opened), self._rows.layout)
                bad_rows.begin(self._header)
            move = stack.enter_context(
                progress("importing", behind.ends, self._size_bytes)
            )
            self._keep_all(_Told(bad_rows), move)
            return self._imports.finish(self._bookmark, utc_now())

    def _keep_all(self, told: "_Told", move: Move) -> None:
        behind = self._bookmark.behind
        for batch in batches(self._source, self._rows, behind, LINES_PER_BATCH):
            told.tell(batch)
            before = self._bookmark.behind
            self._bookmark = self._imports.keep(batch, self._bookmark)
            move(batch.good + len(batch.bad), batch.last.ends - before.ends)

    @contextmanager
    def _resumable(self) -> Iterator[None]:
        """Say how to go on when the work is stopped, or the database or a disk fails."""
        try:
            yield
        except KeyboardInterrupt:
            click.echo(f"\nStopped. {self._way_on()}", err=True)
            sys.exit(STOPPED)
        except DatabaseError as error:
            raise DatabaseError(f"{error} {self._way_on()}") from error
        except OSError as error:
            if error.filename or not self._bad_file:
                raise
            reason = f"{self._bad_file}: {error.strerror}."
            raise click.ClickException(f"{reason} {self._way_on()}") from error

    def _way_on(self) -> str:
        line = self._bookmark.behind.number
        again = "goes on from there" if self._bookmark.digest else "begins anew"
        return f"All up to line {line:,} is kept; the same command {again}."


@dataclass(slots=True)
class _Told:
    """Tells bad rows on stderr, the first of them, and keeps all in *bad_rows*."""

    bad_rows: BadRows | None
    count: int = 0

    def tell(self, batch: Batch) -> None:
        for row in batch.bad:
            self.count += 1
            if self.count <= MOST_TOLD:
                click.echo(str(row), err=True)
            elif self.count == MOST_TOLD + 1 and not self.bad_rows:
                click.echo("There are more bad rows: --bad keeps them all.", err=True)
            if self.bad_rows:
                self.bad_rows.keep(row)
        # Before the bookmark passes them: a row may stand there twice, but never not.
        if self.bad_rows:
            self.bad_rows.flush()


def _size_of(source: BinaryIO) -> int | None:
    """Give the size of a file, None of what cannot be read twice."""
    if source is sys.stdin.buffer or not source.seekable():
        return None
    return os.fstat(source.fileno()).st_size
