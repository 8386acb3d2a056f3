"""Calls between their turns."""

from dataclasses import replace

import pytest
from conftest import ANNA, BELGIUM, WORKING_DAY
from dialogue.test_step import calls as any_calls
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings

from ivr.calls.store import CALL_FIELDS, Calls
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


@given(any_calls)
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_call_is_taken_as_it_was_put(store, settings, any_call):
    """Everything that is remembered comes back, whatever it is."""
    any_call = replace(any_call, hotline=settings.hotlines[BELGIUM])
    call_sid = f"CA{abs(hash(any_call.locale + repr(any_call)))}"
    store.open(call_sid, any_call, "<Response/>", 0, WORKING_DAY)
    assert store.take(call_sid).call == any_call


def test_a_call_of_another_version_goes_on(store, call, monkeypatch):
    """What that version did not know is as it is at first; what we do not is dropped."""
    known = [*CALL_FIELDS[:-1], "__doc__"]
    monkeypatch.setattr("ivr.calls.store.CALL_FIELDS", known)
    store.open("CA3", replace(call, is_over=True), "<Response/>", 0, WORKING_DAY)
    monkeypatch.undo()
    assert store.take("CA3").call == call


def test_the_faster_of_two_answers_counts(store, call):
    """When two put the same turn back, both learn the answer of the first."""
    store.open("CA1", call, "zero", 0, WORKING_DAY)
    assert store.put_back("CA1", call, "first", 1) == "first"
    assert store.put_back("CA1", replace(call, misses=9), "second", 1) == "first"
    kept = store.take("CA1")
    assert (kept.turn, kept.call.misses) == (2, 0)


def test_a_call_opened_twice_is_one(store, call):
    """The first answer to a call that arrives is the answer."""
    assert store.open("CA1", call, "first", 0, WORKING_DAY) == "first"
    assert store.open("CA1", call, "second", 0, WORKING_DAY) == "first"


def test_every_answer_is_kept(store, call):
    """Each turn's answer can be given again; one that was not given cannot."""
    store.open("CA1", call, "zero", 0, WORKING_DAY)
    store.put_back("CA1", call, "one", 1)
    answers = [store.answer("CA1", turn) for turn in (0, 1, 2)]
    assert answers == ["zero", "one", None]
