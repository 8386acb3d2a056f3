"""What anybody can have without a proof: a person, the hours, questions."""

from dataclasses import replace

import pytest
from fakes.played import (
    ACCOUNT,
    AT_PIN,
    HOTLINE,
    OWNER,
    RECOGNISED,
    STRANGER,
    play,
    sentences,
)

from ivr.dialogue.acts import Transfer
from ivr.dialogue.events import AccountRead, AgentLeft, Answered, press
from ivr.dialogue.step import step
from ivr.dialogue.walk import NIGHT
from ivr.domain.hotline import Faq


@pytest.mark.parametrize("at", [RECOGNISED, AT_PIN, (STRANGER,)])
def test_zero_reaches_a_person_from_everywhere(at):
    """The key 0 connects within opening hours, whatever is asked."""
    assert play(*at, press("0")).then == Transfer("+3222340001")


def test_the_hours_are_told_when_nobody_is_there():
    """Outside opening hours the caller hears them, and the menu."""
    move = play(Answered(NIGHT, OWNER), AccountRead(ACCOUNT), press("0"))
    assert sentences(move)[:3] == ["agent.closed", "agent.hours", "menu.balance"]


def test_a_busy_agent_leads_back_to_the_menu():
    """When nobody answers the transfer the call goes on."""
    left = play(*RECOGNISED, press("0"), AgentLeft(reached=False))
    assert sentences(left)[:2] == ["agent.busy", "menu.balance"]


def test_opening_hours_need_no_proof():
    """The second menu tells when people answer, to anybody."""
    move = play(*RECOGNISED, press("4"), press("4"))
    assert sentences(move) == ["agent.hours", "report.next_or_hang_up"]
    again = step(move.call, press("1"))
    assert sentences(again) == ["agent.hours", "report.next"]


def test_questions_are_offered_to_who_has_words_for_them():
    """The operator's questions are numbered, answered, and offered again."""
    faq = Faq({"nl_BE": "Wat is dit"}, {"nl_BE": "Een hotline."})
    asking = replace(HOTLINE, faqs=(faq,))
    menu = (*RECOGNISED, press("4"))
    offered = sentences(play(*menu, hotline=asking))
    assert offered[-2:] == ["more.faqs", "more.back"]
    answered = play(*menu, press("5"), press("1"), hotline=asking)
    assert sentences(answered) == ["faqs.answer", "faqs.offer", "more.back"]
    korean = (STRANGER, press("2"), press("4"))
    assert "more.faqs" not in sentences(play(*korean, hotline=asking))
    missed = play(*menu, press("5"), press("2"), hotline=asking)
    assert sentences(missed)[0] == "menu.other_key"
