"""Whoever guesses passwords waits, and nobody else does."""

import pytest

from ivr.phone.sip.throttle import MOST_SOURCES, MOST_WRONG, WINDOW_S, Throttle

HOST = "192.0.2.1"
NEIGHBOUR = "192.0.2.2"


@pytest.fixture
def throttle(timer):
    return Throttle(timer)


def guess(throttle, host, times=MOST_WRONG):
    return [throttle.count(host) for _ in range(times)]


def test_a_typing_error_costs_no_time(throttle):
    """Nine wrong passwords within a minute hold nobody back."""
    assert guess(throttle, HOST, MOST_WRONG - 1) == list(range(1, MOST_WRONG))
    assert throttle.wait_s(HOST) == 0


def test_a_source_that_guesses_waits_until_its_minute_is_over(throttle, timer):
    """It is told how long, and then has as many guesses again."""
    guess(throttle, HOST, 1)
    timer.at_s += WINDOW_S - 0.5
    guess(throttle, HOST, MOST_WRONG - 1)
    assert throttle.wait_s(HOST) == 1
    timer.at_s += 0.5
    assert throttle.wait_s(HOST) == 0
    assert throttle.count(HOST) == 1


def test_a_source_that_guesses_holds_nobody_else_back(throttle):
    """Its neighbour does not wait."""
    guess(throttle, HOST)
    assert (throttle.wait_s(HOST), throttle.wait_s(NEIGHBOUR)) == (WINDOW_S, 0)


def test_this_machine_is_one_source(throttle):
    """A program that calls from each of its sixteen million addresses waits as well."""
    for number in range(MOST_WRONG):
        throttle.count(f"127.0.{number}.1")
    assert throttle.wait_s("127.9.9.9") == WINDOW_S


def test_sources_are_remembered_up_to_their_number(throttle, timer):
    """The first of too many is forgotten, and so is each when its minute is over."""
    guess(throttle, HOST)
    for number in range(MOST_SOURCES):
        throttle.count(f"10.0.{number // 256}.{number % 256}")
    assert throttle.wait_s(HOST) == 0
    guess(throttle, HOST)
    assert throttle.wait_s(HOST) == WINDOW_S
    timer.at_s += WINDOW_S
    assert throttle.count(NEIGHBOUR) == 1
    assert len(throttle) == 1
