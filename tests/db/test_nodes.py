"""Nodes that share a database, and telephones that come at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from conftest import ANNA, ANNAS_PIN, BELGIUM, WORKING_DAY, Twilio
from fakes.twiml import verbs

from ivr.accounts.attempts import Attempt
from ivr.accounts.guard import DELAYS
from ivr.accounts.pins import Verdict
from ivr.app import rooms_of

STRANGER = "+32470000077"
THREADS = 8


@pytest.fixture
def nodes(make_app, settings):
    """Give two nodes, each with connections of its own, as Twilio reaches them."""
    return [Twilio(make_app().test_client(), settings) for _ in range(2)]


def test_two_nodes_answer_a_call_in_turns(nodes):
    """Whichever node a turn comes to knows what was said to the other."""
    one, other = nodes
    assert verbs(one.arrive())[0] == "Gather"
    other.press(1, "1")
    balance = one.press(2, ANNAS_PIN).text
    assert other.press(2, ANNAS_PIN).text == balance
    assert "<Gather" in balance
    assert other.press(3, "0").text == one.press(3, "0").text


def test_a_turn_that_two_nodes_take_at_once_is_one(nodes, rooms):
    """Both give the same answer, and the PIN was tried once."""
    for turn, (node, keys) in enumerate(zip(nodes, ("", "1"), strict=True)):
        node.press(turn, keys) if turn else node.arrive()
    with ThreadPoolExecutor(THREADS) as threads:
        answers = threads.map(
            lambda number: nodes[number % 2].press(2, "000000").text, range(THREADS)
        )
        assert len(set(answers)) == 1
    assert rooms.pins.failures(ANNA) == 1


@pytest.fixture
def tried(settings, rooms):
    """Give what tries many PINs at once, through two nodes, from one telephone."""
    pins = [rooms.pins, (other := rooms_of(settings)).pins]

    def tried(keys, caller=STRANGER):
        def check(number):
            attempt = Attempt(f"CA{number}", 1, caller, BELGIUM, WORKING_DAY)
            return pins[number % 2].check(ANNA, keys(number), attempt)

        with ThreadPoolExecutor(THREADS) as threads:
            return list(threads.map(check, range(5 * THREADS)))

    yield tried
    other.engine.dispose()


@pytest.mark.parametrize("caller", [STRANGER, ANNA])
def test_guesses_through_two_nodes_are_no_more_than_in_a_row(tried, rooms, caller):
    """Eight at once, forty in all: as many are checked as without a second node."""
    assert set(tried(lambda _: "000000", caller)) == {Verdict.OTHER}
    assert rooms.pins.failures(ANNA) == min(DELAYS)


def test_right_and_wrong_tries_that_cross_wait_for_each_other_in_one_order(tried):
    """One telephone, one account, two nodes: no try is lost to a deadlock."""
    verdicts = tried(lambda number: ANNAS_PIN if number % 4 else "000000")
    assert Verdict.CLOSED not in verdicts
    assert Verdict.RIGHT in verdicts


def test_a_try_between_the_look_and_the_hand_of_a_purge_is_kept(
    rooms, settings, before, tried
):
    """A guard that was over, and is counted at just before it goes, stays."""
    later = WORKING_DAY + timedelta(days=400)

    def attempt(number, at):
        made = Attempt(f"CA{number}", 9, None, BELGIUM, at)
        return rooms.pins.check(ANNA, "000000", made)

    attempt(1, WORKING_DAY)
    before("DELETE FROM pin_guards", lambda: attempt(2, later))
    gone = rooms.privacy.purge(settings.hotlines, later)
    assert (gone["attempts"], gone["guards"]) == (1, 0)
    assert rooms.pins.failures(ANNA) == 1
