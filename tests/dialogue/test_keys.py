"""Keys, habits and silence: what each means, and when there were too many."""

from dataclasses import replace

import pytest
from fakes.played import (
    ACCOUNT,
    AT_PIN,
    HOTLINE,
    OWNER,
    PROVEN,
    RECOGNISED,
    STRANGER,
    play,
    sentences,
)

from ivr.dialogue.acts import Ask, HangUp, ReadAccount, Transfer
from ivr.dialogue.call import Place
from ivr.dialogue.events import (
    AccountRead,
    AgentLeft,
    Answered,
    LastedTooLong,
    PinChecked,
    Silent,
    press,
)
from ivr.dialogue.walk import NIGHT, NOON


def strangers(at):
    return (Answered(at, None),)


def recognised(at):
    return (Answered(at, OWNER), AccountRead(ACCOUNT))


@pytest.mark.parametrize("first", [strangers, recognised])
def test_silence_leads_to_a_person_or_ends_with_words(first):
    """Who never presses a key is asked four times, then connected; at night told why."""
    assert isinstance(play(*first(NOON), *[Silent()] * 3).then, Ask)
    connected = play(*first(NOON), *[Silent()] * 4)
    assert connected.then == Transfer("+3222340001")
    assert set(sentences(connected)) == {"agent.connecting"}
    ended = play(*first(NIGHT), *[Silent()] * 4)
    assert isinstance(ended.then, HangUp)
    assert sentences(ended)[0] == "end.missed"


EIGHT_MISSES = (
    *(Silent(), press("5"), Silent(), press("1")),
    *(Silent(), press("12"), Silent(), press("*")),
    *(Silent(), press("7")),
)


def test_the_eighth_miss_is_the_last():
    """Misses at different questions add up, and then a person helps."""
    assert isinstance(play(*RECOGNISED, *EIGHT_MISSES[:-1]).then, Ask)
    assert isinstance(play(*RECOGNISED, *EIGHT_MISSES).then, Transfer)


def test_who_was_connected_in_vain_is_not_connected_for_ever():
    """When nobody has answered, the next miss ends the call with words."""
    again = play(*RECOGNISED, *EIGHT_MISSES, AgentLeft(reached=False), Silent())
    assert isinstance(again.then, HangUp)
    assert sentences(again) == ["end.missed"]


def test_a_person_is_offered_to_who_misses_a_question_twice():
    """Once is no reason; where nobody answers, or the menu offers it, it is not said."""
    asked = (*recognised(NOON), press("1"))
    assert "menu.agent" not in sentences(play(*asked, Silent()))
    assert sentences(play(*asked, Silent(), press("1")))[-1] == "menu.agent"
    at_night = (*recognised(NIGHT), press("1"), Silent(), Silent())
    assert "menu.agent" not in sentences(play(*at_night))
    assert sentences(play(*RECOGNISED, Silent(), Silent())).count("menu.agent") == 1


def test_an_entry_that_was_missed_comes_back_with_more_time():
    """Twice the time of the hotline, for a number or a PIN; a menu is heard again."""
    for timeout_s in (6, 30):
        patient = replace(HOTLINE, timeout_s=timeout_s)
        waits = lambda *events: play(*events, hotline=patient).then.timeout_s  # noqa: B023, E731
        assert waits(*AT_PIN) == timeout_s
        assert waits(*AT_PIN, Silent()) == 2 * timeout_s
        assert waits(*RECOGNISED, Silent()) == timeout_s


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
    assert sentences(later) == ["report.next"]


def test_a_key_that_was_offered_means_what_was_said():
    """In Korean # goes back after the balance, but for three seconds after the PIN."""
    account = AccountRead(replace(ACCOUNT, locale="ko_KR"))
    entered = (Answered(NOON, OWNER), account, press("1"), press("161803"))
    heard = (*entered, PinChecked(right=True), account)
    assert play(*heard, press("#", after_s=4)).call.place is Place.MENU
    assert play(*heard, press("#", after_s=3)).then == ReadAccount(OWNER)
    again = (press("#", after_s=1), account, press("#", after_s=1))
    assert play(*heard, *again).call.place is Place.MENU
