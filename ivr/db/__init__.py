"""The database: the declarative base, engines, and migrations to the newest schema."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from ivr.db.faults import DatabaseError
from ivr.db.sqlite_file import make_private, require_private, sqlite_file

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK_TIMEOUT_S = 5


__all__ = [
    "Base",
    "DatabaseError",
    "Engine",
    "Sessions",
    "engine_of",
    "require_newest",
    "require_private",
    "sessions_of",
    "upgrade",
]

Sessions = sessionmaker[Session]


class Base(DeclarativeBase):
    """What every table belongs to."""


def engine_of(url: str) -> Engine:
    """Give an engine for the SQLAlchemy *url*; a SQLite file is made, for us alone.

    Its errors do not tell parameters: numbers of callers are among them.
    """
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() != "sqlite":
            return create_engine(parsed, pool_pre_ping=True, hide_parameters=True)
    except (ArgumentError, ModuleNotFoundError) as error:
        raise DatabaseError(f"IVR_DATABASE_URL cannot be used: {error}") from error
    if file := sqlite_file(parsed):
        make_private(file)
    timeout = {"timeout": LOCK_TIMEOUT_S}
    engine = create_engine(parsed, connect_args=timeout, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def sessions_of(engine: Engine) -> Sessions:
    """Give a maker of sessions on *engine*."""
    return sessionmaker(engine)


def upgrade(engine: Engine) -> None:
    """Bring the schema to the newest migration."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def require_newest(engine: Engine) -> None:
    """Fail, saying what to do, unless the schema is that of the newest migration."""
    newest = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    try:
        with engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError as error:
        raise DatabaseError(f"The database cannot be reached: {error}") from error
    if current != newest:
        raise DatabaseError(
            f"The database is at migration {current or 'none'}, this version needs "
            f"{newest}. Run: ivr db upgrade"
        )


def _prepare_sqlite(connection: Any, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    # Readers and the one writer do not wait for each other.
    cursor.execute("PRAGMA journal_mode=WAL")
    # A power cut may lose the last turns, never the file; a caller dials again.
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    # What is erased is overwritten: a row that is only unlinked can still be read.
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()
