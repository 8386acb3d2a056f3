"""Tokens of speech links: what they keep, how long, and what they refuse."""

import base64
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.domain.hotline import WEEKDAYS
from ivr.domain.money import Money
from ivr.domain.phrase import Days, Digits, Key, Line, Name, Phrase, say
from ivr.domain.usage import Messages, Minutes
from ivr.sealing import Seal
from ivr.speech.currencies import CURRENCIES
from ivr.speech.token import (
    MOST_LINES,
    PERSONAL_LIFE_S,
    BrokenTokenError,
    ExpiredTokenError,
    Tokens,
)

NOW_S = 1_800_000_000.0
YEAR_S = 365 * 86400

COUNTS = st.integers(0, 10**8)
WEEKDAY = st.sampled_from(WEEKDAYS)
PERSONAL = st.one_of(
    st.builds(Money, st.integers(-(10**10), 10**10), st.sampled_from(CURRENCIES)),
    st.builds(Minutes, COUNTS),
    st.builds(Messages, COUNTS),
    st.builds(Digits, st.text("0123456789", min_size=1)),
)
COMMON = st.one_of(
    COUNTS,
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.builds(Key, st.sampled_from("0123456789*#")),
    st.builds(Name, st.text()),
    st.builds(Days, WEEKDAY, WEEKDAY),
)


def lines_of(values):
    gaps = st.dictionaries(st.text(), values).map(lambda it: tuple(it.items()))
    line = st.builds(Line, st.builds(Phrase, st.text(), gaps), st.text(max_size=5))
    return st.lists(line, max_size=4)


BALANCE = [Line(say("balance.amount", amount=Money(7180, "EUR")), "fr_BE")]
GREETING = [Line(say("greeting", brand=Name("Saldo")), "fr_BE")]


@pytest.fixture(scope="module")
def tokens():
    return Tokens(Seal("secret", "speech"))


@given(lines=lines_of(PERSONAL | COMMON))
def test_what_is_sealed_is_read(tokens, lines):
    """Every kind of value comes out of a token as it went in."""
    assert tokens.read(tokens.make(lines, NOW_S), NOW_S).lines == tuple(lines)


@given(lines=lines_of(COMMON))
def test_what_is_nobodys_never_expires(tokens, lines):
    """A sentence without figures keeps one link for all time."""
    token = tokens.make(lines, NOW_S)
    assert token == tokens.make(lines, NOW_S + YEAR_S)
    assert not tokens.read(token, NOW_S + 10 * YEAR_S).is_personal


@given(value=PERSONAL, lived_s=st.floats(0, PERSONAL_LIFE_S))
def test_figures_live_for_minutes(tokens, value, lived_s):
    """A figure can be heard for five minutes, and no longer than ten."""
    token = tokens.make([Line(say("it", value=value), "en")], NOW_S)
    assert tokens.read(token, NOW_S + lived_s).is_personal
    with pytest.raises(ExpiredTokenError):
        tokens.read(token, NOW_S + 2 * PERSONAL_LIFE_S + 1)


def test_one_figure_makes_the_whole_token_personal(tokens):
    """A greeting joined with a balance expires with it."""
    token = tokens.make(GREETING + BALANCE, NOW_S)
    assert tokens.read(token, NOW_S).is_personal


def test_one_answer_given_twice_has_one_link(tokens):
    """A webhook repeated within the same minutes gets the same token."""
    start_s = NOW_S // PERSONAL_LIFE_S * PERSONAL_LIFE_S
    first = tokens.make(BALANCE, start_s)
    assert tokens.make(BALANCE, start_s + PERSONAL_LIFE_S - 1) == first
    assert tokens.make(BALANCE, start_s + PERSONAL_LIFE_S) != first


def test_seconds_of_a_time_are_not_kept(tokens):
    """A time is told to the minute, so two seconds of it have one link."""
    first, second = (
        tokens.make([Line(say("it", at=time(9, 30, s)), "en")], NOW_S) for s in (0, 59)
    )
    assert first == second


@given(position=st.integers(0, 10**6), letter=st.sampled_from("AQgw01_-.é"))
def test_a_changed_token_says_nothing_else(tokens, position, letter):
    """Tampering is refused; it never makes the hotline say other words."""
    token = tokens.make(BALANCE, NOW_S)
    place = position % (len(token) - 1)  # the last letter has bits without meaning
    changed = token[:place] + letter + token[place + 1 :]
    if changed != token:
        with pytest.raises(BrokenTokenError):
            tokens.read(changed, NOW_S)


@pytest.mark.parametrize("text", ["", "x", "é", "A" * 21, "A" * 2000, "\0", "🂡"])
def test_what_is_no_token_is_refused(tokens, text):
    """Whatever a stranger writes into a link is refused, not tripped over."""
    with pytest.raises(BrokenTokenError):
        tokens.read(text, NOW_S)


@pytest.mark.parametrize("seal", [Seal("secret", "calls"), Seal("other", "speech")])
def test_other_purposes_and_secrets_are_refused(tokens, seal):
    """What was sealed for another use, or by another hotline, is no token."""
    with pytest.raises(BrokenTokenError):
        tokens.read(Tokens(seal).make(BALANCE, NOW_S), NOW_S)


def test_a_token_is_a_part_of_a_url(tokens):
    """A token needs no escaping in a link."""
    assert tokens.make(BALANCE, NOW_S).replace("-", "").replace("_", "").isalnum()


def test_a_token_tells_nothing(tokens):
    """Neither sentence, amount, currency nor locale can be read from a link."""
    lines = [Line(say("balance.amount", amount=Money(271828, "EUR")), "fr_BE")]
    token = tokens.make(lines, NOW_S)
    box = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    for secret in (b"balance", b"amount", b"271828", b"EUR", b"fr_BE"):
        assert secret not in token.encode() + box


def test_a_token_cannot_render_without_end(tokens):
    """A token of more lines than any answer has is refused."""
    longest = tokens.make(GREETING * MOST_LINES, NOW_S)
    assert len(tokens.read(longest, NOW_S).lines) == MOST_LINES
    with pytest.raises(BrokenTokenError):
        tokens.read(tokens.make(GREETING * (MOST_LINES + 1), NOW_S), NOW_S)
