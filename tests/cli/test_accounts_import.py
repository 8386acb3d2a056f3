"""`ivr accounts import`, as operators use it."""

import os
import pty
import subprocess
import sys
import time
from dataclasses import replace

import pytest
from click.testing import CliRunner
from conftest import ANNA, ANNAS_PIN
from sqlalchemy import text as sql

from ivr.accounts import imports
from ivr.cli import accounts_import, ivr, progress
from ivr.domain.account import Account, AccountStatus
from ivr.domain.money import Money
from ivr.domain.usage import Bucket, UsageType

HEADER = (
    "msisdn,locale,currency,balance,valid_until,status,plan,data_mb_left,data_mb_used,"
    "minutes_left,minutes_used,messages_left"
)
NUMBERS = [f"+3247100000{n}" for n in range(8)]
EIGHT = "".join(f"{number},nl_BE,EUR,{n}.50\n" for n, number in enumerate(NUMBERS))
SHORT = "msisdn,locale,currency,balance\n"
COUNTED_WITHIN_S = 30
DIE = """
import os, signal
from ivr.accounts import imports
from ivr.cli import accounts_import, main
accounts_import.LINES_PER_BATCH = 2
rows, batches = imports.bucket_rows, iter(range(9))
def dying(accounts):
    if next(batches) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return rows(accounts)
imports.bucket_rows = dying
main()
"""


@pytest.fixture
def url(rooms, settings, monkeypatch):
    """Have commands use the database of the rooms."""
    url = settings.database_url.reveal()
    monkeypatch.setenv("IVR_DATABASE_URL", url)
    return url


@pytest.fixture
def file(tmp_path):
    return tmp_path / "accounts.csv"


@pytest.fixture
def run(url, file):
    """Import the file, with that *text* in it if there is any."""

    def run(text=None, *options, name=None, given=None):
        if text is not None:
            file.write_bytes(text if isinstance(text, bytes) else text.encode())
        words = ["accounts", "import", name or str(file), *map(str, options)]
        return CliRunner().invoke(ivr, words, input=given)

    return run


@pytest.fixture
def by_twos(monkeypatch):
    """Write two lines at a time."""
    monkeypatch.setattr(accounts_import, "LINES_PER_BATCH", 2)


@pytest.fixture
def stop(monkeypatch):
    """Have something happen in the midst of the *third* batch, once."""

    def stop(error):
        rows, batches = imports.bucket_rows, iter(range(99))

        def stopping(accounts):
            if next(batches) == 2:
                raise error
            return rows(accounts)

        monkeypatch.setattr(imports, "bucket_rows", stopping)

    return stop


def written(rooms):
    """Tell of each of the eight numbers whether it has an account."""
    return [rooms.accounts.read(number) is not None for number in NUMBERS]


def test_a_row_becomes_an_account(run, rooms):
    """What a row says is what callers hear: to the cent, the kilobyte and the day."""
    row = "32471000000,fr-BE,EUR,71.80,2026-12-01,active,travel,1.5,0,unlimited,119,6\n"
    imported = run(f"{HEADER}\n{row}")
    assert imported.exit_code == 0
    assert imported.stdout == "1 row imported, 0 bad\n"
    account = rooms.accounts.read("+32471000000")
    assert account.balance == Money(7180, "EUR")
    assert account.status is AccountStatus.ACTIVE
    assert account.buckets == (
        Bucket(UsageType.DATA, 1500),
        Bucket(UsageType.VOICE, 0, 119, is_unlimited=True),
        Bucket(UsageType.SMS, 6),
    )


def test_semicolons_and_a_byte_order_mark_are_fine(run, rooms):
    """A file as spreadsheets of half of Europe write it is read as well."""
    text = (SHORT + EIGHT).replace(",", ";").replace("\n", "\r\n") + ";;;\r\n"
    imported = run(text.encode("utf-8-sig"))
    assert imported.stdout == "8 rows imported, 0 bad\n"
    assert rooms.accounts.read(NUMBERS[7]).balance == Money(750, "EUR")


def test_an_account_is_replaced_and_what_is_not_in_the_file_stays(run, rooms):
    """Money and buckets are the file's; PIN, history and others are left alone."""
    before, others = rooms.accounts.read(ANNA), rooms.accounts.read("+32470123456")
    history = rooms.accounts.top_ups(ANNA, 3), rooms.accounts.charges(ANNA, 3)
    assert run(f"{SHORT}{ANNA},nl_BE,EUR,1.00\n").exit_code == 0
    assert before.buckets
    assert rooms.accounts.read(ANNA) == Account(ANNA, "nl_BE", Money(100, "EUR"), None)
    assert (rooms.accounts.top_ups(ANNA, 3), rooms.accounts.charges(ANNA, 3)) == history
    assert rooms.accounts.read("+32470123456") == others


