"""`ivr accounts import`: what a file of accounts becomes."""

import time

from conftest import ANNA, ANNAS_PIN
from fakes.accounts_file import EIGHT, HEADER, NUMBERS, SHORT
from sqlalchemy import text as sql

from ivr.domain.account import Account, AccountStatus
from ivr.domain.money import Money
from ivr.domain.usage import Bucket, UsageType

COUNTED_WITHIN_S = 30


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


def test_stdin_is_imported(run, rooms):
    """A dash takes what another program writes; nothing is remembered of it."""
    for _ in range(2):
        imported = run(name="-", given=SHORT + EIGHT)
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
