"""Who may try a PIN, and when: counted over calls, whatever happens side by side."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from conftest import ANNA, ANNAS_PIN, BELGIUM, WORKING_DAY
from sqlalchemy import func, select

from ivr.accounts.attempts import Attempt, PinAttemptRow
from ivr.accounts.guard import (
    CALLER_TRIES,
    DELAYS,
    FORGOTTEN_AFTER,
    LOCKED_AFTER,
    WITHHELD_TRIES,
)
from ivr.accounts.pins import Verdict
from ivr.domain.hotline import Retention

pytestmark = pytest.mark.usefixtures("cheap_hashes")

RIGHT, OTHER, CLOSED = Verdict
STRANGER, BERT = "+32470000077", "+32470123456"
WRONG = "000000"
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def tried(rooms):
    """Give what tries a PIN some time after the working day began."""
    calls = iter(range(10_000))

    def tried(pin, after=timedelta(), caller=STRANGER, msisdn=ANNA):
        at = WORKING_DAY + after
        attempt = Attempt(f"CA{next(calls)}", 1, caller, BELGIUM, at)
        return rooms.pins.check(msisdn, pin, attempt)

    return tried


@pytest.fixture
def standings(rooms):
    """Give how tries at Anna's account stand: from her telephone, and from others."""
    return lambda after: rooms.pins.standings(ANNA, WORKING_DAY + after)


def checked(rooms):
    """Count the tries that reached verification."""
    with rooms.engine.connect() as connection:
        return connection.scalar(select(func.count()).where(PinAttemptRow.was_checked))


@pytest.mark.parametrize("caller", [None, ANNA])
@pytest.mark.parametrize(
    ("failures", "rest"),
    [
        (2, timedelta()),
        (3, timedelta(seconds=30)),
        (5, timedelta(minutes=5)),
        (7, timedelta(hours=1)),
    ],
)
def test_an_account_rests_longer_and_longer(tried, caller, failures, rest):
    """After three, five and seven failures the right PIN waits, then is right."""
    for number in range(failures):
        assert tried(WRONG, number * HOUR, caller) is OTHER
    last = (failures - 1) * HOUR
    if rest:
        assert tried(ANNAS_PIN, last + rest - SECOND, caller) is OTHER
    assert tried(ANNAS_PIN, last + rest, caller) is RIGHT


def test_a_try_that_waits_does_not_make_the_rest_longer(tried, rooms):
    """Knocking at a closed door changes nothing."""
    for _ in range(3):
        tried(WRONG, caller=None)
    for _ in range(50):
        tried(WRONG, timedelta(seconds=29), caller=None)
    assert rooms.pins.failures(ANNA) == 3
    assert tried(ANNAS_PIN, timedelta(seconds=30)) is RIGHT


def test_strangers_keep_no_owner_out(tried):
    """Whatever others do, the owner's own telephone is let through, and at once."""
    for minute in range(0, 24 * 60, 10):
        tried(WRONG, minute * timedelta(minutes=1), caller=None)
        if minute % 60 == 30:
            after = minute * timedelta(minutes=1)
            assert tried(ANNAS_PIN, after, caller=ANNA) is RIGHT


def test_an_owner_gives_strangers_no_more_guesses(tried, rooms):
    """Ten guesses of others lock them out, however often the owner is right between."""
    owners = 0
    for number in range(3 * LOCKED_AFTER):
        tried(WRONG, number * HOUR, caller=None)
        owners += tried(ANNAS_PIN, number * HOUR, caller=ANNA) is RIGHT
    assert owners == 3 * LOCKED_AFTER
    assert checked(rooms) == owners + LOCKED_AFTER
    assert tried(ANNAS_PIN, 3 * LOCKED_AFTER * HOUR) is OTHER


def test_owners_failures_keep_no_other_telephone_out(tried):
    """Who mistypes at home can go on from another telephone."""
    for _ in range(3):
        tried(WRONG, caller=ANNA)
    assert tried(ANNAS_PIN, caller=ANNA) is OTHER
    assert tried(ANNAS_PIN) is RIGHT


def test_the_owners_telephone_waits_too(tried):
    """Anybody can show the owner's number: it gets one try an hour, not all."""
    for number in range(LOCKED_AFTER + 1):
        tried(WRONG, number * HOUR, caller=ANNA)
    assert tried(ANNAS_PIN, LOCKED_AFTER * HOUR + HOUR / 2, caller=ANNA) is OTHER
    assert tried(ANNAS_PIN, (LOCKED_AFTER + 1) * HOUR, caller=ANNA) is RIGHT


def test_an_operator_can_unlock(tried, rooms, standings):
    """What was tried before is forgotten on request, whoever tried."""
    for number in range(LOCKED_AFTER):
        tried(WRONG, number * HOUR, caller=None)
        tried(WRONG, number * HOUR, caller=ANNA)
    last = (LOCKED_AFTER - 1) * HOUR
    own, others = standings(last)
    assert (own.failures, own.rests_until) == (LOCKED_AFTER, WORKING_DAY + last + HOUR)
    assert others.is_locked
    assert not own.is_locked
    rooms.pins.unlock(ANNA)
    assert {it.failures for it in standings(last)} == {0}
    assert tried(ANNAS_PIN, last, caller=ANNA) is RIGHT
    assert tried(ANNAS_PIN, last) is RIGHT


def test_a_right_pin_from_elsewhere_forgets_no_failures(tried, rooms):
    """Who is right at last on a strange telephone may have guessed."""
    tried(WRONG)
    tried(WRONG)
    assert tried(ANNAS_PIN) is RIGHT
    assert tried(ANNAS_PIN, caller=ANNA) is RIGHT
    assert rooms.pins.failures(ANNA) == 2


