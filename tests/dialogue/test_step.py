"""The rules of a call."""

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
from hypothesis import given
from hypothesis import strategies as st

from ivr.dialogue.acts import (
    Ask,
    CheckPin,
    HangUp,
    ReadAccount,
    ReadCharges,
    ReadTopUps,
    Transfer,
)
from ivr.dialogue.call import Place, begin
from ivr.dialogue.events import (
    AccountRead,
    AgentLeft,
    Answered,
    CalledTooOften,
    ChargesRead,
    Failed,
    LastedTooLong,
    PinChecked,
    PinsClosed,
    Silent,
    TopUpsRead,
    press,
)
from ivr.dialogue.step import step
from ivr.dialogue.variety import accounts, charges, top_ups
from ivr.dialogue.walk import NIGHT, NOON, walk
from ivr.domain.hotline import CallPrice, Faq
from ivr.domain.money import Money

PRICES = {
    CallPrice(Money(30, "EUR"), is_per_minute=True): "price.minute",
    CallPrice(Money(30, "EUR"), is_per_minute=False): "price.call",
    CallPrice(Money(0, "EUR"), is_per_minute=True): "price.free",
}
WISHES = ReadAccount | CheckPin | ReadTopUps | ReadCharges

events = st.one_of(
    st.builds(Answered, st.just(NOON), st.sampled_from([None, OWNER])),
    st.builds(CalledTooOften, st.just(NOON), st.just(OWNER)),
    st.builds(LastedTooLong),
    st.builds(press, st.text("0123456789*#", max_size=24)),
    st.builds(Silent),
    st.builds(AgentLeft, st.booleans()),
    st.builds(AccountRead, st.sampled_from([None, *accounts(HOTLINE, NOON)])),
    st.builds(TopUpsRead, st.sampled_from([*top_ups(NOON)])),
    st.builds(ChargesRead, st.sampled_from([*charges(HOTLINE, NOON)])),
    st.builds(PinChecked, st.booleans()),
    st.builds(Failed),
)
calls = st.builds(
    replace,
    st.just(begin(HOTLINE)),
    place=st.sampled_from(Place),
    locale=st.sampled_from(HOTLINE.languages),
    at=st.sampled_from([None, NOON, NIGHT]),
    caller=st.sampled_from([None, OWNER]),
    claimed=st.sampled_from([None, OWNER]),
    is_recognised=st.booleans(),
    proven=st.booleans(),
    wanted=st.sampled_from(Place),
    keyed=st.sampled_from(["", "0032470"]),
    just_entered=st.booleans(),
    pin_failures=st.integers(0, 3),
    misses_here=st.integers(0, 4),
    misses=st.integers(0, 8),
    repeats=st.integers(0, 2),
)


@given(calls, events)
def test_every_event_is_answered_at_every_place(call, event):
    """Whatever happens wherever, the caller is asked, connected, or told why not."""
    move = step(call, event)
    assert isinstance(move.then, Ask | Transfer | HangUp | WISHES)
    if isinstance(move.then, HangUp | Transfer):
        assert move.lines


@given(calls, events)
def test_private_things_need_a_proof(call, event):
    """A figure is said only after the PIN of that account was right."""
    said = step(call, event).lines
    assert call.proven or not any(line.phrase.is_personal for line in said)


def test_a_step_is_taken_once_in_a_walk():
    """The walk comes to an end, and ends calls both ways."""
    ends = {type(taken.move.then) for taken in walk(HOTLINE, ["nl_BE"])}
    assert {Ask, HangUp, Transfer, *WISHES.__args__} == ends


def test_the_owner_of_an_account_hears_no_language_menu():
    """A caller whose number has an account is greeted in its language, at the menu."""
    account = replace(ACCOUNT, locale="ko_KR")
    move = play(Answered(NOON, OWNER), AccountRead(account))
    assert move.call.place is Place.MENU
    assert {line.locale for line in move.lines} == {"ko_KR"}


def test_a_stranger_is_offered_each_language_in_itself():
    """The language menu offers every language, in that language."""
    move = play(STRANGER)
    offers = [line for line in move.lines if line.phrase.sentence == "language.choose"]
    assert [line.locale for line in offers] == ["nl_BE", "ko_KR"]


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


def test_one_call_too_many_is_told_so_in_each_language_offered():
    """Who called too often has no account read, and hears that in a language of theirs."""
    move = play(CalledTooOften(NOON, OWNER))
    assert isinstance(move.then, HangUp)
    assert sentences(move) == ["limits.too_many"] * 2
    assert [line.locale for line in move.lines] == ["nl_BE", "ko_KR"]
    assert move.call.caller == OWNER


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


def test_the_pin_is_always_asked_and_once():
    """The number that calls proves nothing; a proof lasts for the call."""
    assert play(*AT_PIN).call.place is Place.PIN
    again = play(*PROVEN, AccountRead(ACCOUNT), press("*"), press("1"))
    assert again.then == ReadAccount(OWNER)


def test_an_unknown_number_and_another_pin_take_the_same_way():
    """What is said after a PIN does not tell whether the number has an account."""
    typed = (STRANGER, press("1"), press("1"), press("0470123456"))
    for tries in (1, 2, 3):
        refused = [press("000000"), PinChecked(right=False), press("0470999999")]
        move = play(*typed, *(refused * tries)[:-1])
        assert sentences(move)[0] == ("pin.end" if tries == 3 else "pin.again")


