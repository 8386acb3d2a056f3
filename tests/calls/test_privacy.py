"""Privacy: what is kept goes in time, or on request, and is told to its owner alone."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from conftest import ANNA, ANNAS_PIN, BELGIUM, WORKING_DAY
from sqlalchemy import DateTime, bindparam, insert, text

from ivr.accounts.attempts import Attempt, GuardRow
from ivr.domain.hotline import Retention
from ivr.sealing import Seal

BERT, BERTS_PIN = "+32470123456", "161803"
JAPAN = "+815012340001"
GONE = "+3225550100"
"""A hotline that was configured once."""
KEPT = {BELGIUM: Retention(90, 7), JAPAN: Retention(200, 60)}
OLD_ROWS = {
    "calls": ":sid, :caller, 1, '', :at, NULL, NULL, :hotline, NULL, FALSE",
    "answers": ":sid, 0, ''",
    "pin_attempts": ":sid, 1, :account, :caller, :hotline, :at, FALSE, TRUE",
}
TABLES = (
    "accounts",
    "buckets",
    "top_ups",
    "charges",
    "pins",
    "pin_attempts",
    "pin_guards",
    "calls",
    "answers",
)

AT = bindparam("at", type_=DateTime(timezone=True))


@pytest.fixture
def hotlines(settings):
    return {
        number: replace(settings.hotlines[number], retention=retention)
        for number, retention in KEPT.items()
    }


@pytest.fixture
def row(rooms):
    """Write a call with an answer, and a try in it, that are some days old."""

    def row(call_sid, hotline, days, caller="c" * 24, account="a" * 24):
        told = {"sid": call_sid, "hotline": hotline, "caller": caller}
        told |= {"at": WORKING_DAY - timedelta(days=days), "account": account}
        with rooms.engine.begin() as connection:
            for table, values in OLD_ROWS.items():
                statement = text(f"INSERT INTO {table} VALUES ({values})")
                if ":at" in values:
                    statement = statement.bindparams(AT)
                connection.execute(statement, told)

    return row


@pytest.fixture
def rows(rooms):
    """Give the rows of a table, or one column of them."""

    def rows(table, columns="*"):
        with rooms.engine.connect() as connection:
            found = connection.execute(text(f"SELECT {columns} FROM {table}")).all()
        return [tuple(row) if columns == "*" else row[0] for row in found]

    return rows


@pytest.fixture
def people(twilio, rooms, row):
    """Anna and Bert call and hear their balance; Anna also calls without her number.

    Somebody with another telephone tries Anna's PIN.
    """
    for call_sid, caller, pin in (("CA1", ANNA, ANNAS_PIN), ("CA2", BERT, BERTS_PIN)):
        twilio.call_sid = call_sid
        twilio.arrive(From=caller)
        twilio.press(1, "1")
        twilio.post("/voice/turn/2", From=caller, Digits=pin)
        twilio.post("/voice/status", From=caller, CallStatus="completed")
    twilio.call_sid = "CA3"
    twilio.arrive(From="anonymous")
    for turn, keys in enumerate(("2", "1", "0470654321", ANNAS_PIN), 1):
        twilio.post(f"/voice/turn/{turn}", From="anonymous", Digits=keys)
    at = WORKING_DAY + timedelta(minutes=1)
    rooms.pins.check(ANNA, "000000", Attempt("CA4", 4, BERT, BELGIUM, at))


@pytest.mark.parametrize(
    ("hotline", "days"), [(BELGIUM, 90), (JAPAN, 200), (GONE, 180), ("", 180)]
)
def test_calls_go_when_their_hotline_keeps_them_no_longer(
    rooms, hotlines, row, rows, hotline, days
):
    """With their answers; those of hotlines that are gone after the usual time."""
    row("CA1", hotline, days + 1)
    row("CA2", hotline, days - 1)
    gone = rooms.privacy.purge(hotlines, WORKING_DAY)
    assert (gone["calls"], gone["answers"]) == (1, 1)
    assert rows("calls", "call_sid") == rows("answers", "call_sid") == ["CA2"]


@pytest.mark.parametrize(("hotline", "days"), [(BELGIUM, 7), (JAPAN, 60), (GONE, 30)])
def test_tries_go_when_their_hotline_keeps_them_no_longer(
    rooms, hotlines, row, rows, hotline, days
):
    """They are kept for another time than calls are."""
    row("CA1", hotline, days + 1)
    row("CA2", hotline, days - 1)
    assert rooms.privacy.purge(hotlines, WORKING_DAY)["attempts"] == 1
    assert rows("pin_attempts", "call_sid") == ["CA2"]


def test_a_purge_goes_on_until_all_is_gone(rooms, hotlines, row, rows, monkeypatch):
    """Little is removed at a time, and yet everything that is old."""
    monkeypatch.setattr("ivr.calls.privacy.ROWS_AT_ONCE", 2)
    for number in range(5):
        row(f"CA{number}", BELGIUM, 100)
    gone = rooms.privacy.purge(hotlines, WORKING_DAY)
    assert (gone["calls"], gone["answers"], gone["attempts"]) == (5, 5, 5)
    assert rows("calls") == rows("answers") == rows("pin_attempts") == []
    assert not rooms.privacy.purge(hotlines, WORKING_DAY).total()


def test_a_call_under_way_is_left_alone(twilio, rooms, hotlines, rows):
    """However short the time, a call that began today goes on, and its tries count."""
    shortest = replace(hotlines[BELGIUM], retention=Retention(1, 1))
    twilio.arrive()
    twilio.press(1, "1")
    asked = twilio.press(2, "000000").text
    now = WORKING_DAY + timedelta(hours=23)
    assert not rooms.privacy.purge({BELGIUM: shortest}, now).total()
    assert twilio.press(2, "000000").text == asked
    assert rooms.pins.failures(ANNA) == 1


MONTH = 30 * 24
GUARDS = {
    "own failed long ago": (12, -MONTH, True),
    "own failed": (12, 1 - MONTH, False),
    "account failed long ago": (9, -MONTH, True),
    "account failed": (9, 1 - MONTH, False),
    "account locked": (10, -2 * MONTH, False),
    "caller whose window is over": (12, 0, True),
    "caller that rests": (12, 1, False),
    "withheld whose window is over": (100, 0, True),
    "withheld that rest": (100, 1, False),
}


def test_guards_go_when_they_hold_nobody_back(rooms, hotlines, rows):
    """Rests and locks stay, and failures for a month, whatever becomes of their tries."""
    with rooms.engine.begin() as connection:
        for subject, (failures, hours, _) in GUARDS.items():
            at = WORKING_DAY + timedelta(hours=hours)
            told = {"subject": subject, "failures": failures, "not_before": at}
            connection.execute(insert(GuardRow).values(told))
    over = {subject for subject, (_, _, is_over) in GUARDS.items() if is_over}
    assert rooms.privacy.purge(hotlines, WORKING_DAY)["guards"] == len(over)
    assert set(rows("pin_guards", "subject")) == set(GUARDS) - over


def test_what_is_erased_is_gone(rooms, rows, people):
    """Of a number, its account and its calls nothing is left, of others everything."""
    (pseudonym,) = rows("calls WHERE call_sid = 'CA1'", "caller")
    traces = (ANNA, pseudonym, "CA1", "CA3")
    before = {table: rows(table) for table in TABLES}
    gone = rooms.privacy.erase(ANNA)
    for table, kept in before.items():
        others = [row for row in kept if not any(it in str(row) for it in traces)]
        assert rows(table) == others != kept
        assert others
    removed = sum(len(kept) for kept in before.values()) - sum(
        len(rows(table)) for table in TABLES
    )
    assert gone.total() == removed
    assert (gone["accounts"], gone["PINs"], gone["calls"]) == (1, 1, 2)


@pytest.mark.parametrize("keys", ["2 1 0470654321", f"2 1 0470654321 {ANNAS_PIN}"])
def test_calls_that_asked_about_a_number_are_erased(rooms, twilio, rows, keys):
    """Also those that keyed no PIN, and those whose tries are gone already."""
    twilio.call_sid = "CA1"
    twilio.arrive(From=BERT)
    twilio.call_sid = "CA2"
    twilio.arrive(From="anonymous")
    for turn, word in enumerate(keys.split(), 1):
        twilio.post(f"/voice/turn/{turn}", From="anonymous", Digits=word)
    rooms.privacy.purge({}, WORKING_DAY + timedelta(days=31))
    assert rows("pin_attempts") == []
    told = [it["account"] for it in rooms.privacy.export(ANNA)["calls"]]
    assert told == ["own"]
    gone = rooms.privacy.erase(ANNA)
    assert (gone["calls"], gone["answers"]) == (1, len(keys.split()) + 1)
    assert rows("calls", "call_sid") == ["CA1"]


@pytest.mark.parametrize("is_of_before", [True, False])
def test_the_key_is_found_to_fit_by_the_last_call(
    rooms, twilio, rows, settings, is_of_before
):
    """Whether it is sealed for its row, or for none as before migration 0006."""
    assert rooms.privacy.finds()
    twilio.arrive()
    (call_sid,) = rows("calls", "call_sid")
    (state,) = rows("calls", "state")
    if is_of_before:
        seal = Seal(settings.secret_key, "calls")
        before = seal.close(seal.open(state, call_sid))
        with rooms.engine.begin() as connection:
            connection.execute(text(f"UPDATE calls SET state = '{before}'"))
    assert rooms.privacy.finds()
    with rooms.engine.begin() as connection:
        connection.execute(text("UPDATE calls SET call_sid = call_sid, state = 'x'"))
    assert not rooms.privacy.finds()


def test_what_is_erased_is_not_in_the_file(rooms, people, sqlite_file):
    """Once SQLite has written its journal back, no tool finds the number again."""
    rooms.privacy.erase(ANNA)
    with rooms.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    readable = sqlite_file.read_bytes()
    assert ANNA.encode() not in readable
    assert BERT.encode() in readable


def test_what_was_never_kept_is_not_removed(rooms, people):
    """A number that nothing is kept about takes nothing with it."""
    assert not rooms.privacy.erase("+32470999999").total()


def test_an_erased_number_starts_anew(rooms, twilio, people):
    """It is a stranger's, who is held back by nothing that was before."""
    rooms.privacy.erase(ANNA)
    assert rooms.pins.failures(ANNA) == 0
    twilio.call_sid = "CA9"
    assert "<Gather" in twilio.arrive().text


