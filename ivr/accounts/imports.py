"""Writes batches of accounts, each with the bookmark behind it in one transaction.

So an import that is stopped, however rudely, goes on where it was; and a caller never
finds an account with the buckets of before. An account in a batch is replaced with its
buckets. What came and went, and PINs, are left alone, and so is every other account.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    CursorResult,
    Table,
    TableClause,
    bindparam,
    column,
    delete,
    func,
    insert,
    select,
    table,
    true,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from ivr.accounts.lines import Batch, Line
from ivr.accounts.tables import AccountRow, BucketRow, ImportRow
from ivr.db import DatabaseError, Engine
from ivr.db.moments import utc
from ivr.domain.account import Account

ACCOUNTS: Table = AccountRow.__table__  # type: ignore[assignment] # it is no less
BUCKETS: Table = BucketRow.__table__  # type: ignore[assignment]
IMPORTS: Table = ImportRow.__table__  # type: ignore[assignment]
KEY, *REST = ACCOUNT_COLUMNS = tuple(ACCOUNTS.columns.keys())
BUCKET_COLUMNS = tuple(it.name for it in BUCKETS.columns if it.name != "id")

INCOMING = table("incoming", *map(column, ACCOUNT_COLUMNS))
NEW_BUCKETS = table("buckets", *map(column, BUCKET_COLUMNS))
"""What is copied to PostgreSQL: a table of our own, and buckets without their ids."""
SLOW_WAYS = ("enable_seqscan", "enable_hashjoin", "enable_mergejoin")
"""How PostgreSQL is not to look for some among very many."""

Row = tuple[Any, ...]
Upsert = sqlite.Insert | postgresql.Insert


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
                _write(connection, accounts)
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
    into = _insert_into(connection, IMPORTS)
    connection.execute(into.values(row).on_conflict_do_nothing())


def _place(bookmark: Bookmark) -> dict[str, object]:
    return {
        "line": bookmark.behind.number,
        "ends": bookmark.behind.ends,
        "good": bookmark.good,
        "bad": bookmark.bad,
        "finished_at": bookmark.finished_at,
    }


def _write(connection: Connection, accounts: list[Account]) -> None:
    if connection.dialect.name == "postgresql":
        _copy(connection, accounts)
    else:
        _insert(connection, accounts)


def _insert(connection: Connection, accounts: list[Account]) -> None:
    """Write to SQLite, which runs one statement for many rows fast enough."""
    upsert = _replacing(_insert_into(connection, ACCOUNTS))
    theirs = delete(BUCKETS).where(BUCKETS.c.msisdn == bindparam("its"))
    connection.execute(upsert, _named(ACCOUNT_COLUMNS, map(_account_row, accounts)))
    connection.execute(theirs, [{"its": account.msisdn} for account in accounts])
    if buckets := _named(BUCKET_COLUMNS, bucket_rows(accounts)):
        connection.execute(insert(BUCKETS), buckets)


def _copy(connection: Connection, accounts: list[Account]) -> None:
    """Write to PostgreSQL by COPY: half the time of INSERTs, and a tenth of our own."""
    connection.exec_driver_sql(
        "CREATE TEMPORARY TABLE IF NOT EXISTS incoming (LIKE accounts) "
        "ON COMMIT DELETE ROWS"
    )
    _copy_rows(connection, INCOMING, map(_account_row, accounts))
    into = _insert_into(connection, ACCOUNTS)
    copied = into.from_select(ACCOUNT_COLUMNS, select(INCOMING))
    connection.execute(_replacing(copied))
    # Before it has statistics, as in a first import, PostgreSQL would read all buckets
    # for each batch: the more there are, the longer it would take.
    ways_off = [func.set_config(way, "off", true()) for way in SLOW_WAYS]
    connection.execute(select(*ways_off))
    connection.execute(delete(BUCKETS).where(BUCKETS.c.msisdn == INCOMING.c.msisdn))
    _copy_rows(connection, NEW_BUCKETS, bucket_rows(accounts))


def _insert_into(connection: Connection, target: Table) -> Upsert:
    """Insert into *target*, in the words of a database that knows ON CONFLICT."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(target)
    return sqlite.insert(target)


def _replacing(statement: Upsert) -> Upsert:
    """Have *statement* write over the accounts that are there."""
    news = {name: statement.excluded[name] for name in REST}
    return statement.on_conflict_do_update(index_elements=[KEY], set_=news)


def _copy_rows(
    connection: Connection, target: TableClause, rows: Iterable[Row]
) -> None:
    # Of psycopg, and closed with the transaction's connection.
    cursor: Any = connection.connection.cursor()
    columns = ", ".join(target.columns.keys())
    with cursor.copy(f"COPY {target.name} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _named(columns: tuple[str, ...], rows: Iterable[Row]) -> list[dict[str, Any]]:
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _account_row(account: Account) -> Row:
    """Give *account* in the order of the columns of its table."""
    return (
        account.msisdn,
        account.locale,
        account.balance.currency,
        account.balance.minor_units,
        account.valid_until,
        account.status.value,
        account.plan,
        account.as_of,
    )


def bucket_rows(accounts: Iterable[Account]) -> Iterator[Row]:
    """Give the buckets of *accounts* in the order of the columns of theirs."""
    for account in accounts:
        for bucket in account.buckets:
            yield (
                account.msisdn,
                bucket.usage_type.value,
                bucket.name,
                bucket.remaining,
                bucket.used,
                bucket.is_unlimited,
                bucket.is_shared,
                bucket.valid_until,
            )
