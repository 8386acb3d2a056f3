"""A SQLite database: its file, and how long one waits for another."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from ivr.db import DatabaseError, engine_of, require_newest, require_private, upgrade
from ivr.domain.secret import Secret


@pytest.fixture
def engine(tmp_path):
    engine = engine_of(url_of(f"{tmp_path}/new/saldo.db"))
    yield engine
    engine.dispose()


def url_of(file):
    return Secret(f"sqlite:///{file}")


def test_a_database_that_cannot_be_reached_is_named(tmp_path):
    """A file that is no database is an error of ours, not a traceback."""
    (tmp_path / "saldo.db").write_text("this is not a database" * 100)
    engine = engine_of(url_of(tmp_path / "saldo.db"))
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
    require_private(Secret(str(engine.url)))


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o601])
@pytest.mark.parametrize("name", ["saldo.db", "saldo.db-wal", "saldo.db-shm"])
def test_a_sqlite_file_that_others_can_open_is_named(engine, tmp_path, mode, name):
    """The operator is told which file it is, and the command that mends it."""
    path = tmp_path / name
    path.touch()
    path.chmod(mode)
    with pytest.raises(DatabaseError, match=rf"Run: chmod 600 {path}$"):
        require_private(url_of(tmp_path / "saldo.db"))


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "postgresql://x"])
def test_a_database_without_a_file_has_none_to_read(url):
    """Nothing is asked of the files of a database that has none here."""
    require_private(Secret(url))


def test_a_sqlite_file_that_cannot_be_made_is_named(tmp_path):
    """A folder where the file should be is told, without a traceback."""
    with pytest.raises(DatabaseError, match="cannot be written: Is a directory"):
        engine_of(url_of(tmp_path))


def test_sqlite_lets_readers_go_on(engine):
    """SQLite keeps a write-ahead log, and checks what rows refer to."""
    with engine.connect() as connection:
        modes = ["journal_mode", "foreign_keys", "synchronous"]
        told = [connection.execute(text(f"PRAGMA {mode}")).scalar() for mode in modes]
        assert told == ["wal", 1, 1]


def test_a_new_file_is_waited_for_while_another_is_in_it(engine):
    """The first connections to a file may come side by side."""
    file = engine.url.database
    with closing(sqlite3.connect(file, check_same_thread=False)) as other:
        other.execute("CREATE TABLE one (it)")
        other.execute("INSERT INTO one VALUES (1)")
        leaving = threading.Timer(0.3, other.rollback)
        leaving.start()
        with engine.connect() as connection:
            mode = connection.execute(text("PRAGMA journal_mode")).scalar()
        leaving.join()
    assert mode == "wal"
