"""The database: the declarative base, engines, and migrations to the newest schema."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, func, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from ivr.db.faults import DatabaseError
from ivr.db.sqlite_file import file_of, make_private, require_private, sqlite_file
from ivr.domain.secret import Secret

MIGRATIONS = Path(__file__).parent / "migrations"

LOCK_TIMEOUT_S = 2.5
PATIENCE_S = 60.0
"""How long a call, and how long a command, waits for who writes to SQLite just now."""

POOL = {"pool_size": 8, "max_overflow": 4, "pool_timeout": 2}
"""For a worker: gunicorn's threads, and wishes that take long, each with a connection."""

MIGRATING = 0x5A1D0
"""The number of our lock in PostgreSQL, which knows locks by number."""

__all__ = [
    "Base",
    "DatabaseError",
    "Engine",
    "Sessions",
    "engine_of",
    "file_of",
    "require_newest",
    "require_private",
    "sessions_of",
    "upgrade",
]

Sessions = sessionmaker[Session]


class Base(DeclarativeBase):
    """What every table belongs to."""


def engine_of(url: Secret, *, is_patient: bool = False) -> Engine:
    """Give an engine for the SQLAlchemy *url*; a SQLite file is made, for us alone.

    A caller waits for the database some seconds at most; a command *is patient*. Errors
    do not tell parameters: numbers of callers are among them.
    """
    parsed = _parsed(url)
    match parsed.drivername:
        case "sqlite" | "sqlite+pysqlite":
            return _sqlite_engine(parsed, is_patient=is_patient)
        case "postgres" | "postgresql" | "postgresql+psycopg":
            return _postgresql_engine(parsed, is_patient=is_patient)
    raise DatabaseError(
        f"IVR_DATABASE_URL cannot be used: {parsed.drivername} is neither sqlite nor "
        "postgresql"
    )


def sessions_of(engine: Engine) -> Sessions:
    """Give a maker of sessions on *engine*."""
    return sessionmaker(engine)


def upgrade(engine: Engine) -> None:
    """Bring the schema to the newest migration; who comes second finds it there.

    Fails if a newer version has been here.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with _reached():
        connection = engine.connect()
    with connection, connection.begin():
        _wait_for_others(connection)
        _require_known(_revision_in(connection))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def require_newest(engine: Engine) -> None:
    """Fail, saying what to do, unless the schema is that of the newest migration."""
    newest = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    with _reached(), engine.connect() as connection:
        current = _revision_in(connection)
    if current != newest:
        _require_known(current)
        raise DatabaseError(
            f"The database is at migration {current or 'none'}, this version needs "
            f"{newest}. Run: ivr db upgrade"
        )


def _revision_in(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _require_known(revision: str | None) -> None:
    """Fail if *revision* is none of ours: it cannot be upgraded from here."""
    migrations = ScriptDirectory(str(MIGRATIONS)).walk_revisions()
    if revision and revision not in {it.revision for it in migrations}:
        raise DatabaseError(
            f"The database is at migration {revision}, which a newer version has made. "
            "Start that version, or restore a backup for this one."
        )


@contextmanager
def _reached() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        reason = getattr(error, "orig", None) or error
        raise DatabaseError(f"The database cannot be reached: {reason}") from error


def _parsed(url: Secret) -> URL:
    try:
        return make_url(url.reveal())
    except (ArgumentError, ValueError):
        # Not told by the error itself, nor kept as its cause: it may quote a password.
        raise DatabaseError(
            "IVR_DATABASE_URL cannot be used: write it as postgresql://user:password@"
            "host/name, with %40 for @, %2F for / and %3A for : in a password"
        ) from None


def _postgresql_engine(url: URL, *, is_patient: bool) -> Engine:
    try:
        # Not at the top: who keeps to SQLite needs no psycopg.
        from ivr.db.postgresql import postgresql_engine  # noqa: PLC0415
    except ImportError as error:
        raise DatabaseError(
            "PostgreSQL needs psycopg. Run: pip install 'saldo-ivr[postgresql]'"
        ) from error
    return postgresql_engine(url, is_patient=is_patient, **POOL)


def _sqlite_engine(url: URL, *, is_patient: bool) -> Engine:
    file = sqlite_file(url)
    if file:
        make_private(file)
    wait_s = PATIENCE_S if is_patient else LOCK_TIMEOUT_S
    pool = POOL if file else {}
    engine = create_engine(
        url, connect_args={"timeout": wait_s}, hide_parameters=True, **pool
    )
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _wait_for_others(connection: Connection) -> None:
    """Wait, to the end of the transaction, until nobody else migrates."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(MIGRATING)))
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _prepare_sqlite(connection: Any, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    _write_ahead(cursor)
    # A power cut may lose the last turns, never the file; a caller dials again.
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    # What is erased is overwritten: a row that is only unlinked can still be read.
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


def _write_ahead(cursor: sqlite3.Cursor) -> None:
    """Have readers and the one writer not wait for each other.

    A new file is changed to it while nobody else is in it, and SQLite itself does not
    wait for that: nodes that are started together would fail.
    """
    ends_at_s = time.monotonic() + LOCK_TIMEOUT_S
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            is_busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not is_busy or time.monotonic() > ends_at_s:
                raise
            time.sleep(0.01)
        else:
            return
