"""Toll fraud: how many calls one telephone may place, and which are counted."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from conftest import BELGIUM, BERT, NIGHT
from sqlalchemy import text

from ivr.speech.catalog import catalog_of


@pytest.fixture
def rows(rooms):
    """Give what reads columns of the calls."""

    def rows(columns):
        with rooms.engine.connect() as connection:
            return connection.execute(
                text(f"SELECT {columns} FROM calls ORDER BY began_at")
            ).all()

    return rows


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
    clock.at += timedelta(hours=1) - timedelta(seconds=23)
    assert is_turned_away(call(twilio))
    clock.at += timedelta(seconds=1)
    assert not is_turned_away(call(twilio))


def test_a_number_has_three_calls_at_once(limited, call):
    """The fourth is told so, until one of the three has ended."""
    twilio = limited()
    assert not is_turned_away(call(twilio, 3, ends=False))
    assert is_turned_away(call(twilio))
    twilio.call_sid = f"{twilio.call_sid[:-1]}{int(twilio.call_sid[-1]) - 1}"
    twilio.post("/voice/status", CallStatus="completed")
    assert not is_turned_away(call(twilio))


def test_calls_that_come_side_by_side_are_counted(limited, rooms, settings):
    """However many arrive at once, through whichever node, no more are let in."""
    nodes = [limited(calls_per_number_at_once=2) for _ in range(8)]
    for number, twilio in enumerate(nodes):
        twilio.call_sid = f"CA{number}"
    with ThreadPoolExecutor(len(nodes)) as pool:
        heard = list(pool.map(lambda twilio: twilio.arrive(), nodes))
    assert sorted(map(is_turned_away, heard)) == [False] * 2 + [True] * 6
    for twilio, first in zip(nodes, heard, strict=True):
        assert twilio.arrive().text == first.text


def test_a_call_that_we_have_ended_is_not_under_way(limited, call, rows, clock):
    """Whether or not Twilio tells of its end, which is noted when it does."""
    clock.at = NIGHT
    twilio = limited(calls_per_number_at_once=1)
    for _ in range(2):
        call(twilio, ends=False)
        for turn in range(1, 5):
            heard = twilio.stay_silent(turn)
        assert "<Hangup" in heard.text
    assert all(ended_at for ended_at, _ in rows("ended_at, end_status"))
    before = rows("ended_at")
    twilio.post("/voice/status", CallStatus="completed")
    assert {status for (status,) in rows("end_status")} == {None, "completed"}
    assert rows("ended_at") == before


def test_a_call_that_its_caller_ended_is_not_ended_again(limited, call, rows, clock):
    """When a last webhook comes behind the word that the call is over."""
    clock.at = NIGHT
    twilio = limited()
    call(twilio)
    (ended,) = rows("ended_at")
    clock.at += timedelta(seconds=9)
    for turn in range(1, 5):
        heard = twilio.stay_silent(turn)
    assert "<Hangup" in heard.text
    assert rows("ended_at") == [ended]


def test_a_call_counts_though_it_came_a_moment_later(limited, call, clock):
    """Side by side, who came first may be counted last; and nodes have clocks."""
    twilio = limited(calls_per_number_at_once=1)
    clock.at += timedelta(seconds=30)
    call(twilio, ends=False)
    clock.at -= timedelta(seconds=30)
    assert is_turned_away(call(twilio))


def test_a_clock_that_was_ahead_keeps_nobody_out(limited, call, clock):
    """Calls that seem to come in an hour, or a year, are not counted before."""
    twilio = limited(calls_per_number_at_once=1, calls_per_number_and_hour=1)
    clock.at += timedelta(days=365)
    call(twilio, ends=False)
    clock.at -= timedelta(days=365)
    assert not is_turned_away(call(twilio))


def test_a_call_may_be_longer_than_an_hour(limited, call, clock):
    """It is under way all the time, and counts within the hour no more."""
    twilio = limited(
        longest_call_minutes=120,
        calls_per_number_at_once=1,
        calls_per_number_and_hour=2,
    )
    call(twilio, ends=False)
    clock.at += timedelta(minutes=90)
    assert is_turned_away(call(twilio))
    clock.at += timedelta(minutes=30)
    assert not is_turned_away(call(twilio, 2))
    assert is_turned_away(call(twilio))


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


def test_calls_that_were_turned_away_count_for_nothing(limited, call, rows, clock):
    """Who tries on and on is let in when it is time; they are kept as calls."""
    twilio = limited(calls_per_number_and_hour=2)
    call(twilio, 2)
    clock.at += timedelta(minutes=50)
    assert is_turned_away(call(twilio, 5))
    clock.at += timedelta(minutes=11)
    assert not is_turned_away(call(twilio))
    kept = rows("hotline, caller IS NOT NULL, was_turned_away")
    assert [tuple(row) for row in sorted(kept)] == [
        (BELGIUM, True, False),
        (BELGIUM, True, False),
        (BELGIUM, True, False),
        *[(BELGIUM, True, True)] * 5,
    ]
