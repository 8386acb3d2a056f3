"""The database and its migrations."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from ivr.accounts import pins, sql
from ivr.calls import store
from ivr.db import MIGRATIONS, Base, DatabaseError, engine_of, require_newest, upgrade

TABLES = {pins.PinRow, pins.PinAttemptRow, sql.AccountRow, store.CallRow}


@pytest.fixture
def engine(tmp_path):
    engine = engine_of(f"sqlite:///{tmp_path}/new/saldo.db")
    yield engine
    engine.dispose()


def test_migrations_make_the_tables_of_the_code(engine):
    """From nothing, the migrations give the schema that the code works with."""
    upgrade(engine)
    assert {table.__tablename__ for table in TABLES} <= set(Base.metadata.tables)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Base.metadata) == []


def test_migrations_can_be_taken_back(engine):
    """What the migrations made can be taken back, and made again."""
    upgrade(engine)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    upgrade(engine)
    require_newest(engine)


def test_upgrading_twice_is_upgrading_once(engine):
    """An upgrade of a newest database changes nothing."""
    upgrade(engine)
    upgrade(engine)
    require_newest(engine)


def test_a_database_that_is_behind_is_told_what_to_do(engine):
    """A database that was never migrated is refused with the command that helps."""
    with pytest.raises(DatabaseError, match="Run: ivr db upgrade"):
        require_newest(engine)


def test_a_database_that_cannot_be_reached_is_named(tmp_path):
    """A file that is no database is an error of ours, not a traceback."""
    (tmp_path / "saldo.db").write_text("this is not a database" * 100)
    engine = engine_of(f"sqlite:///{tmp_path}/saldo.db")
    with pytest.raises(DatabaseError, match="cannot be reached"):
        require_newest(engine)
    engine.dispose()


def test_sqlite_lets_readers_go_on(engine):
    """SQLite keeps a write-ahead log, and checks what rows refer to."""
    with engine.connect() as connection:
        modes = ["journal_mode", "foreign_keys", "synchronous"]
        told = [connection.execute(text(f"PRAGMA {mode}")).scalar() for mode in modes]
        assert told == ["wal", 1, 1]