def test_an_export_tells_all_and_nothing_of_others(rooms, people):
    """The account, its history, tries and calls; no hash, and nobody else's number."""
    told = rooms.privacy.export(ANNA)
    assert told["account"]["minor_units"] == 7180
    assert {it["usage_type"] for it in told["buckets"]} == {"data", "voice", "sms"}
    assert [len(told[kind]) for kind in ("top_ups", "charges")] == [3, 3]
    assert told["has_pin"] is True
    assert [
        (it["account"], it["telephone"], it["outcome"]) for it in told["attempts"]
    ] == [
        ("own", "own", "right PIN"),
        ("own", "withheld", "right PIN"),
        ("own", "other", "other PIN"),
    ]
    own, other = told["calls"]
    assert own == {
        "hotline": BELGIUM,
        "telephone": "own",
        "account": "own",
        "began_at": "2026-11-18T11:00:00+00:00",
        "ended_at": "2026-11-18T11:00:00+00:00",
        "end_status": "completed",
        "was_turned_away": False,
    }
    assert (other["telephone"], other["account"]) == ("withheld", "own")
    written = json.dumps(told)
    for secret in (BERT, "argon2", ANNAS_PIN, "CA4"):
        assert secret not in written


def test_an_export_tells_of_tries_at_other_accounts_without_their_number(rooms, people):
    """Bert's telephone tried another account's PIN: which one is not his to know."""
    told = rooms.privacy.export(BERT)
    assert [(it["account"], it["telephone"]) for it in told["attempts"]] == [
        ("own", "own"),
        ("other", "own"),
    ]
    assert ANNA not in json.dumps(told)


def test_nothing_is_told_of_a_number_we_do_not_know(rooms):
    """There is a word for everything that could be there."""
    assert rooms.privacy.export("+32470999999") == {
        "msisdn": "+32470999999",
        "account": None,
        "buckets": [],
        "top_ups": [],
        "charges": [],
        "has_pin": False,
        "attempts": [],
        "guards": [],
        "last_known_at": None,
        "calls": [],
    }