def test_a_caller_hears_what_was_imported(run, phone):
    """The next call tells the new balance, with the PIN of before."""
    run(f"{SHORT}{ANNA},fr_BE,EUR,12.05\n")
    assert (
        "douze euros et cinq centimes"
        in phone.call(ANNA, "+3278120001", f"1 {ANNAS_PIN}").words
    )


def test_the_last_row_of_a_number_holds(run, rooms, by_twos):
    """However a number is written, and wherever its rows stand."""
    rows = [f"{NUMBERS[0]},en,EUR,1", f"{NUMBERS[0][1:]},en,EUR,2", EIGHT]
    rows += [f"{NUMBERS[0]},en,EUR,3"]
    assert run(SHORT + "\n".join(rows)).exit_code == 0
    assert rooms.accounts.read(NUMBERS[0]).balance == Money(300, "EUR")


def test_bad_rows_are_told_by_line_and_good_ones_kept(run, rooms):
    """Each bad row is told by its line and column, and quoted nowhere."""
    rows = EIGHT.splitlines()
    rows[2] = rows[2].replace("2.50", "2,50")
    rows[4] = '"' + rows[4]
    rows[6] = rows[6].replace("+3247100", "0471 00")
    imported = run(SHORT + "\n".join(rows))
    assert imported.exit_code == 1
    assert imported.stdout == "5 rows imported, 3 bad\n"
    assert "line 4, has 5 cells where line 1 has 4\n" in imported.stderr
    assert "line 6, has a quotation mark without its fellow\n" in imported.stderr
    assert "line 8, msisdn: write a number with its country code" in imported.stderr
    assert "47100" not in imported.stderr
    assert [n for n, is_kept in enumerate(written(rooms)) if is_kept] == [0, 1, 3, 5, 7]


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_bad_rows_are_mended_and_imported_again(
    run, rooms, file, tmp_path, by_twos, delimiter
):
    """--bad keeps the bad rows with reasons; mended, that file is imported as it is."""
    rows = EIGHT.replace("5.50", "5.5.0").replace("3.50", "3,50").replace("7.50", "")
    bad, worse = tmp_path / "bad.csv", tmp_path / "worse.csv"
    text = (SHORT + rows).replace(",", delimiter).replace(f"3{delimiter}50", "3,50")
    assert run(text, "--bad", bad).stdout == "5 rows imported, 3 bad\n"
    assert bad.stat().st_mode & 0o777 == 0o600
    header, *kept = bad.read_text().splitlines()
    assert header.startswith(f"bad{delimiter}msisdn")
    assert [line[:9] for line in kept] == ['"line 5, ', '"line 7, ', '"line 9, ']
    again = run(bad.read_text(), "--bad", worse)
    assert again.stdout == "0 rows imported, 3 bad\n"
    assert worse.read_text().count('"line ') == 3
    mended = bad.read_text().replace("5.5.0", "5.50").replace("3,50", "3.50")
    run(
        mended.replace(
            f"{NUMBERS[7]}{delimiter}nl_BE{delimiter}EUR{delimiter}",
            f"{NUMBERS[7]}{delimiter}nl_BE{delimiter}EUR{delimiter}7.50",
        )
    )
    assert [rooms.accounts.read(number).balance.minor_units for number in NUMBERS] == [
        n * 100 + 50 for n in range(8)
    ]


def test_many_bad_rows_flood_no_terminal(run):
    """The first twenty are told one by one; then it is said where all can be had."""
    told = run(SHORT + "nobody,en,EUR,1\n" * 30).stderr
    assert told.count("line ") == 20
    assert "There are more bad rows: --bad keeps them all." in told


@pytest.mark.parametrize(
    "line", ["x" * 20_000, "a" * 40_000 + '"', "\udcff,en,EUR,1", '"', "a\0,en,EUR,1"]
)
def test_a_line_of_nonsense_spoils_no_other(run, rooms, line):
    """A row without end, a stray quotation mark and broken letters are one bad row."""
    text = f"{SHORT}{line}\n{EIGHT}".encode(errors="surrogateescape")
    imported = run(text)
    assert imported.stdout == "8 rows imported, 1 bad\n"
    assert "line 2, " in imported.stderr


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Line 1 is empty"),
        ("msisdn,locale,currency,balance,pin\n" + EIGHT, '"pin"'),
        (EIGHT, "the one of column 1"),
        ((SHORT + EIGHT).encode("utf-16"), "Line 1 is not written in UTF-8."),
        ('"' + SHORT + EIGHT, "Line 1 has a quotation mark without its fellow."),
    ],
)
def test_a_file_that_cannot_be_read_changes_nothing(run, rooms, text, sentence):
    """What is wrong with the first line is said before anything is written."""
    refused = run(text)
    assert refused.exit_code == 2
    assert sentence in refused.stderr
    assert refused.stderr.endswith("Nothing was written.\n")
    assert not any(written(rooms))


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
    monkeypatch.setattr(imports, "bucket_rows", lambda accounts: [bucket])
    failed = run(SHORT + EIGHT)
    assert "+32499999999" not in str(failed.exception)
    assert "All up to line 1 is kept" in str(failed.exception)


