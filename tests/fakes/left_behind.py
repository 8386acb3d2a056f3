"""What a database holds after calls: its tables, and what lies around them."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Protocol

import psycopg
from fakes.postgres import OwnPostgres, Postgres
from sqlalchemy.engine import URL

KEPT_BY_NUMBER = ("accounts", "buckets", "top_ups", "charges", "pins")
"""The tables that must have telephone numbers: there they are the key."""

FILE, WAL, FILE_WITHOUT_ACCOUNTS = "the file", "the WAL", "the file but for accounts"
SERVER_LOG = "the server's log"
PACKED = {FILE, WAL, FILE_WITHOUT_ACCOUNTS}
"""Where nothing is between one column and the next."""

Tables = dict[str, list[tuple]]


class LeftBehind(Protocol):
    """Something that can be searched, and in which a secret can be planted."""

    def tables(self) -> Tables:
        """Give the rows of every table."""

    def around(self) -> dict[str, str]:
        """Give what there is besides, by its name."""

    def execute(self, statement: str) -> None:
        """Have the database do something."""

    def drop(self, table: str) -> None:
        """Take a table away, whatever refers to it."""


class InSqlite:
    """The SQLite database in the file at *path*."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def tables(self) -> Tables:
        with closing(sqlite3.connect(self._path)) as db:
            return _tables(db)

    def around(self) -> dict[str, str]:
        wal = self._path.with_name(f"{self._path.name}-wal")
        # The files first: who opens the database may tidy it up.
        file, log = _bytes(self._path), _bytes(wal)
        with closing(sqlite3.connect(self._path)) as db:
            rest = _without_accounts(db)
        return {FILE: file, WAL: log, FILE_WITHOUT_ACCOUNTS: rest}

    def execute(self, statement: str) -> None:
        with closing(sqlite3.connect(self._path)) as db, db:
            db.execute(statement)

    def drop(self, table: str) -> None:
        self.execute(f"DROP TABLE {table}")


class InPostgres:
    """The database at *url* of *server*."""

    def __init__(self, server: Postgres, url: URL) -> None:
        self._url = url.render_as_string(hide_password=False)
        self._log: Callable[[], str] | None = None
        if isinstance(server, OwnPostgres):
            before = len(server.log)
            self._log = lambda: server.log[before:]

    def tables(self) -> Tables:
        query = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
        with psycopg.connect(self._url) as db:
            names = [name for (name,) in db.execute(query).fetchall()]
            return {
                name: list(map(_as_text, db.execute(f'SELECT * FROM "{name}"')))
                for name in names
            }

    def around(self) -> dict[str, str]:
        return {SERVER_LOG: self._log()} if self._log else {}

    def execute(self, statement: str) -> None:
        with psycopg.connect(self._url) as db:
            db.execute(statement)

    def drop(self, table: str) -> None:
        self.execute(f"DROP TABLE {table} CASCADE")


def _as_text(row: tuple) -> tuple:
    return tuple(str(it) if isinstance(it, datetime) else it for it in row)


def _tables(db: sqlite3.Connection) -> Tables:
    names = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {name: db.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in names}


def _without_accounts(db: sqlite3.Connection) -> str:
    """Give the bytes of a file like *db* in which no telephone number may be."""
    with closing(sqlite3.connect(":memory:")) as copy:
        db.backup(copy)
        for table in {*KEPT_BY_NUMBER}.intersection(_tables(db)):
            copy.execute(f"DELETE FROM {table}")
        copy.commit()
        copy.execute("VACUUM")
        return copy.serialize().decode(errors="replace")


def _bytes(path: Path) -> str:
    return path.read_bytes().decode(errors="replace") if path.exists() else ""
