"""`ivr privacy`, as operators use it."""

import json
import re
from datetime import timedelta

import pytest
from click.testing import CliRunner
from conftest import ANNA
from sqlalchemy import text

from ivr.app import utc_now
from ivr.calls.origin import Origin
from ivr.cli import ivr
from ivr.db import Base, sessions_of
from ivr.domain.secret import Secret
from ivr.settings import DEVELOPMENT

OTHER_KEY = "another key of an operator's own, long enough"


@pytest.fixture
def run(rooms, settings, monkeypatch):
    """Run the command on the database of the rooms."""
    monkeypatch.setenv("IVR_DATABASE_URL", settings.database_url.reveal())

    def run(*words, answer=None):
        return CliRunner().invoke(ivr, ["privacy", *words], input=answer)

    return run


@pytest.fixture
def called(twilio, clock):
    """Let Anna call, so many days ago."""

    def called(days=0):
        clock.at = utc_now() - timedelta(days=days)
        twilio.call_sid = f"CA{days}"
        twilio.arrive()
        twilio.press(1, "1")
        twilio.press(2, "000000")

    return called


def test_a_purge_tells_what_it_removed(run, called):
    """What is old goes by its kind of age, and nothing goes twice."""
    for days in (181, 31, 0):
        called(days)
    assert run("purge").output == "removed:\ncalls      1\nanswers    3\nattempts   2\n"
    assert run("purge").output == "There was nothing to remove.\n"


@pytest.mark.parametrize(("answer", "is_erased"), [("n\n", False), ("y\n", True)])
def test_erasing_asks_first(run, rooms, answer, is_erased):
    """Without --yes an operator is asked, with the number that is meant."""
    asked = run("erase", ANNA, answer=answer)
    assert f"Erase all that is kept about {ANNA}? [y/N]" in asked.output
    assert (rooms.accounts.read(ANNA) is None) is is_erased
    assert asked.exit_code == (0 if is_erased else 1)


def test_erasing_tells_what_it_removed(run, called):
    """With --yes nobody is asked; each kind that was there is counted."""
    called()
    told = run("erase", "+32 470 65 43 21", "--yes").stdout.split()[1:]
    gone = dict(zip(told[::2], map(int, told[1::2]), strict=True))
    assert gone == {
        "buckets": 3,
        "top-ups": 3,
        "charges": 3,
        "accounts": 1,
        "PINs": 1,
        "attempts": 1,
        "guards": 1,
        "calls": 1,
        "answers": 3,
    }
    assert "nothing to remove" in run("erase", ANNA, "--yes").output


def test_an_export_is_json(run, called):
    """What is printed can be read by a machine, and handed to the person who asked."""
    called()
    told = json.loads(run("export", ANNA).stdout)
    assert told["msisdn"] == ANNA
    assert told["attempts"][0]["outcome"] == "other PIN"
    assert told["guards"][0]["failures"] == 1
    assert len(told["calls"]) == 1


@pytest.mark.parametrize("command", [["export"], ["erase", "--yes"]])
def test_another_source_is_told(run, called, monkeypatch, command):
    """What is not found here for a reason is told, and not among the answer."""
    called()
    silent = run("export", ANNA)
    monkeypatch.setenv("IVR_ACCOUNTS", "acme.Accounts")
    told = run(*command, ANNA)
    assert told.exit_code == 0
    assert "acme.Accounts keeps accounts of its own" in told.stderr
    assert silent.stderr == ""


@pytest.mark.parametrize("is_served", [True, False])
@pytest.mark.parametrize("command", [["export"], ["erase", "--yes"]])
def test_a_key_that_finds_nothing_is_refused(
    run, rooms, called, monkeypatch, clock, command, is_served
):
    """The marks of who served tell, or the last call; and nothing is removed."""
    called()
    if is_served:
        rooms.origin.mark(clock.at)
    monkeypatch.setenv("IVR_SECRET_KEY", OTHER_KEY)
    refused = run(*command, ANNA)
    assert "IVR_SECRET_KEY is another" in str(refused.exception)
    assert rooms.accounts.read(ANNA) is not None


@pytest.mark.parametrize("key", [DEVELOPMENT["IVR_SECRET_KEY"], OTHER_KEY])
def test_a_key_of_before_finds_what_was_kept_then(
    run, rooms, called, settings, monkeypatch, clock, key
):
    """After a change of keys both are good, and each tells that there is another."""
    called()
    rooms.origin.mark(clock.at)
    after = Origin(sessions_of(rooms.engine), Secret(OTHER_KEY), settings.pin_peppers)
    after.mark(clock.at + timedelta(days=1))
    monkeypatch.setenv("IVR_SECRET_KEY", key)
    told = run("export", ANNA)
    assert told.exit_code == 0
    assert "kept under another IVR_SECRET_KEY" in told.stderr
    assert len(json.loads(told.stdout)["calls"]) == (key != OTHER_KEY)