def test_stdin_is_imported(run, rooms):
    """A dash takes what another program writes; nothing is remembered of it."""
    for _ in range(2):
        imported = run(name="-", given=SHORT + EIGHT)
        assert imported.stdout == "8 rows imported, 0 bad\n"
    assert rooms.accounts.read(NUMBERS[7]).balance == Money(750, "EUR")


def test_a_stopped_stdin_begins_anew(run, rooms, by_twos, stop):
    """What cannot be read twice says so when it is stopped."""
    stop(KeyboardInterrupt())
    stopped = run(name="-", given=SHORT + EIGHT)
    assert stopped.exit_code == 130
    assert "the same command begins anew" in stopped.stderr


def test_a_log_is_told_how_far_it_is(run, by_twos, monkeypatch):
    """Where stderr is no terminal, a line now and then has rows, pace and the rest."""
    monkeypatch.setattr(progress, "LINE_EVERY_S", 0)
    lines = run(SHORT + EIGHT).stderr.splitlines()
    assert len(lines) == 5
    assert lines[0].startswith("importing: 2 rows, ")
    assert "a second, " in lines[0]
    assert "% done, " in lines[0]
    assert lines[-1].startswith("importing: 8 rows, ")


def test_a_terminal_has_a_bar(url, file):
    """On a terminal a bar shows rows a second and the time that is left."""
    file.write_text(SHORT + EIGHT)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "ivr", "accounts", "import", str(file)]
    imported = subprocess.run(
        command, check=False, stdout=subprocess.PIPE, stderr=theirs
    )
    os.close(theirs)
    shown = os.read(ours, 65536).decode()
    os.close(ours)
    assert imported.stdout == b"8 rows imported, 0 bad\n"
    assert "100%" in shown
    assert "a second" in shown


def test_another_source_is_named(run, monkeypatch):
    """Where calls read accounts elsewhere, an import says that it is of no use."""
    monkeypatch.setenv("IVR_ACCOUNTS", "fakes.accounts.Nobody")
    assert "calls do not read what is imported" in run(SHORT + EIGHT).stderr


def test_bad_rows_never_overwrite_the_file(run, file):
    """--bad must be another file."""
    refused = run(SHORT + EIGHT, "--bad", file)
    assert refused.exit_code == 2
    assert file.read_text() == SHORT + EIGHT


def test_buckets_are_counted_beyond_32_bits(run, rooms, server):
    """A million accounts a day make more buckets than PostgreSQL's integers count."""
    with rooms.engine.begin() as connection:
        connection.execute(sql("ALTER SEQUENCE buckets_id_seq RESTART 2147483647"))
    row = "+32471000000,en,EUR,1,,,,1,1,2,2,3"
    assert run(f"{HEADER}\n{row}").stdout == "1 row imported, 0 bad\n"
    left = [bucket.remaining for bucket in rooms.accounts.read("+32471000000").buckets]
    assert left == [1000, 2, 3]


def test_no_batch_reads_all_that_is_there(run, rooms, by_twos, server):
    """Buckets are found by their index: a full table is written as fast as an empty one."""

    def counted():
        told = sql(
            "SELECT n_tup_ins, seq_scan FROM pg_stat_user_tables "
            "WHERE relname = 'buckets' AND schemaname = current_schema()"
        )
        with rooms.engine.connect() as connection:
            return connection.execute(told).one()

    before = counted()
    rows = [f"{number},en,EUR,1,,,,1,,2,,3\n" for number in NUMBERS]
    assert run(f"{HEADER}\n{''.join(rows)}").exit_code == 0
    # It is counted when the import has left, in PostgreSQL's own time.
    ends_s = time.monotonic() + COUNTED_WITHIN_S
    while (after := counted()).n_tup_ins == before.n_tup_ins:
        assert time.monotonic() < ends_s, "the import was never counted"
        time.sleep(0.05)
    assert after.seq_scan == before.seq_scan
