"""The database and its migrations."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from ivr.accounts import pins, tables
from ivr.accounts.sql import SqlAccounts
from ivr.calls import store
from ivr.db import (
    MIGRATIONS,
    Base,
    DatabaseError,
    engine_of,
    require_newest,
    require_private,
    sessions_of,
    upgrade,
)
from ivr.domain.account import Account, AccountStatus
from ivr.domain.money import Money
from ivr.domain.usage import Bucket, UsageType

TABLES = {
    pins.PinRow,
    pins.PinAttemptRow,
    tables.AccountRow,
    tables.BucketRow,
    tables.TopUpRow,
    tables.ChargeRow,
    store.CallRow,
}
FIRST_ROWS = (
    "INSERT INTO accounts VALUES ('+321', 'nl_BE', 'EUR', 1205, '2026-12-01', 'active')",
    "INSERT INTO accounts VALUES ('+322', 'en', 'GBP', -720, '2020-02-29', 'expired')",
    "INSERT INTO buckets VALUES (7, '+321', 'data', 2250000, 0)",
    "INSERT INTO buckets VALUES (8, '+321', 'voice', 21, 79)",
    "INSERT INTO buckets VALUES (9, '+322', 'sms', 3, 0)",
)
"""Accounts and buckets as the first schema has them."""
FIRST_ACCOUNTS = "msisdn, locale, currency, minor_units, valid_until, status"
FIRST_BUCKETS = "id, msisdn, usage_type, remaining, used"


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


@pytest.fixture
def migrate(engine):
    """Give what brings the database to a revision: `migrate("upgrade", "0001")`."""

    def migrate(way, revision):
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            getattr(command, way)(config, revision)

    return migrate


@pytest.fixture
def rows(engine):
    """Give what reads columns of a table, in order."""

    def rows(columns, table):
        with engine.connect() as connection:
            found = connection.execute(
                text(f"SELECT {columns} FROM {table} ORDER BY 1")
            )
            return [tuple(row) for row in found]

    return rows


@pytest.fixture
def first_rows(engine, migrate):
    """Make a database of the first schema, with accounts in it."""
    migrate("upgrade", "0001")
    with engine.begin() as connection:
        for row in FIRST_ROWS:
            connection.execute(text(row))


def test_no_account_is_lost_when_the_card_is_told_whole(engine, first_rows):
    """Accounts of the first schema are read by the code of today, to the last bucket."""
    upgrade(engine)
    accounts = SqlAccounts(sessions_of(engine))
    assert accounts.read("+321") == Account(
        "+321",
        "nl_BE",
        Money(1205, "EUR"),
        date(2026, 12, 1),
        buckets=(
            Bucket(UsageType.DATA, 2_250_000),
            Bucket(UsageType.VOICE, 21, 79),
        ),
    )
    other = accounts.read("+322")
    assert other.status is AccountStatus.EXPIRED
    assert other.valid_until == date(2020, 2, 29)
    assert accounts.top_ups("+321", 3) == accounts.charges("+321", 3) == []


def test_accounts_survive_the_way_down_and_up(engine, first_rows, migrate, rows):
    """Whichever way a database is migrated, accounts and buckets stay as they were."""
    before = rows(FIRST_ACCOUNTS, "accounts"), rows(FIRST_BUCKETS, "buckets")
    for way, revision in (("upgrade", "0002"), ("downgrade", "0001")) * 2:
        migrate(way, revision)
        after = rows(FIRST_ACCOUNTS, "accounts"), rows(FIRST_BUCKETS, "buckets")
        assert after == before, (way, revision)


def test_what_the_first_schema_has_no_room_for_is_taken_down(engine, migrate, rows):
    """A card that never ends has a far end there; its money and buckets stay."""
    upgrade(engine)
    accounts = SqlAccounts(sessions_of(engine))
    bucket = Bucket(UsageType.DATA, 5, 0, "europe", valid_until=date(2026, 12, 1))
    endless = Account("+321", "en", Money(9, "EUR"), None, buckets=(bucket,))
    accounts.write(
        replace(endless, plan="travel", as_of=datetime(2026, 11, 18, tzinfo=UTC))
    )
    migrate("downgrade", "0001")
    assert rows("minor_units, valid_until", "accounts") == [(9, "9999-12-31")]
    assert rows("usage_type, remaining", "buckets") == [("data", 5)]
    upgrade(engine)
    assert accounts.read("+321") == Account(
        "+321",
        "en",
        Money(9, "EUR"),
        date.max,
        buckets=(Bucket(UsageType.DATA, 5),),
    )


def test_an_account_takes_its_buckets_and_history_with_it(engine, first_rows, rows):
    """After the migration too, what belongs to an account is gone when it is."""
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM accounts WHERE msisdn = '+321'"))
    assert rows("id", "buckets") == [(9,)]


def test_migrations_can_be_taken_back(engine, migrate):
    """What the migrations made can be taken back, and made again."""
    upgrade(engine)
    migrate("downgrade", "base")
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


def test_a_sqlite_file_is_its_owners_alone(engine):
    """A new database is readable by nobody else, and so is its journal."""
    upgrade(engine)
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
        folder = Path(engine.url.database).parent
        modes = {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}
    assert {"saldo.db", "saldo.db-wal"} <= set(modes)
    assert set(modes.values()) == {0o600}
    require_private(str(engine.url))


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o601])
@pytest.mark.parametrize("name", ["saldo.db", "saldo.db-wal", "saldo.db-shm"])
def test_a_sqlite_file_that_others_can_open_is_named(engine, tmp_path, mode, name):
    """The operator is told which file it is, and the command that mends it."""
    path = tmp_path / name
    path.touch()
    path.chmod(mode)
    with pytest.raises(DatabaseError, match=rf"Run: chmod 600 {path}$"):
        require_private(f"sqlite:///{tmp_path}/saldo.db")


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "postgresql://x"])
def test_a_database_without_a_file_has_none_to_read(url):
    """Nothing is asked of the files of a database that has none here."""
    require_private(url)


def test_a_sqlite_file_that_cannot_be_made_is_named(tmp_path):
    """A folder where the file should be is told, without a traceback."""
    with pytest.raises(DatabaseError, match=f"Is a directory: '{tmp_path}'"):
        engine_of(f"sqlite:///{tmp_path}")


def test_sqlite_lets_readers_go_on(engine):
    """SQLite keeps a write-ahead log, and checks what rows refer to."""
    with engine.connect() as connection:
        modes = ["journal_mode", "foreign_keys", "synchronous"]
        told = [connection.execute(text(f"PRAGMA {mode}")).scalar() for mode in modes]
        assert told == ["wal", 1, 1]