@pytest.fixture
def of_another_hotline(rooms, called):
    """Let Anna have called a hotline that is gone, long ago."""
    called(200)
    with rooms.engine.begin() as connection:
        for table in ("calls", "pin_attempts"):
            connection.execute(text(f"UPDATE {table} SET hotline = '+3225550100'"))


def test_a_purge_leaves_unknown_hotlines_alone(run, called, of_another_hotline):
    """Without the server's file of hotlines no time is known to be over."""
    called(181)
    told = run("purge")
    assert told.exit_code == 1
    assert "IVR_CONFIG has no hotline +3225550100" in told.stderr
    assert told.stdout.startswith(
        "removed:\ncalls      1\nanswers    3\nattempts   1\n"
    )
    assert run("purge").stdout == "There was nothing to remove.\n"


def test_a_purge_of_all_takes_the_usual_time(run, of_another_hotline):
    """Who says so removes what came over hotlines that are gone."""
    told = run("purge", "--all")
    assert told.exit_code == 0
    assert "calls      1\n" in told.stdout
    assert run("purge").exit_code == 0


@pytest.mark.parametrize("command", [["erase", ANNA, "--yes"], ["purge"]])
def test_nothing_removed_is_left_in_the_journal(
    run, rooms, called, sqlite_file, command
):
    """Also while the server has the database open."""
    called(200)
    before = sealed(rooms)
    journal = sqlite_file.with_name(f"{sqlite_file.name}-wal")
    assert before in journal.read_bytes()
    told = run(*command)
    assert "removed:" in told.stdout
    assert told.stderr == ""
    assert journal.read_bytes() == b""
    assert before not in sqlite_file.read_bytes()


def test_postgresql_keeps_it_until_its_files_are_rewritten(run, rooms, called, server):
    """Erasing says so, and the command that it prints leaves nothing in the tables."""
    called()
    told = run("erase", ANNA, "--yes").stderr
    assert "Its write-ahead log" in told
    assert in_files(rooms, "accounts", "pins")
    vacuum = re.search(r"VACUUM .*?;", told, re.DOTALL)[0]
    tables = set(re.findall(r"[a-z_]+", vacuum))
    assert tables == set(Base.metadata.tables) - {"imports", "origins", "removed_calls"}
    with rooms.engine.connect().execution_options(
        isolation_level="AUTOCOMMIT"
    ) as connection:
        connection.exec_driver_sql(vacuum)
    assert not in_files(rooms, *tables)


def in_files(rooms, *tables):
    """Tell which of *tables* have Anna's number in their files."""
    found = text(
        "SELECT position(convert_to(:number, 'UTF8') IN"
        " pg_read_binary_file(pg_relation_filepath(:table)))"
    )
    with rooms.engine.connect() as connection:
        connection.exec_driver_sql("CHECKPOINT")
        seek = lambda it: connection.scalar(found, {"number": ANNA, "table": it})  # noqa: E731
        return [it for it in tables if seek(it)]


def test_a_journal_that_is_in_use_is_told(run, rooms, called, sqlite_file, monkeypatch):
    """Who reads the database keeps what was removed readable: that is not hidden."""
    called()
    monkeypatch.setattr("ivr.db.PATIENCE_S", 0.1)
    with rooms.engine.connect() as reader:
        reader.exec_driver_sql("BEGIN")
        reader.exec_driver_sql("SELECT * FROM calls").all()
        told = run("erase", ANNA, "--yes")
    assert told.exit_code == 0
    assert "can still be read in the -wal file" in told.stderr
    assert run("erase", ANNA, "--yes").stderr == ""


def sealed(rooms):
    with rooms.engine.connect() as connection:
        return connection.execute(text("SELECT state FROM calls")).scalar().encode()


@pytest.mark.parametrize("command", ["erase", "export"])
@pytest.mark.parametrize("number", ["0470654321", "anonymous", "+266696687"])
def test_a_number_is_written_in_full(run, command, number):
    """What is no number in full is wrong usage, and nothing is done."""
    refused = run(command, number)
    assert refused.exit_code == 2
    assert "in full, with + and country code" in refused.stderr


def test_help_says_what_becomes_of_pseudonyms(run):
    """Who changes the key is told what is not found any more."""
    told = " ".join(run("--help").output.split())
    assert "Once it is changed, what was kept before is not found by its number" in told
    assert DEVELOPMENT["IVR_SECRET_KEY"] not in told