def test_a_pin_of_another_length_is_no_try():
    """Too few digits are asked again and do not count against the account."""
    move = play(*AT_PIN, press("12"))
    assert sentences(move) == ["pin.other_key", "pin.ask"]
    assert move.call.pin_failures == 0


@pytest.mark.parametrize(
    ("minor_units", "sentence"),
    [
        (1205, "balance.amount"),
        (500, "balance.amount"),
        (499, "balance.low"),
        (0, "balance.none"),
        (-1, "balance.owed"),
    ],
)
def test_a_balance_has_words_of_its_own(minor_units, sentence):
    """None, little and less than nothing are said as such."""
    account = replace(ACCOUNT, balance=Money(minor_units, "EUR"))
    assert sentences(play(*PROVEN, AccountRead(account)))[0] == sentence


@pytest.mark.parametrize("event", [Failed(), AccountRead(None)])
def test_a_source_that_fails_is_told_and_the_menu_follows(event):
    """A balance that cannot be read is an honest sentence, never a figure."""
    move = play(*PROVEN, event)
    assert move.call.place is Place.MENU
    assert isinstance(move.then, Ask)


def test_a_source_that_fails_at_the_answer_makes_a_stranger():
    """Who cannot be looked up is asked for a language."""
    assert play(Answered(NOON, OWNER), Failed()).call.place is Place.LANGUAGE


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


def test_the_keys_of_a_language_are_its_own():
    """In Korean * repeats and # goes back; elsewhere * goes back."""
    korean = replace(ACCOUNT, locale="ko_KR")
    recognised = (Answered(NOON, OWNER), AccountRead(korean), press("1"))
    assert play(*recognised, press("")).call.place is Place.MENU
    assert play(*AT_PIN, press("*")).call.place is Place.MENU
    heard = (*recognised, press("1" * 6), PinChecked(right=True), AccountRead(korean))
    assert play(*heard, press("*")).then == ReadAccount(OWNER)


def test_a_hotline_of_one_language_without_agent_offers_neither():
    """What a hotline does not have is not offered, and its keys mean nothing."""
    plain = replace(HOTLINE, languages=("nl_BE",), agent=None)
    menu = ["menu.balance", "menu.allowances", "menu.more"]
    assert sentences(play(STRANGER, hotline=plain)) == ["greeting", *menu]
    missed = play(STRANGER, press("0"), hotline=plain)
    assert sentences(missed)[0] == "menu.other_key"


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


def test_a_number_with_country_code_is_taken_in_two_parts():
    """A number longer than those of the country is awaited to its end, in silence."""
    asked = (STRANGER, press("1"), press("1"))
    begun = play(*asked, press("0032470123"))
    assert begun.lines == ()
    for end in (press("456"), Silent()):
        whole = play(*asked, press("0032470123"), press("456"))
        assert whole.call.claimed == OWNER
        assert end
    assert sentences(play(*asked, press("0032470123"), Silent()))[0] == (
        "number.silence"
    )


def test_the_price_of_the_call_is_told_before_it_costs_anything():
    """It follows the greeting, and again in a language that was chosen."""
    for price, sentence in PRICES.items():
        hotline = replace(HOTLINE, call_price=price)
        assert sentences(play(STRANGER, hotline=hotline))[1] == sentence
        chosen = play(STRANGER, press("2"), hotline=hotline).lines[0]
        assert (chosen.phrase.sentence, chosen.locale) == (sentence, "ko_KR")
        same = play(STRANGER, press("1"), hotline=hotline)
        assert sentences(same)[0] == "menu.balance"


def test_opening_hours_need_no_proof():
    """The second menu tells when people answer, to anybody."""
    move = play(*RECOGNISED, press("4"), press("4"))
    assert sentences(move) == ["agent.hours", "report.again", "report.back"]
    assert sentences(step(move.call, press("1")))[0] == "agent.hours"


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


@pytest.mark.parametrize("key", ["2", "4 1", "4 2", "4 3"])
def test_private_reports_lead_through_the_pin(key):
    """Whatever was asked for is told once the PIN was right."""
    keys = [press(one) for one in key.split()]
    assert play(*RECOGNISED, *keys).call.place is Place.PIN
    proven = play(*RECOGNISED, *keys, press("1" * 6), PinChecked(right=True))
    assert isinstance(proven.then, ReadAccount | ReadTopUps | ReadCharges)
    failed = step(proven.call, Failed())
    assert sentences(failed)[:2] == ["report.unavailable", "menu.balance"]


def test_when_no_pin_is_taken_a_person_is_asked_or_the_call_ends_kindly():
    """A spray on other accounts is no caller's fault, and no caller is left alone."""
    for at, then in ((NOON, Transfer("+3222340001")), (NIGHT, HangUp())):
        entered = (Answered(at, OWNER), AccountRead(ACCOUNT), press("1"))
        closed = play(*entered, press("161803"), PinsClosed())
        assert closed.then == then
        assert sentences(closed)[0] == "pin.closed"
