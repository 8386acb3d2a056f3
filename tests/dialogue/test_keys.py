"""Keys, habits and silence: what each means, and when there were too many."""

from dataclasses import replace

import pytest
from fakes.played import (
    ACCOUNT,
    AT_PIN,
    OWNER,
    PROVEN,
    RECOGNISED,
    STRANGER,
    play,
    sentences,
)

from ivr.dialogue.acts import Ask, HangUp, ReadAccount
from ivr.dialogue.call import Place
from ivr.dialogue.events import (
    AccountRead,
    Answered,
    LastedTooLong,
    PinChecked,
    Silent,
    press,
)
from ivr.dialogue.walk import NOON


@pytest.mark.parametrize("first", [(STRANGER,), RECOGNISED])
def test_silence_ends_a_call_with_words(first):
    """A caller who never presses a key is asked four times, then told goodbye."""
    assert isinstance(play(*first, *[Silent()] * 3).then, Ask)
    ended = play(*first, *[Silent()] * 4)
    assert isinstance(ended.then, HangUp)
    assert sentences(ended)[0] == "end.missed"


def test_the_eighth_miss_ends_a_call():
    """Misses at different questions add up: the eighth is the last."""
    missed = [Silent(), press("5"), Silent(), press("1")]
    at_pin = [Silent(), press("12"), Silent(), press("*")]
    events = (*RECOGNISED, *missed, *at_pin, Silent())
    assert isinstance(play(*events).then, Ask)
    assert isinstance(play(*events, press("7")).then, HangUp)


@pytest.mark.parametrize(
    ("events", "locales"),
    [((STRANGER,), ["nl_BE", "ko_KR"]), (AT_PIN, ["nl_BE"]), (PROVEN, ["nl_BE"])],
)
def test_a_call_that_lasts_too_long_ends_with_words(events, locales):
    """Wherever it stands, it ends in the caller's language, or in all while unknown."""
    move = play(*events, LastedTooLong())
    assert isinstance(move.then, HangUp)
    assert sentences(move) == ["limits.too_long"] * len(locales)
    assert [line.locale for line in move.lines] == locales


def test_silence_and_another_key_are_told_apart():
    """Silence and a key without a meaning have sentences of their own."""
    assert sentences(play(*RECOGNISED, Silent()))[0] == "menu.silence"
    assert sentences(play(*RECOGNISED, press("5")))[0] == "menu.other_key"


def test_the_keys_of_a_language_are_its_own():
    """In Korean * repeats and # goes back; elsewhere * goes back."""
    korean = replace(ACCOUNT, locale="ko_KR")
    recognised = (Answered(NOON, OWNER), AccountRead(korean), press("1"))
    assert play(*recognised, press("")).call.place is Place.MENU
    assert play(*AT_PIN, press("*")).call.place is Place.MENU
    heard = (*recognised, press("1" * 6), PinChecked(right=True), AccountRead(korean))
    assert play(*heard, press("*")).then == ReadAccount(OWNER)


def test_a_hash_pressed_by_habit_cuts_nothing():
    """Who ends a complete PIN with # hears the balance all the same."""
    heard = (*PROVEN, AccountRead(ACCOUNT))
    move = play(*heard, press("#"))
    assert move.then == ReadAccount(OWNER)
    assert move.call.misses == 0
    later = play(*heard, press("#"), AccountRead(ACCOUNT), press("#"))
    assert sentences(later) == ["report.again", "report.back"]


def test_a_key_that_was_offered_means_what_was_said():
    """In Korean # was offered after the balance: it goes back at once."""
    account = AccountRead(replace(ACCOUNT, locale="ko_KR"))
    entered = (Answered(NOON, OWNER), account, press("1"), press("161803"))
    move = play(*entered, PinChecked(right=True), account, press("#"))
    assert move.call.place is Place.MENU