def test_a_right_pin_leaves_no_failure_behind(tried):
    """However often a telephone is right, at however many accounts, it does not rest."""
    for _ in range(3 * CALLER_TRIES):
        assert tried(ANNAS_PIN) is RIGHT
    for number in range(CALLER_TRIES - 1):
        tried(WRONG, msisdn=f"+3247000{number:04}")
    assert tried(ANNAS_PIN) is RIGHT


def test_failures_are_forgotten_after_thirty_days(tried, standings):
    """Who mistypes on another telephone now and then is never locked out for it."""
    for month in range(2 * LOCKED_AFTER):
        assert tried(WRONG, month * FORGOTTEN_AFTER, caller=None) is OTHER
        again = month * FORGOTTEN_AFTER + DAY
        assert tried(ANNAS_PIN, again, caller=None) is RIGHT
        assert [it.failures for it in standings(again)] == [0, 1]
    assert standings(again + FORGOTTEN_AFTER)[1].failures == 0


def test_a_lock_is_not_forgotten(tried):
    """Only an operator opens it, to telephones that are not the account's own."""
    for number in range(LOCKED_AFTER):
        tried(WRONG, number * HOUR, caller=None)
    assert tried(ANNAS_PIN, 100 * FORGOTTEN_AFTER) is OTHER
    assert tried(ANNAS_PIN, 100 * FORGOTTEN_AFTER, caller=ANNA) is RIGHT


def test_a_daily_purge_forgets_no_failures(tried, rooms, settings):
    """Tries may be kept for a day; that they failed is known for longer."""
    one_day = {
        number: replace(hotline, retention=Retention(1, 1))
        for number, hotline in settings.hotlines.items()
    }
    for day in range(LOCKED_AFTER):
        rooms.privacy.purge(one_day, WORKING_DAY + 2 * day * DAY)
        assert tried(WRONG, 2 * day * DAY, caller=None) is OTHER
    assert tried(ANNAS_PIN, 2 * LOCKED_AFTER * DAY) is OTHER


def test_what_holds_a_try_back_cannot_be_told_by_its_work(tried, statements):
    """A wrong PIN, an unknown number, a telephone at rest, an account at rest: one work."""
    known = statements(lambda: tried(WRONG))
    unknown = statements(lambda: tried(WRONG, msisdn="+32470999999"))
    for number in range(CALLER_TRIES):
        tried(WRONG, msisdn=f"+3247000{number:04}")
    resting_telephone = statements(lambda: tried(ANNAS_PIN))
    for _ in range(3):
        tried(WRONG, caller=BERT)
    resting_account = statements(lambda: tried(ANNAS_PIN, caller="+32470000078"))
    assert resting_telephone == resting_account == unknown == known


def test_a_telephone_that_fails_everywhere_rests(tried, rooms):
    """Ten accounts tried from one telephone are enough for an hour."""
    numbers = [f"+3247000{number:04}" for number in range(CALLER_TRIES)]
    for msisdn in numbers:
        tried(WRONG, msisdn=msisdn)
    assert tried(ANNAS_PIN) is OTHER
    assert rooms.pins.failures(ANNA) == 0
    assert tried(ANNAS_PIN, HOUR) is RIGHT


def test_withheld_numbers_are_counted_together(tried, rooms):
    """A hundred failures an hour close a hotline to them; ten typing errors do not."""
    pause = HOUR / (WITHHELD_TRIES + 1)
    for number in range(WITHHELD_TRIES):
        assert tried(ANNAS_PIN, number * pause, caller=None) is RIGHT
        msisdn = f"+3247{number:07}"
        assert tried(WRONG, number * pause, caller=None, msisdn=msisdn) is OTHER
    assert checked(rooms) == 2 * WITHHELD_TRIES
    last = WITHHELD_TRIES * pause
    assert tried(ANNAS_PIN, last, caller=None) is CLOSED
    assert tried(ANNAS_PIN, last) is RIGHT
    assert tried(ANNAS_PIN, HOUR, caller=None) is RIGHT


def test_guesses_side_by_side_are_no_more_than_guesses_in_a_row(tried, rooms):
    """Of two hundred at once three are checked; the right PIN works after the delay."""
    with ThreadPoolExecutor(16) as threads:
        callers = [f"+3249{number:07}" for number in range(200)]
        verdicts = set(threads.map(lambda who: tried(WRONG, caller=who), callers))
    assert verdicts == {OTHER}
    assert checked(rooms) == 3
    assert tried(ANNAS_PIN, timedelta(seconds=30)) is RIGHT


def test_clocks_of_nodes_may_differ(tried, rooms):
    """A try whose clock is some seconds behind meets the rest, and the same window."""
    for number in range(min(DELAYS)):
        tried(WRONG, -number * SECOND)
    tried(WRONG, -10 * SECOND)
    assert checked(rooms) == min(DELAYS)
    for number in range(2 * CALLER_TRIES):
        tried(WRONG, -number * SECOND, BERT, msisdn=f"+3247000{number:04}")
    assert checked(rooms) == min(DELAYS) + CALLER_TRIES


@pytest.mark.parametrize("caller", [STRANGER, ANNA, None])
def test_a_clock_that_was_ahead_keeps_nobody_out(tried, caller):
    """Moments further away than any rest are over once the clock is right again."""
    for _ in range(3):
        tried(WRONG, 300 * DAY, caller)
    for number in range(CALLER_TRIES):
        tried(WRONG, 300 * DAY, caller, msisdn=f"+3247000{number:04}")
    assert tried(ANNAS_PIN, DAY, caller) is RIGHT
