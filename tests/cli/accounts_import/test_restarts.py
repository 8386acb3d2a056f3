"""`ivr accounts import`: what is stopped goes on, and nothing is written twice."""

import subprocess
import sys
from dataclasses import replace

from fakes.accounts_file import EIGHT, NUMBERS, SHORT, written

from ivr.accounts import bulk, imports
from ivr.domain.money import Money

DIE = """
import os, signal
from ivr.accounts import bulk
from ivr.cli import accounts_import, main
accounts_import.LINES_PER_BATCH = 2
rows, batches = bulk.bucket_rows, iter(range(9))
def dying(accounts):
    if next(batches) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return rows(accounts)
bulk.bucket_rows = dying
main()
"""


def test_an_import_goes_on_where_it_was_stopped(run, rooms, by_twos, stop):
    """After Ctrl-C the same command goes on; what was written is not written again."""
    stop(KeyboardInterrupt())
    stopped = run(SHORT + EIGHT)
    assert stopped.exit_code == 130
    told = "All up to line 5 is kept; the same command goes on from there."
    assert told in stopped.stderr
    assert written(rooms) == [True] * 4 + [False] * 4
    first = replace(rooms.accounts.read(NUMBERS[0]), balance=Money(1, "EUR"))
    rooms.accounts.write(first)
    gone_on = run()
    assert gone_on.exit_code == 0
    assert "Going on behind line 5." in gone_on.stderr
    assert gone_on.stdout == "8 rows imported, 0 bad\n"
    assert all(written(rooms))
    assert rooms.accounts.read(NUMBERS[0]) == first


def test_a_killed_import_goes_on(run, rooms, url, file):
    """kill -9 in the midst of a batch leaves whole batches, and the next run the rest."""
    file.write_text(SHORT + EIGHT)
    command = [sys.executable, "-c", DIE, "accounts", "import", str(file)]
    killed = subprocess.run(command, check=False, capture_output=True)
    assert killed.returncode == -9
    assert written(rooms) == [True] * 4 + [False] * 4
    gone_on = run()
    assert "Going on behind line 5." in gone_on.stderr
    assert gone_on.stdout == "8 rows imported, 0 bad\n"
    assert all(written(rooms))


def test_bad_rows_of_a_stopped_import_are_kept(run, by_twos, stop, tmp_path):
    """Bad rows of before and after stand in one file, and count for the exit code."""
    bad = tmp_path / "bad.csv"
    rows = EIGHT.splitlines()
    rows[0] = rows[7] = "nobody,en,EUR,1"
    stop(KeyboardInterrupt())
    run(SHORT + "\n".join(rows), "--bad", bad)
    gone_on = run(None, "--bad", bad)
    assert gone_on.exit_code == 1
    assert gone_on.stdout == "6 rows imported, 2 bad\n"
    assert bad.read_text().count("nobody") == 2
    assert bad.read_text().count("msisdn,locale") == 1


def test_an_imported_file_is_not_imported_by_mistake(run, rooms):
    """The same file again says so and does nothing; --from-start imports it again."""
    run(SHORT + EIGHT + "nobody,en,EUR,1\n")
    newer = replace(rooms.accounts.read(NUMBERS[0]), balance=Money(1, "EUR"))
    rooms.accounts.write(newer)
    again = run()
    assert again.exit_code == 1
    assert "--from-start imports it again" in again.stdout
    assert "8 rows imported, 1 bad" in again.stdout
    assert rooms.accounts.read(NUMBERS[0]) == newer
    run(None, "--from-start")
    assert rooms.accounts.read(NUMBERS[0]).balance == Money(50, "EUR")


def test_two_commands_do_not_import_one_file(run, rooms, by_twos, monkeypatch):
    """Who is overtaken by another stops, says so, and has written nothing twice."""
    keep = imports.Imports.keep

    def overtaken(self, batch, bookmark):
        with monkeypatch.context() as alone:
            alone.setattr(imports.Imports, "keep", keep)
            keep(self, batch, bookmark)
        return keep(self, batch, bookmark)

    monkeypatch.setattr(imports.Imports, "keep", overtaken)
    stopped = run(SHORT + EIGHT)
    assert "imported by another command" in str(stopped.exception)
    assert rooms.accounts.read(NUMBERS[0]).balance == Money(50, "EUR")


def test_a_failing_database_is_told_without_a_row(run, rooms, by_twos, monkeypatch):
    """What the database says may quote a row: its name is told, and how to go on."""
    bucket = ("+32499999999", "data", "", 1, 0, False, False, None)
    monkeypatch.setattr(bulk, "bucket_rows", lambda accounts: [bucket])
    failed = run(SHORT + EIGHT)
    assert "+32499999999" not in str(failed.exception)
    assert "All up to line 1 is kept" in str(failed.exception)


def test_a_stopped_stdin_begins_anew(run, rooms, by_twos, stop):
    """What cannot be read twice says so when it is stopped."""
    stop(KeyboardInterrupt())
    stopped = run(name="-", given=SHORT + EIGHT)
    assert stopped.exit_code == 130
    assert "the same command begins anew" in stopped.stderr
