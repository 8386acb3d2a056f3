"""Calls between their turns."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from conftest import ANNA, BELGIUM, WORKING_DAY
from dialogue.test_step import calls as any_calls
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from sqlalchemy import text

from ivr.calls.moment import Moment
from ivr.calls.store import CALL_FIELDS, Calls, Kept, TooManyCallsError
from ivr.db import sessions_of
from ivr.dialogue.call import begin
from ivr.domain.secret import Secret
from ivr.sealing import Seal


@pytest.fixture
def store(rooms, settings):
    seals = Seal(Secret("secret"), "calls"), Seal(Secret("secret"), "pseudonyms")
    return Calls(sessions_of(rooms.engine), settings.hotlines, *seals)


@pytest.fixture
def call(settings):
    return replace(begin(settings.hotlines[BELGIUM]), at=WORKING_DAY, caller=ANNA)


CALLS = count(1000)


def turn(call_sid, number):
    return Moment(call_sid, number, WORKING_DAY)


@given(any_calls)
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_call_is_taken_as_it_was_put(store, settings, any_call):
    """Everything that is remembered comes back, whatever it is."""
    any_call = replace(any_call, hotline=settings.hotlines[BELGIUM])
    number = next(CALLS)
    # On days of their own: they are more than one telephone may make within an hour.
    moment = Moment(f"CA{number}", 0, WORKING_DAY + timedelta(days=number))
    store.open(moment, any_call, "<Response/>")
    assert store.take(moment.call_sid).call == any_call


def test_a_call_of_another_version_goes_on(store, call, monkeypatch):
    """What that version did not know is as it is at first; what we do not is dropped."""
    known = [*CALL_FIELDS[:-1], "__doc__"]
    monkeypatch.setattr("ivr.calls.store.CALL_FIELDS", known)
    store.open(turn("CA3", 0), replace(call, is_over=True), "<Response/>")
    monkeypatch.undo()
    assert store.take("CA3").call == call


def test_the_faster_of_two_answers_counts(store, call):
    """When two put the same turn back, both learn the answer of the first."""
    store.open(turn("CA1", 0), call, "zero")
    assert store.put_back(turn("CA1", 1), call, "first") == "first"
    assert store.put_back(turn("CA1", 1), replace(call, misses=9), "second") == "first"
    kept = store.take("CA1")
    assert (kept.turn, kept.call.misses) == (2, 0)


def test_a_call_opened_twice_is_one(store, call):
    """The first answer to a call that arrives is the answer."""
    assert store.open(turn("CA1", 0), call, "first") == "first"
    assert store.open(turn("CA1", 0), call, "second") == "first"


@pytest.fixture
def execute(rooms):
    """Give what an intruder does who can write to the database, and has no key."""

    def execute(statement):
        with rooms.engine.begin() as connection:
            connection.execute(text(statement))

    return execute


def test_a_state_that_was_moved_opens_nothing(store, call, execute):
    """What is sealed for one call, a proof among it, is no other call's."""
    store.open(turn("CA1", 0), replace(call, proven=True), "mine")
    store.open(turn("CA2", 0), call, "other")
    state = "SELECT state FROM calls WHERE call_sid = 'CA1'"
    execute(f"UPDATE calls SET state = ({state}) WHERE call_sid = 'CA2'")
    assert store.take("CA1").call.proven
    assert store.take("CA2") is None


@pytest.mark.parametrize(("call_sid", "number"), [("CA2", 0), ("CA1", 1)])
def test_an_answer_that_was_moved_is_none(store, call, execute, call_sid, number):
    """Neither another call nor another turn is answered with it."""
    store.open(turn("CA1", 0), call, "mine")
    store.open(turn("CA2", 0), call, "other")
    store.put_back(turn("CA1", 1), call, "next")
    twiml = "SELECT twiml FROM answers WHERE call_sid = 'CA1' AND turn = 0"
    row = f"call_sid = '{call_sid}' AND turn = {number}"
    execute(f"UPDATE answers SET twiml = ({twiml}) WHERE {row}")
    assert store.answer("CA1", 0) == "mine"
    assert store.answer(call_sid, number) is None


def test_equal_answers_do_not_look_equal(store, call, rooms):
    """Nobody reads from the database that two callers have the same balance."""
    for call_sid in ("CA1", "CA2"):
        store.open(turn(call_sid, 0), call, "the same")
    with rooms.engine.connect() as connection:
        sealed = connection.execute(text("SELECT twiml FROM answers")).scalars().all()
    assert len(set(sealed)) == 2


@pytest.mark.parametrize("number", [0, 3])
def test_a_call_that_cannot_be_read_begins_anew(store, call, execute, number):
    """Once: the answer to its new beginning is kept like any other."""
    store.open(turn("CA1", 0), call, "before")
    store.put_back(turn("CA1", 1), call, "before")
    execute("UPDATE calls SET state = 'sealed by another'")
    execute("UPDATE answers SET twiml = 'sealed by another'")
    assert store.take("CA1") is None
    assert store.answer("CA1", number) is None
    assert store.open(turn("CA1", number), call, "anew") == "anew"
    assert store.open(turn("CA1", number), call, "again") == "anew"
    assert store.take("CA1") == Kept(call, number + 1)


def test_a_call_too_many_is_not_kept(store, call):
    """Who has been counted before the others were there is counted again."""
    for number in range(call.hotline.limits.calls_per_number_at_once):
        store.open(turn(f"CA{number}", 0), call, "let in")
    with pytest.raises(TooManyCallsError):
        store.open(turn("CA9", 0), call, "let in")
    assert store.take("CA9") is None
    over = replace(call, is_over=True)
    assert store.open(turn("CA9", 0), over, "turned away") == "turned away"


def test_every_answer_is_kept(store, call):
    """Each turn's answer can be given again; one that was not given cannot."""
    store.open(turn("CA1", 0), call, "zero")
    store.put_back(turn("CA1", 1), call, "one")
    answers = [store.answer("CA1", turn) for turn in (0, 1, 2)]
    assert answers == ["zero", "one", None]
