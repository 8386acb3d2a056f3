"""When a door closes because somebody tries PINs on many accounts."""

from datetime import timedelta
from itertools import count

import pytest
from conftest import ANNA, ANNAS_PIN, BELGIUM, WORKING_DAY
from sqlalchemy import text

from ivr.accounts.attempts import Attempt
from ivr.accounts.breaker import ON_ALL_HOTLINES, ON_ONE_HOTLINE, RATE_WINDOW
from ivr.accounts.pins import Verdict

pytestmark = pytest.mark.usefixtures("cheap_hashes")

RIGHT, OTHER, CLOSED = Verdict
BERT, BERTS_PIN = "+32470123456", "161803"
STRANGER = "+32470000077"
ELSEWHERE = ("+815012340001", "+827012340001", "+442079460001")
WRONG = "000000"
SECOND = timedelta(seconds=1)


@pytest.fixture
def tried(rooms):
    """Give what tries a PIN, each time from another telephone unless it is told."""
    calls = count()

    def tried(pin, msisdn=ANNA, after=timedelta(), caller=None, hotline=BELGIUM):
        number = next(calls)
        caller = caller or f"+3248{number:07}"
        attempt = Attempt(f"CA{number}", 1, caller, hotline, WORKING_DAY + after)
        return rooms.pins.check(msisdn, pin, attempt)

    return tried


@pytest.fixture
def spray(tried):
    """Give what tries a wrong PIN at some accounts that were not tried before."""
    targets = (f"+3249{number:07}" for number in count())

    def spray(accounts, **at):
        return [tried(WRONG, next(targets), **at) for _ in range(accounts)]

    return spray


def test_a_spray_closes_the_door_for_a_while(tried, spray):
    """One PIN tried on many accounts from many telephones is noticed, and ends."""
    sprayed = spray(1000)
    assert sprayed.index(CLOSED) == ON_ONE_HOTLINE.accounts
    assert set(sprayed[ON_ONE_HOTLINE.accounts :]) == {CLOSED}
    assert tried(ANNAS_PIN, after=RATE_WINDOW - SECOND) is CLOSED
    assert tried(ANNAS_PIN, after=RATE_WINDOW) is RIGHT


@pytest.mark.parametrize(("after", "verdict"), [(0, CLOSED), (30, RIGHT)])
def test_tries_that_were_never_answered_close_no_door(
    tried, spray, rooms, after, verdict
):
    """What was under way when workers were killed has taught nobody anything."""
    spray(ON_ONE_HOTLINE.accounts)
    with rooms.engine.begin() as connection:
        connection.execute(text("UPDATE pin_attempts SET was_right = NULL"))
    assert tried(ANNAS_PIN, after=after * SECOND) is verdict


def test_strangers_close_no_door_to_owners(tried, spray):
    """From its own telephone an account is open, on every hotline."""
    assert CLOSED in spray(2 * ON_ALL_HOTLINES.accounts)
    for hotline in (BELGIUM, *ELSEWHERE):
        assert tried(ANNAS_PIN, caller=ANNA, hotline=hotline) is RIGHT


def test_numbers_that_are_shown_one_by_one_close_the_door_too(tried):
    """Who shows the number of each account that is tried at is noticed no later."""
    numbers = [f"+3249{number:07}" for number in range(100)]
    sprayed = [tried(WRONG, number, caller=number) for number in numbers]
    assert sprayed.index(CLOSED) == ON_ONE_HOTLINE.accounts
    assert tried(ANNAS_PIN, caller=ANNA) is CLOSED
    assert tried(ANNAS_PIN) is RIGHT


def test_a_spray_cannot_hide_behind_right_pins(tried, spray):
    """Right tries at one account do not make up for wrong ones at many."""
    for _ in range(ON_ONE_HOTLINE.accounts):
        for _ in range(3):
            assert tried(ANNAS_PIN) is RIGHT
        spray(1)
    assert tried(ANNAS_PIN) is CLOSED


def test_many_tries_at_fewer_accounts_are_noticed(tried):
    """Who stays under the limit of accounts is stopped by that of tries."""
    few = [f"+3249{number:07}" for number in range(ON_ONE_HOTLINE.accounts - 1)]
    sprayed = [tried(WRONG, target) for target in few * 2]
    assert sprayed.index(CLOSED) == ON_ONE_HOTLINE.tries


def test_a_spray_on_one_hotline_closes_only_that(tried, spray):
    """Callers of other hotlines are asked for their PIN as before."""
    assert spray(ON_ONE_HOTLINE.accounts + 1)[-1] is CLOSED
    assert tried(ANNAS_PIN, hotline=ELSEWHERE[0]) is RIGHT
    assert tried(ANNAS_PIN) is CLOSED


@pytest.mark.parametrize("at_each", [1, 2], ids=["by their accounts", "by their tries"])
def test_a_spray_over_all_hotlines_closes_all(tried, at_each):
    """Who stays under the limit of each is stopped by that of all together."""
    each = (ON_ONE_HOTLINE.accounts - 1, ON_ONE_HOTLINE.tries // 2 - 1)[at_each - 1]
    targets = (f"+3249{number:07}" for number in count())
    sprayed = []
    for hotline in (BELGIUM, *ELSEWHERE):
        accounts = [next(targets) for _ in range(each)]
        sprayed += [tried(WRONG, it, hotline=hotline) for it in accounts * at_each]
    limit = (ON_ALL_HOTLINES.accounts, ON_ALL_HOTLINES.tries)[at_each - 1]
    assert sprayed.index(CLOSED) == limit
    assert tried(ANNAS_PIN, hotline=ELSEWHERE[-1]) is CLOSED


def test_a_busy_line_is_not_a_sprayed_one(rooms, tried, spray):
    """Failures at many accounts close nothing where right PINs at more are given."""
    spray(ON_ONE_HOTLINE.accounts - 1)
    for msisdn, pin in ((ANNA, ANNAS_PIN), (BERT, BERTS_PIN)):
        assert tried(pin, msisdn) is RIGHT
    owners = [f"+32497{number:06}" for number in range(ON_ONE_HOTLINE.accounts)]
    for owner in owners[2:]:
        rooms.pins.set(owner, ANNAS_PIN)
        assert tried(ANNAS_PIN, owner) is RIGHT
    assert spray(3) == [OTHER, OTHER, CLOSED]


def test_one_telephone_closes_no_door(tried, spray):
    """What is held back counts for nothing: one telephone makes nobody else wait."""
    spray(2 * ON_ALL_HOTLINES.tries, caller=STRANGER)
    assert tried(ANNAS_PIN) is RIGHT


def test_one_account_closes_no_door(tried):
    """Many tries at one account make that one rest, and no other wait."""
    for _ in range(2 * ON_ALL_HOTLINES.tries):
        tried(WRONG, BERT)
    assert tried(ANNAS_PIN) is RIGHT


def test_a_clock_that_was_ahead_closes_no_door_later(tried, spray):
    """Tries of a day that has not come yet do not count."""
    days = timedelta(days=300)
    assert CLOSED in spray(ON_ONE_HOTLINE.accounts + 1, after=days)
    assert tried(ANNAS_PIN) is RIGHT


def test_a_normal_day_closes_nothing(tried):
    """Hundreds of right calls with one error in twenty are no spray."""
    for number in range(300):
        pin = WRONG if number % 20 == 0 else ANNAS_PIN
        verdict = tried(pin, after=number * SECOND, caller=ANNA)
        assert verdict is (OTHER if pin == WRONG else RIGHT)
