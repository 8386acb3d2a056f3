"""Turns that come again, side by side, out of order, or after a restart."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import ANNA, ANNAS_PIN, NIGHT, Twilio
from fakes.twiml import verbs
from sqlalchemy import text


def count(rooms, table):
    with rooms.engine.connect() as connection:
        return connection.execute(text(f"SELECT count(*) FROM {table}")).scalar()


def test_a_webhook_that_comes_again_changes_nothing(twilio, rooms):
    """The same turn gets the same words, and a PIN sent twice is tried once."""
    first = twilio.arrive().text
    assert twilio.arrive().text == first
    twilio.press(1, "1")
    answers = {twilio.press(2, "000000").text for _ in range(3)}
    assert len(answers) == 1
    assert rooms.pins.failures(ANNA) == 1
    later = twilio.press(3, ANNAS_PIN).text
    assert twilio.press(2, "000000").text in answers
    assert twilio.press(3, ANNAS_PIN).text == later


def test_webhooks_sent_side_by_side_are_one(make_app, settings, rooms):
    """Two nodes that get the same turn at once give one answer and count one try."""
    nodes = [Twilio(make_app().test_client(), settings) for _ in range(4)]
    nodes[0].arrive()
    nodes[0].press(1, "1")
    with ThreadPoolExecutor(4) as pool:
        answers = set(pool.map(lambda node: node.press(2, "000000").text, nodes))
    assert len(answers) == 1
    assert count(rooms, "pin_attempts") == 1


def test_a_call_survives_a_restart(make_app, settings):
    """A call that one process began goes on in another."""
    Twilio(make_app().test_client(), settings).arrive()
    after = Twilio(make_app().test_client(), settings)
    assert verbs(after.press(1, "1"))[0] == "Gather"
    assert "numDigits" in after.press(1, "1").text


def test_a_turn_out_of_order_gets_the_open_question(twilio):
    """A turn that was not asked yet is answered with the question that was."""
    asked = twilio.arrive().text
    assert twilio.press(7, "1").text == asked


@pytest.mark.parametrize("turn", [1, 3])
def test_a_call_that_is_not_known_begins_again(twilio, turn):
    """A turn of a call we have lost is a new beginning, once, and never an error."""
    answer = twilio.press(turn, "1")
    assert verbs(answer) == ["Gather", "Play", "Redirect"]
    assert f"/voice/turn/{turn + 1}" in answer.text
    assert twilio.press(turn, "1").text == answer.text


def test_a_call_that_is_over_stays_over(twilio, rooms, clock):
    """After the goodbye even the right PIN gets the goodbye again, and nothing is done."""
    clock.at = NIGHT
    twilio.arrive()
    twilio.press(1, "1")
    goodbye = [twilio.press(turn, "000000") for turn in (2, 3, 4)][-1]
    assert verbs(goodbye) == ["Play", "Hangup"]
    kept = count(rooms, "answers")
    assert twilio.press(5, ANNAS_PIN).text == goodbye.text
    assert count(rooms, "answers") == kept


def test_a_status_is_noted_once(twilio, rooms):
    """The first end that Twilio tells counts; what comes late changes nothing."""
    twilio.arrive()
    for status in ("in-progress", "completed", "completed", "failed"):
        assert twilio.post("/voice/status", CallStatus=status).status_code == 204
    with rooms.engine.connect() as connection:
        ended = connection.execute(text("SELECT end_status FROM calls")).scalars()
        assert list(ended) == ["completed"]
