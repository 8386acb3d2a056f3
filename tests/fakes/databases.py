"""The databases of a test: SQLite files in its folder, or some of a PostgreSQL server."""

from contextlib import closing
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Protocol

import psycopg
from fakes.left_behind import InPostgres, InSqlite, LeftBehind
from fakes.postgres import Postgres
from sqlalchemy.engine import URL, make_url

from ivr.accounts.demo import demo_accounts
from ivr.app import rooms_of
from ivr.db import Base, upgrade
from ivr.domain.secret import Secret
from ivr.settings import DEVELOPMENT, read_settings

SQLITE, POSTGRESQL = "sqlite", "postgresql"

HANG_UP = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
SHAPE = """
SELECT relname, relnatts FROM pg_class
WHERE relnamespace = 'public'::regnamespace ORDER BY relname
"""


class Databases(Protocol):
    """Makes databases; *first* is the URL of one that is not there yet."""

    first: Secret

    def empty(self) -> Secret:
        """Give the URL of a new database without tables."""

    def demo(self) -> Secret:
        """Give the URL of a new database with the demo accounts."""

    def make_demo(self) -> None:
        """Make the *first* one, with the demo accounts."""

    def next_demo(self) -> Secret:
        """Give one with the demo accounts; the last may be gone."""

    def left_behind(self, url: Secret) -> LeftBehind:
        """Give what is to be searched of the database of *url*."""

    def drop(self) -> None:
        """Remove all of them."""


class SqliteDatabases:
    """Files in *folder*; *demo_file* is copied where demo accounts are wanted."""

    def __init__(self, folder: Path, demo_file: Path) -> None:
        self.file = folder / "saldo.db"
        self.first = _sqlite_url(self.file)
        self._demo_file = demo_file
        self._numbers = count(1)

    def empty(self) -> Secret:
        return _sqlite_url(self.file.with_name(f"{next(self._numbers)}.db"))

    def demo(self) -> Secret:
        url = self.empty()
        _path(url).write_bytes(self._demo_file.read_bytes())
        return url

    def make_demo(self) -> None:
        self.file.write_bytes(self._demo_file.read_bytes())

    def next_demo(self) -> Secret:
        return self.demo()

    def left_behind(self, url: Secret) -> LeftBehind:
        return InSqlite(_path(url))

    def drop(self) -> None:
        """Leave them to pytest, who removes the folder."""


class PostgresDatabases:
    """Databases of *server*; the *first* is the one with the demo accounts."""

    def __init__(self, server: Postgres, demo: "PostgresDemo") -> None:
        self._server = server
        self._demo = demo
        self._made: list[URL] = []
        self.first = _secret(demo.url)

    def empty(self) -> Secret:
        return self._make(None)

    def demo(self) -> Secret:
        return self._make(self._demo.template)

    def make_demo(self) -> None:
        self._demo.restore()

    def next_demo(self) -> Secret:
        self._demo.restore()
        return self.first

    def left_behind(self, url: Secret) -> LeftBehind:
        return InPostgres(self._server, make_url(url.reveal()))

    def drop(self) -> None:
        for url in self._made:
            self._server.drop(url)

    def _make(self, template: URL | None) -> Secret:
        url = self._server.new()
        self._made.append(url)
        self._server.make(url, template)
        return _secret(url)


class PostgresDemo:
    """The database at *url*, made good again for each test.

    To write its rows anew takes a tenth of the time of making it from the *template*.
    """

    def __init__(self, server: Postgres, at: datetime) -> None:
        self._server = server
        self.template, self.url = server.new(), server.new()
        server.make(self.template)
        _write_demo(_secret(self.template), at)
        self._tables = ["alembic_version", *map(str, Base.metadata.sorted_tables)]
        copies = (f"CREATE TABLE kept.{it} AS TABLE {it};" for it in self._tables)
        self._execute(self.template, f"CREATE SCHEMA kept; {''.join(copies)}")
        server.make(self.url, self.template)
        self._shape = self._execute(self.url, SHAPE)

    def restore(self) -> None:
        """Have it as it was, whatever was done to it."""
        if self._execute(self.url, f"{HANG_UP}; {SHAPE}") != self._shape:
            self._server.drop(self.url)
            self._server.make(self.url, self.template)
            return
        emptied = (f"DELETE FROM {it};" for it in reversed(self._tables))
        filled = (f"INSERT INTO {it} SELECT * FROM kept.{it};" for it in self._tables)
        self._execute(self.url, "".join([*emptied, *filled]))

    @staticmethod
    def _execute(url: URL, statements: str) -> list[tuple]:
        with psycopg.connect(url.render_as_string(hide_password=False)) as db:
            cursor = db.execute(statements)
            while cursor.nextset():
                pass
            return cursor.fetchall() if cursor.description else []


def demo_of_sqlite(path: Path, at: datetime) -> Path:
    """Make a file with the demo accounts at *path*, as they are *at* that time."""
    _write_demo(_sqlite_url(path), at)
    return path


def _write_demo(url: Secret, at: datetime) -> None:
    rooms = rooms_of(read_settings(DEVELOPMENT | {"IVR_DATABASE_URL": url.reveal()}))
    upgrade(rooms.engine)
    for demo in demo_accounts(at):
        msisdn = demo.account.msisdn
        rooms.accounts.write(demo.account)
        rooms.accounts.write_history(msisdn, demo.top_ups, demo.charges)
        rooms.pins.set(msisdn, demo.pin)
    if rooms.engine.dialect.name == SQLITE:
        with closing(rooms.engine.raw_connection()) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    rooms.engine.dispose()


def _sqlite_url(path: Path) -> Secret:
    return Secret(f"sqlite:///{path}")


def _path(url: Secret) -> Path:
    return Path(url.reveal().removeprefix("sqlite:///"))


def _secret(url: URL) -> Secret:
    return Secret(url.render_as_string(hide_password=False))
