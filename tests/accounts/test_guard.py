"""Who may try a PIN, and when: counted over calls, whatever happens side by side."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from conftest import ANNA, ANNAS_PIN, BELGIUM, WORKING_DAY
from sqlalchemy import func, select

from ivr.accounts.guard import (
    CALLER_TRIES,
    LOCKED_AFTER,
    RATE_WINDOW,
    SPRAYED_ACCOUNTS,
    Attempt,
    PinAttemptRow,
)
from ivr.accounts.pins import Verdict

RIGHT, OTHER, CLOSED = Verdict
STRANGER = "+32470000077"
WRONG = "000000"
HOUR = timedelta(hours=1)


@pytest.fixture
def tried(rooms):
    """Give what tries a PIN some time after the working day began."""
    calls = iter(range(10_000))

    def tried(pin, after=timedelta(), caller=STRANGER, msisdn=ANNA):
        at = WORKING_DAY + after
        attempt = Attempt(f"CA{next(calls)}", 1, caller, BELGIUM, at)
        return rooms.pins.check(msisdn, pin, attempt)

    return tried


def checked(rooms):
    """Count the tries that reached verification."""
    with rooms.engine.connect() as connection:
        were_checked = select(func.count()).where(PinAttemptRow.was_checked)
        return connection.scalar(were_checked)


@pytest.mark.parametrize(
    ("failures", "rest"),
    [
        (2, timedelta()),
        (3, timedelta(seconds=30)),
        (5, timedelta(minutes=5)),
        (7, timedelta(hours=1)),
    ],
)
def test_an_account_rests_longer_and_longer(tried, failures, rest):
    """After three, five and seven failures the right PIN waits, then is right."""
    for number in range(failures):
        assert tried(WRONG, number * HOUR, caller=None) is OTHER
    last = (failures - 1) * HOUR
    if rest:
        assert tried(ANNAS_PIN, last + rest - timedelta(seconds=1)) is OTHER
    assert tried(ANNAS_PIN, last + rest) is RIGHT


def test_a_try_that_waits_does_not_make_the_rest_longer(tried, rooms):
    """Knocking at a closed door changes nothing."""
    for _ in range(3):
        tried(WRONG, caller=None)
    for _ in range(50):
        tried(WRONG, timedelta(seconds=29), caller=None)
    assert rooms.pins.failures(ANNA) == 3
    assert tried(ANNAS_PIN, timedelta(seconds=30)) is RIGHT


def test_ten_failures_lock_out_all_but_the_owner(tried):
    """Nobody can lock an owner out: the own telephone gets a try after the delay."""
    for number in range(LOCKED_AFTER):
        tried(WRONG, number * HOUR, caller=None)
    later = LOCKED_AFTER * HOUR
    assert tried(ANNAS_PIN, later) is OTHER
    assert tried(ANNAS_PIN, later, caller=ANNA) is RIGHT
    assert tried(ANNAS_PIN, later) is RIGHT


def test_the_owners_telephone_waits_too(tried):
    """Anybody can show the owner's number: it gets one try an hour, not all."""
    for number in range(LOCKED_AFTER + 1):
        tried(WRONG, number * HOUR, caller=ANNA)
    assert tried(ANNAS_PIN, (LOCKED_AFTER + 1) * HOUR - HOUR / 2, caller=ANNA) is OTHER


def test_an_operator_can_unlock(tried, rooms):
    """What was tried before is forgotten on request."""
    for number in range(LOCKED_AFTER):
        tried(WRONG, number * HOUR, caller=None)
    rooms.pins.unlock(ANNA)
    assert tried(ANNAS_PIN, LOCKED_AFTER * HOUR) is RIGHT


def test_a_right_pin_from_elsewhere_forgets_no_failures(tried, rooms):
    """Who is right at last on a strange telephone may have guessed."""
    tried(WRONG)
    tried(WRONG)
    assert tried(ANNAS_PIN) is RIGHT
    assert rooms.pins.failures(ANNA) == 2
    assert tried(ANNAS_PIN, caller=ANNA) is RIGHT
    assert rooms.pins.failures(ANNA) == 0


def test_a_telephone_that_fails_everywhere_rests(tried, rooms):
    """Ten accounts tried from one telephone are enough for an hour."""
    numbers = [f"+3247000{number:04}" for number in range(CALLER_TRIES)]
    for msisdn in numbers:
        tried(WRONG, msisdn=msisdn)
    assert tried(ANNAS_PIN) is OTHER
    assert rooms.pins.failures(ANNA) == 0
    assert tried(ANNAS_PIN, HOUR) is RIGHT


def test_guesses_side_by_side_are_no_more_than_guesses_in_a_row(tried, rooms):
    """Of two hundred at once three are checked; the right PIN works after the delay."""
    with ThreadPoolExecutor(16) as threads:
        callers = [f"+3249{number:07}" for number in range(200)]
        verdicts = set(threads.map(lambda who: tried(WRONG, caller=who), callers))
    assert verdicts == {OTHER}
    assert checked(rooms) == 3
    assert tried(ANNAS_PIN, timedelta(seconds=30), caller=ANNA) is RIGHT


def test_a_spray_closes_the_door_for_a_while(tried, rooms):
    """One PIN tried on many accounts from many telephones is noticed, and ends."""
    sprayed = [
        tried(WRONG, caller=f"+3248{number:07}", msisdn=f"+3249{number:07}")
        for number in range(1000)
    ]
    assert sprayed.index(CLOSED) == SPRAYED_ACCOUNTS
    assert set(sprayed[SPRAYED_ACCOUNTS:]) == {CLOSED}
    assert tried(ANNAS_PIN, caller=ANNA) is CLOSED
    assert tried(ANNAS_PIN, RATE_WINDOW, caller=ANNA) is RIGHT


def test_a_spray_cannot_hide_behind_right_pins(tried):
    """Right tries at one account do not make up for wrong ones at many."""
    for number in range(SPRAYED_ACCOUNTS):
        for _ in range(3):
            assert tried(ANNAS_PIN, caller=None) is RIGHT
        tried(WRONG, caller=None, msisdn=f"+3249{number:07}")
    assert tried(ANNAS_PIN, caller=None) is CLOSED


def test_one_telephone_closes_no_door(tried):
    """What is held back counts for nothing: one telephone makes nobody else wait."""
    for number in range(2 * SPRAYED_ACCOUNTS):
        tried(WRONG, msisdn=f"+3249{number:07}")
    assert tried(ANNAS_PIN, caller=ANNA) is RIGHT


def test_a_normal_day_closes_nothing(tried):
    """Hundreds of right calls with one error in twenty are no spray."""
    for number in range(300):
        pin = WRONG if number % 20 == 0 else ANNAS_PIN
        verdict = tried(pin, timedelta(seconds=number), caller=ANNA)
        assert verdict is (OTHER if pin == WRONG else RIGHT)
