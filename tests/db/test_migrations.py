"""The migrations of the database, with what is in it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime

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
    "INSERT INTO pins VALUES ('+321', 'pepper', '$argon2id$')",
    "INSERT INTO calls VALUES ('CA1', 'who', 2, 'sealed', '2026-11-18 11:00:00', NULL, NULL)",
    "INSERT INTO answers VALUES ('CA1', 0, 'zero'), ('CA1', 1, 'one')",
    "INSERT INTO pin_attempts VALUES ('CA1', 1, 'it', 'who', '+32', '2026-11-18 11:00:09', FALSE)",
)
"""A row or two of every table, as the first schema has them; moments are in UTC."""
FIRST_ACCOUNTS = "msisdn, locale, currency, minor_units, valid_until, status"
FIRST_BUCKETS = "msisdn, usage_type, remaining, used"
FIRST_COLUMNS = {
    "accounts": FIRST_ACCOUNTS,
    "buckets": FIRST_BUCKETS,
    "pins": "msisdn, pepper_id, hash",
    "calls": "call_sid, caller, turn, state, began_at, ended_at, end_status",
    "answers": "call_sid, turn, twiml",
    "pin_attempts": "call_sid, turn, account, caller, hotline, at, was_right",
}


@pytest.fixture
def engine(databases):
    engine = engine_of(databases.empty())
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
                text(f"SELECT {columns} FROM {table} ORDER BY {columns}")
            )
            return [tuple(map(_written, row)) for row in found]

    return rows


def _written(value):
    """Give moments and days as SQLite has them."""
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
    return value.isoformat() if isinstance(value, date) else value


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


@pytest.mark.parametrize("newest", ["0002", "0003", "head"])
def test_all_rows_survive_the_way_up_and_down(
    engine, first_rows, migrate, rows, newest
):
    """Whichever way a database is migrated, what was in it stays as it was."""

    def kept():
        return {table: rows(it, table) for table, it in FIRST_COLUMNS.items()}

    before = kept()
    assert all(before.values())
    for way, revision in (("upgrade", newest), ("downgrade", "0001")) * 2:
        migrate(way, revision)
        assert kept() == before, (way, revision)


def test_tries_of_before_were_checked_and_belong_to_no_hotline(
    engine, first_rows, rows
):
    """What is known today of calls and tries is filled in for those that are there."""
    upgrade(engine)
    assert rows("call_sid, hotline", "calls") == [("CA1", "")]
    assert rows("claimed, was_turned_away", "calls") == [("it", False)]
    assert rows("call_sid, was_checked", "pin_attempts") == [("CA1", True)]


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


def test_nodes_that_upgrade_at_once_wait_for_each_other(databases, engine):
    """Of nodes that are started together one migrates, and the others find it done."""
    url = databases.empty()
    nodes = [engine_of(url, is_patient=True) for _ in range(4)]
    with ThreadPoolExecutor(len(nodes)) as threads:
        list(threads.map(upgrade, nodes))
    for node in nodes:
        require_newest(node)
        node.dispose()


def test_a_migration_that_fails_leaves_nothing_half_done(engine, migrate, monkeypatch):
    """A database is at one migration or at the next, whatever happens between."""
    migrate("upgrade", "0001")
    before = set(inspect(engine).get_table_names())
    monkeypatch.setattr(
        "alembic.operations.Operations.add_column", lambda *_, **__: 1 / 0
    )
    with pytest.raises(ZeroDivisionError):
        upgrade(engine)
    assert set(inspect(engine).get_table_names()) == before
    monkeypatch.undo()
    upgrade(engine)
    require_newest(engine)


def test_a_database_that_is_behind_is_told_what_to_do(engine):
    """A database that was never migrated is refused with the command that helps."""
    with pytest.raises(DatabaseError, match="Run: ivr db upgrade"):
        require_newest(engine)
