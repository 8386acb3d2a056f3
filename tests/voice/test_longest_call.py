"""Toll fraud: how long a call may last."""

from datetime import timedelta

from conftest import ANNAS_PIN

from ivr.speech.catalog import catalog_of


def test_a_call_that_lasts_too_long_ends_at_its_next_turn(limited, clock):
    """After the longest call a key, even the right PIN, is answered with a goodbye."""
    twilio = limited()
    twilio.arrive()
    clock.at += timedelta(minutes=10)
    assert "<Gather" in twilio.press(1, "1").text
    clock.at += timedelta(seconds=1)
    ended = twilio.press(2, ANNAS_PIN).text
    assert catalog_of("fr_BE").words("limits.too_long") in ended
    assert "<Hangup" in ended
    assert twilio.press(3, "1").text == ended


def test_a_call_of_more_turns_than_seconds_is_a_machines(limited):
    """However fast they come, no more answers of one call are kept than it has seconds."""
    twilio = limited(longest_call_minutes=1)
    twilio.arrive()
    for turn in range(1, 61):
        assert "<Hangup" not in twilio.press(turn, "91"[turn % 2 - 1]).text
    ended = twilio.press(61, "9").text
    assert catalog_of("nl_BE").words("limits.too_long") in ended
    assert "<Hangup" in ended


def test_who_talked_long_with_a_person_hears_a_goodbye(limited, clock):
    """A talk with the agent may be long; the call ends as it always does after one."""
    twilio = limited(longest_call_minutes=1)
    twilio.arrive()
    assert "<Dial" in twilio.press(1, "0").text
    clock.at += timedelta(minutes=50)
    ended = twilio.post("/voice/turn/2", DialCallStatus="completed").text
    assert catalog_of("fr_BE").words("end.goodbye") in ended


def test_a_talk_with_a_person_ends_with_the_longest_call(limited, clock):
    """Twilio is told how long it may last: what is left, and at the end a second."""
    for call_sid, waited_s, left_s in (("CA1", 0, 60), ("CA2", 40, 20), ("CA3", 60, 1)):
        twilio = limited(longest_call_minutes=1)
        twilio.call_sid = call_sid
        twilio.arrive()
        clock.at += timedelta(seconds=waited_s)
        assert f'timeLimit="{left_s}"' in twilio.press(1, "0").text
