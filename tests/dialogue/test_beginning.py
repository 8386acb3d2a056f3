"""How a call begins: in which language, at what price, or not at all."""

from dataclasses import replace

import pytest
from fakes.played import ACCOUNT, HOTLINE, OWNER, STRANGER, play, sentences

from ivr.dialogue.acts import HangUp
from ivr.dialogue.call import Place
from ivr.dialogue.events import (
    AccountRead,
    AgentLeft,
    Answered,
    CalledTooOften,
    Failed,
    Silent,
    press,
)
from ivr.dialogue.walk import NIGHT, NOON
from ivr.domain.hotline import CallPrice
from ivr.domain.money import Money
from ivr.domain.phrase import Key

BELGIAN = replace(HOTLINE, languages=("nl_BE", "fr_BE", "en"))
PRICES = {
    CallPrice(Money(30, "EUR"), is_per_minute=True): "price.minute",
    CallPrice(Money(30, "EUR"), is_per_minute=False): "price.call",
    CallPrice(Money(0, "EUR"), is_per_minute=True): "price.free",
}


def test_the_owner_of_an_account_hears_no_language_menu():
    """A caller whose number has an account is greeted in its language, at the menu."""
    account = replace(ACCOUNT, locale="ko_KR")
    move = play(Answered(NOON, OWNER), AccountRead(account))
    assert move.call.place is Place.MENU
    menu = [line for line in move.lines if line.phrase.sentence != "menu.languages"]
    assert {line.locale for line in menu} == {"ko_KR"}


@pytest.mark.parametrize(
    ("languages", "locale", "offer"),
    [
        (("nl_BE", "ko_KR"), "ko_KR", ("menu.languages", "nl_BE")),
        (("nl_BE", "fr_BE", "en"), "fr_BE", ("menu.languages", "en")),
        (("nl_BE", "fr_BE", "en"), "en", ("menu.language", "en")),
        (("ja_JP", "ko_KR", "zh_CN"), "ko_KR", ("menu.languages", "ja_JP")),
    ],
)
def test_another_language_is_offered_to_who_needs_it(languages, locale, offer):
    """In English where there is English, else in the other language."""
    hotline = replace(
        HOTLINE, languages=languages, brands=dict.fromkeys(languages, "S")
    )
    account = AccountRead(replace(ACCOUNT, locale=locale))
    menu = play(Answered(NOON, OWNER), account, hotline=hotline).lines
    nine = [it for it in menu if ("key", Key("9")) in it.phrase.gaps]
    assert [(it.phrase.sentence, it.locale) for it in nine] == [offer]


def test_strangers_are_greeted_and_asked_in_every_language_of_the_country():
    """Nobody hears only the other language of Belgium, in words or after silence."""
    both = ["nl_BE", "fr_BE"]
    offers = ["nl_BE", "fr_BE", "en"]
    for event, sentence in ((), "greeting"), ((Silent(),), "language.silence"):
        move = play(STRANGER, *event, hotline=BELGIAN)
        assert sentences(move)[:2] == [sentence] * 2
        assert [line.locale for line in move.lines] == both + offers
    lost = play(STRANGER, Silent(), Silent(), hotline=BELGIAN).lines[-2:]
    assert [(it.phrase.sentence, it.locale) for it in lost] == [
        ("menu.agent", locale) for locale in both
    ]


def test_who_has_a_language_is_addressed_in_it():
    """At the language menu, too, and whoever the account speaks of."""
    english = AccountRead(replace(ACCOUNT, locale="en"))
    for events in ((Answered(NOON, OWNER), english), (STRANGER, press("3"))):
        silent = play(*events, press("9"), Silent(), hotline=BELGIAN)
        assert silent.lines[0].phrase.sentence == "language.silence"
        assert silent.lines[0].locale == "en"


@pytest.mark.parametrize(
    ("at", "events", "sentence"),
    [
        (NOON, (press("0"), AgentLeft(reached=False)), "agent.busy"),
        (NIGHT, (press("0"),), "agent.closed"),
    ],
)
def test_who_has_no_language_yet_can_still_choose_one(at, events, sentence):
    """Where no person answers, both languages of the country are heard, then the offers."""
    move = play(Answered(at, None), *events, hotline=BELGIAN)
    told = [it.locale for it in move.lines if it.phrase.sentence == sentence]
    assert told == ["nl_BE", "fr_BE"]
    assert move.call.place is Place.LANGUAGE


def test_a_stranger_is_offered_each_language_in_itself():
    """The language menu offers every language, in that language."""
    move = play(STRANGER)
    offers = [line for line in move.lines if line.phrase.sentence == "language.choose"]
    assert [line.locale for line in offers] == ["nl_BE", "ko_KR"]


def test_one_call_too_many_is_told_so_in_each_language_offered():
    """Who called too often has no account read, and hears that in a language of theirs."""
    move = play(CalledTooOften(NOON, OWNER))
    assert isinstance(move.then, HangUp)
    assert sentences(move) == ["limits.too_many"] * 2
    assert [line.locale for line in move.lines] == ["nl_BE", "ko_KR"]
    assert move.call.caller == OWNER


def test_a_source_that_fails_at_the_answer_makes_a_stranger():
    """Who cannot be looked up is asked for a language."""
    assert play(Answered(NOON, OWNER), Failed()).call.place is Place.LANGUAGE


def test_a_hotline_of_one_language_without_agent_offers_neither():
    """What a hotline does not have is not offered, and its keys mean nothing."""
    plain = replace(HOTLINE, languages=("nl_BE",), agent=None)
    menu = ["menu.balance", "menu.allowances", "menu.more"]
    assert sentences(play(STRANGER, hotline=plain)) == ["greeting", *menu]
    missed = play(STRANGER, press("0"), hotline=plain)
    assert sentences(missed)[0] == "menu.other_key"


def test_the_price_of_the_call_is_told_before_it_costs_anything():
    """It follows the greeting, and again in a language that was chosen."""
    for price, sentence in PRICES.items():
        hotline = replace(HOTLINE, call_price=price)
        assert sentences(play(STRANGER, hotline=hotline))[1] == sentence
        chosen = play(STRANGER, press("2"), hotline=hotline).lines[0]
        assert (chosen.phrase.sentence, chosen.locale) == (sentence, "ko_KR")
        same = play(STRANGER, press("1"), hotline=hotline)
        assert sentences(same)[0] == "menu.balance"
