"""Writes batches of accounts, each with the bookmark behind it in one transaction.

So an import that is stopped, however rudely, goes on where it was; and a caller never
finds an account with the buckets of before.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, CursorResult, Table, delete
from sqlalchemy.exc import SQLAlchemyError

from ivr.accounts import bulk
from ivr.accounts.lines import Batch, Line
from ivr.accounts.tables import ImportRow
from ivr.db import DatabaseError, Engine
from ivr.db.moments import utc

IMPORTS: Table = ImportRow.__table__  # type: ignore[assignment] # it is no less


class ImportBusyError(DatabaseError):
    """The same file is being imported by somebody else."""

    def __init__(self) -> None:
        super().__init__("The same file is being imported by another command.")


@dataclass(frozen=True, slots=True)
class Bookmark:
    """How far the file with *digest* is imported: *behind* a line.

    *good* and *bad* rows are counted from its beginning. A file without a digest cannot
    be read twice: nothing is remembered of it.
    """

    digest: str | None
    behind: Line
    good: int = 0
    bad: int = 0
    finished_at: datetime | None = None

    def after(self, batch: Batch) -> "Bookmark":
        """Give the bookmark behind *batch*."""
        return replace(
            self,
            behind=batch.last,
            good=self.good + batch.good,
            bad=self.bad + len(batch.bad),
        )


class Imports:
    """Writes accounts, and how far that went, to the tables of *engine*."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin(self, digest: str | None, header: Line) -> Bookmark:
        """Give how far the file with *digest* is imported: to its *header*, at first."""
        if digest is None:
            return Bookmark(None, header)
        known = IMPORTS.select().where(IMPORTS.c.digest == digest)
        with self._writing() as connection:
            row = connection.execute(known).one_or_none()
            if row is None:
                _put(connection, Bookmark(digest, header))
                return Bookmark(digest, header)
        behind = Line(row.line, row.ends, None)
        finished_at = row.finished_at and utc(row.finished_at)
        return Bookmark(digest, behind, row.good, row.bad, finished_at)

    def forget(self, digest: str) -> None:
        """Have the file with *digest* imported from its beginning next time."""
        with self._writing() as connection:
            connection.execute(delete(IMPORTS).where(IMPORTS.c.digest == digest))

    def keep(self, batch: Batch, bookmark: Bookmark) -> Bookmark:
        """Write the accounts of *batch*, which stands behind *bookmark*."""
        moved = bookmark.after(batch)
        with self._writing() as connection:
            # At first: who finds that another was faster has written nothing.
            _move(connection, bookmark, moved)
            # In one order, so that two imports never wait for each other.
            accounts = [batch.accounts[number] for number in sorted(batch.accounts)]
            if accounts:
                bulk.write(connection, accounts)
        return moved

    def finish(self, bookmark: Bookmark, at: datetime) -> Bookmark:
        """Note that the file was imported to its end *at* a time (UTC)."""
        finished = replace(bookmark, finished_at=at)
        with self._writing() as connection:
            _move(connection, bookmark, finished)
        return finished

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except (SQLAlchemyError, self._engine.dialect.loaded_dbapi.Error) as error:
            # Its words may quote a row.
            name = type(getattr(error, "orig", None) or error).__name__
            raise DatabaseError(f"The database failed ({name}).") from error


def _move(connection: Connection, old: Bookmark, new: Bookmark) -> None:
    """Put the bookmark behind what is written, unless somebody else has moved it."""
    if new.digest is None:
        return
    stands = (IMPORTS.c.digest == old.digest) & (IMPORTS.c.line == old.behind.number)
    moved: CursorResult[Any] = connection.execute(
        IMPORTS.update().where(stands).values(_place(new))
    )
    if moved.rowcount != 1:
        raise ImportBusyError


def _put(connection: Connection, start: Bookmark) -> None:
    """Put a bookmark at the *start* of a file, unless another was faster."""
    row = {"digest": start.digest, **_place(start)}
    into = bulk.insert_into(connection, IMPORTS)
    connection.execute(into.values(row).on_conflict_do_nothing())


def _place(bookmark: Bookmark) -> dict[str, object]:
    return {
        "line": bookmark.behind.number,
        "ends": bookmark.behind.ends,
        "good": bookmark.good,
        "bad": bookmark.bad,
        "finished_at": bookmark.finished_at,
    }
