"""Toll fraud: how much one telephone may use the hotlines."""

from dataclasses import replace
from datetime import timedelta

import pytest
from conftest import ANNA, ANNAS_PIN, BELGIUM, Twilio
from sqlalchemy import text

from ivr.domain.hotline import LIMITS
from ivr.speech.catalog import catalog_of

BERT = "+32470123456"


@pytest.fixture
def limited(make_app, settings):
    """Give a Twilio whose hotlines have limits of their own, and speak in words."""

    def limited(**limits):
        hotlines = {
            number: replace(hotline, limits=replace(LIMITS, **limits))
            for number, hotline in settings.hotlines.items()
        }
        app = make_app(hotlines=hotlines, uses_recordings=False)
        return Twilio(app.test_client(), settings)

    return limited


@pytest.fixture
def call(clock):
    """Place call after call, each a second after the one before; give the first words."""

    def call(twilio, times=1, *, ends=True, **fields):
        for _ in range(times):
            clock.at += timedelta(seconds=1)
            twilio.call_sid = f"CA{clock.at.timestamp():.0f}"
            heard = twilio.arrive(**fields)
            if ends:
                twilio.post("/voice/status", CallStatus="completed")
        return heard

    return call


def is_turned_away(heard):
    """Tell whether a call ends with the kind sentence, in all languages of Belgium."""
    said = [
        catalog_of(locale).words("limits.too_many")
        for locale in ("nl_BE", "fr_BE", "en")
    ]
    assert heard.status_code == 200
    return all(words in heard.text for words in said) and "<Hangup" in heard.text


def test_a_number_has_twenty_calls_an_hour(limited, call, clock):
    """The next is told so, and an hour after the first there is room again."""
    twilio = limited()
    assert not is_turned_away(call(twilio, 20))
    assert is_turned_away(call(twilio))
    assert not is_turned_away(call(twilio, From=BERT))
    clock.at += timedelta(hours=1)
    assert not is_turned_away(call(twilio))


def test_a_number_has_three_calls_at_once(limited, call):
    """The fourth is told so, until one of the three has ended."""
    twilio = limited()
    assert not is_turned_away(call(twilio, 3, ends=False))
    assert is_turned_away(call(twilio))
    twilio.call_sid = f"{twilio.call_sid[:-1]}{int(twilio.call_sid[-1]) - 1}"
    twilio.post("/voice/status", CallStatus="completed")
    assert not is_turned_away(call(twilio))


def test_a_call_whose_end_was_never_told_is_over_in_the_end(limited, call, clock):
    """A lost status callback keeps nobody out for longer than the longest call."""
    twilio = limited()
    call(twilio, 3, ends=False)
    clock.at += timedelta(minutes=10)
    assert not is_turned_away(call(twilio))


@pytest.mark.parametrize(
    "limits", [{"calls_per_number_and_hour": 2}, {"calls_per_number_at_once": 2}]
)
def test_an_operator_sets_the_limits(limited, call, limits):
    """Both limits are those of the file of hotlines."""
    twilio = limited(**limits)
    assert not is_turned_away(call(twilio, 2, ends=False))
    assert is_turned_away(call(twilio))


@pytest.mark.parametrize(
    "fields",
    [
        {"From": "anonymous"},
        {"From": "+266696687"},
        {"StirVerstat": "TN-Validation-Failed-C"},
    ],
)
def test_who_shows_no_number_has_no_limit_of_one(limited, call, fields):
    """Withheld callers are not one telephone, and a forged number is not its owner."""
    twilio = limited(calls_per_number_and_hour=1, calls_per_number_at_once=1)
    assert not is_turned_away(call(twilio, 3, ends=False, **fields))


def test_nothing_is_read_for_one_call_too_many(limited, call, monkeypatch, rooms):
    """Who is turned away costs no account system a question, and no PIN a try."""
    twilio = limited(calls_per_number_at_once=1)
    call(twilio, ends=False)
    monkeypatch.setattr("ivr.accounts.sql.SqlAccounts.read", pytest.fail)
    heard = call(twilio, ends=False)
    assert is_turned_away(heard)
    assert twilio.arrive().text == heard.text
    assert twilio.press(1, "1").text == heard.text


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


def test_who_talked_long_with_a_person_hears_a_goodbye(limited, clock):
    """A talk with the agent may be long; the call ends as it always does after one."""
    twilio = limited(longest_call_minutes=1)
    twilio.arrive()
    assert "<Dial" in twilio.press(1, "0").text
    clock.at += timedelta(minutes=50)
    ended = twilio.post("/voice/turn/2", DialCallStatus="completed").text
    assert catalog_of("fr_BE").words("end.goodbye") in ended


def test_calls_that_were_turned_away_are_kept_as_calls(limited, call, rooms):
    """They count within the hour, for nobody is let in by trying on and on."""
    twilio = limited(calls_per_number_and_hour=2)
    call(twilio, 5)
    with rooms.engine.connect() as connection:
        kept = connection.execute(
            text("SELECT count(*), count(caller) FROM calls WHERE hotline = :hotline"),
            {"hotline": BELGIUM},
        ).one()
    assert tuple(kept) == (5, 5)
    assert ANNA not in str(kept)
