"""What is told once in a call: the state of the card, its end, and how to hang up."""

from fakes.played import AT_PIN, PROVEN, account, after, play, sentences

from ivr.dialogue.events import AccountRead, PinChecked, press
from ivr.domain.account import AccountStatus

ENDING = account(valid_until=after(1))
SUSPENDED = account(status=AccountStatus.SUSPENDED)
WHOLE = ["balance.amount", "valid.tomorrow", "balance.top_up", "report.next_or_hang_up"]
TO_THE_BALANCE = (press("*"), press("1"))


def test_the_end_of_a_card_is_told_once():
    """It is news once; a balance that is asked for again is shorter."""
    assert sentences(play(*PROVEN, ENDING)) == WHOLE
    again = play(*PROVEN, ENDING, *TO_THE_BALANCE, ENDING)
    assert sentences(again) == ["balance.amount", "report.next"]


def test_what_a_habit_cut_off_is_told_from_its_start():
    """Who ends a PIN with # has heard nothing of the report that begins anew."""
    assert sentences(play(*PROVEN, ENDING, press("#", after_s=1), ENDING)) == WHOLE


def test_a_refusal_that_a_habit_cut_off_is_told_again():
    """Nobody is asked for a PIN a second time without a word why."""
    refused = (*AT_PIN, press("000000"), PinChecked(right=False))
    assert sentences(play(*refused, press("#", after_s=1))) == ["pin.again", "pin.ask"]
    assert sentences(play(*AT_PIN, press("*"), press("1"))) == ["pin.ask"]


def test_who_changes_the_language_hears_all_of_it_in_that_language():
    """What was told in another language was perhaps not understood."""
    korean = (press("*"), press("9"), press("2"), press("1"))
    assert sentences(play(*PROVEN, ENDING, *korean, ENDING)) == WHOLE


def test_a_state_that_was_not_known_is_told_later():
    """Neither figures that could not be read nor old ones count as the telling."""
    unread = AccountRead(None)
    old = account(valid_until=after(1), is_last_known=True)
    for before in (unread, old):
        told = play(*PROVEN, before, *TO_THE_BALANCE, SUSPENDED)
        assert sentences(told)[0] == "state.suspended"
