"""Privacy: what is kept about a number is found, and goes on request."""

from datetime import timedelta

import pytest
from conftest import ANNA, ANNAS_PIN, BELGIUM, BERT, WORKING_DAY
from sqlalchemy import text

from ivr.accounts.attempts import Attempt
from ivr.sealing import Seal

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


def test_what_is_erased_is_gone(rooms, rows, people):
    """Of a number, its account and its calls nothing is left, of others everything."""
    (pseudonym,) = rows("calls WHERE call_sid = 'CA1'", "caller")
    traces = (ANNA, pseudonym, "CA1", "CA3")
    before = {table: rows(table) for table in TABLES}
    gone = rooms.privacy.erase(ANNA, WORKING_DAY)
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
    gone = rooms.privacy.erase(ANNA, WORKING_DAY)
    assert (gone["calls"], gone["answers"]) == (1, len(keys.split()) + 1)
    assert rows("calls", "call_sid") == ["CA1"]


def test_what_guards_against_a_telephone_is_told_and_erased(rooms):
    """Whose telephone failed at another's PIN; what guards that other stays."""
    rooms.pins.check(BERT, "000000", Attempt("CA1", 1, ANNA, BELGIUM, WORKING_DAY))
    guards = lambda msisdn: [it["as"] for it in rooms.privacy.export(msisdn)["guards"]]  # noqa: E731
    assert (guards(ANNA), guards(BERT)) == (["caller"], ["account"])
    assert rooms.privacy.erase(ANNA, WORKING_DAY)["guards"] == 1
    assert (guards(ANNA), guards(BERT)) == ([], ["account"])


def test_a_call_that_tried_another_number_since_is_erased(rooms, twilio, rows):
    """Whose PIN was tried in it is known by the try, when the call asks for a number."""
    twilio.call_sid = "CA1"
    twilio.arrive(From="anonymous")
    for turn, word in enumerate(("2", "1", "0470654321", "000000"), 1):
        twilio.post(f"/voice/turn/{turn}", From="anonymous", Digits=word)
    assert rows("calls", "claimed") == [None]
    assert rooms.privacy.erase(ANNA, WORKING_DAY)["calls"] == 1
    assert rows("calls") == rows("answers") == rows("pin_attempts") == []


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
    rooms.privacy.erase(ANNA, WORKING_DAY)
    with rooms.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    readable = sqlite_file.read_bytes()
    assert ANNA.encode() not in readable
    assert BERT.encode() in readable


def test_what_was_never_kept_is_not_removed(rooms, people):
    """A number that nothing is kept about takes nothing with it."""
    assert not rooms.privacy.erase("+32470999999", WORKING_DAY).total()


def test_an_erased_number_starts_anew(rooms, twilio, people):
    """It is a stranger's, who is held back by nothing that was before."""
    rooms.privacy.erase(ANNA, WORKING_DAY)
    assert rooms.pins.failures(ANNA) == 0
    twilio.call_sid = "CA9"
    assert "<Gather" in twilio.arrive().text
