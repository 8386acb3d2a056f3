"""Tokens of speech links: what they keep, how long, and what they refuse."""

import base64
import json
import zlib
from datetime import date, time
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.domain.hotline import WEEKDAYS
from ivr.domain.money import Money
from ivr.domain.phrase import (
    DayCount,
    Days,
    Digits,
    Figures,
    Key,
    Line,
    MonthDay,
    Name,
    Percent,
    Phrase,
    RecentDay,
    Term,
    Value,
    counted,
    say,
)
from ivr.domain.secret import Secret
from ivr.domain.usage import Data, Messages, Minutes
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
MONEY = st.builds(Money, st.integers(-(10**10), 10**10), st.sampled_from(CURRENCIES))
PERSONAL = {
    int: COUNTS,
    Money: MONEY,
    Figures: st.builds(Figures, MONEY),
    Percent: st.builds(Percent, st.decimals(0, 100, places=2)),
    Data: st.builds(Data, COUNTS),
    Minutes: st.builds(Minutes, COUNTS),
    Messages: st.builds(Messages, COUNTS),
    date: st.dates(),
    MonthDay: st.builds(MonthDay, st.integers(1, 12), st.integers(1, 31)),
    RecentDay: st.builds(RecentDay, st.dates(), st.dates()),
    DayCount: st.builds(DayCount, COUNTS),
    Digits: st.builds(Digits, st.text("+0123456789", min_size=1)),
    time: st.times().map(lambda at: at.replace(second=0, microsecond=0)),
}
"""A value of each kind that tells something of somebody's account."""
COMMON = {
    Key: st.builds(Key, st.sampled_from("0123456789*#")),
    Name: st.builds(Name, st.text()),
    Days: st.builds(Days, WEEKDAY, WEEKDAY),
    Term: st.builds(Term, st.text()),
}
"""A value of each kind that is the same for everybody."""
ANY = PERSONAL | COMMON


def lines_of(*kinds):
    gaps = st.dictionaries(st.text(), st.one_of(*kinds)).map(lambda n: tuple(n.items()))
    phrase = st.builds(Phrase, st.text(), gaps, st.none() | COUNTS)
    return st.lists(
        st.builds(Line, phrase, st.text(max_size=5), st.booleans()), max_size=4
    )


BALANCE = [Line(say("balance.amount", amount=Money(7180, "EUR")), "fr_BE")]
GREETING = [Line(say("greeting", brand=Name("Saldo")), "fr_BE")]


@pytest.fixture(scope="module")
def tokens():
    return Tokens(Seal(Secret("secret"), "speech"))


def test_every_kind_of_value_is_tried():
    """A kind of value that is added to the phrases must be sealed and read too."""
    assert set(ANY) == set(get_args(Value))


@pytest.mark.parametrize("kind", ANY, ids=lambda kind: kind.__name__)
@given(data=st.data())
def test_every_kind_of_value_is_sealed(tokens, kind, data):
    """A value comes out of a token as it went in, and of the kind it was."""
    value = data.draw(ANY[kind])
    token = tokens.make([Line(say("it", value=value), "en")], NOW_S)
    ((_, read),) = tokens.read(token, NOW_S).lines[0].phrase.gaps
    assert (read, type(read)) == (value, kind)


@pytest.mark.parametrize("kind", ANY, ids=lambda kind: kind.__name__)
@given(data=st.data())
def test_whose_a_value_is_is_known_by_its_kind(kind, data):
    """What is spoken is somebody's, but for what the operator tells everybody."""
    value = data.draw(ANY[kind])
    assert say("it", key=Key("1"), value=value).is_personal == (kind in PERSONAL)
    assert not say("it", price=value, opens=value, closes=value).is_personal


@given(lines=lines_of(*ANY.values()))
def test_what_is_sealed_is_read(tokens, lines):
    """Lines come out of a token as they went in: how many, how slowly, of what."""
    assert tokens.read(tokens.make(lines, NOW_S), NOW_S).lines == tuple(lines)


@given(lines=lines_of(*COMMON.values()))
def test_what_is_nobodys_never_expires(tokens, lines):
    """A sentence without figures keeps one link for all time."""
    token = tokens.make(lines, NOW_S)
    assert token == tokens.make(lines, NOW_S + YEAR_S)
    assert not tokens.read(token, NOW_S + 10 * YEAR_S).is_personal


@given(value=st.one_of(*PERSONAL.values()), lived_s=st.floats(0, PERSONAL_LIFE_S))
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


def test_how_many_things_is_nobodys_figure():
    """One top-up or several: a count chooses words, and tells no figure."""
    assert not counted("top_ups.lead", "top_ups.lead", 3).is_personal


def test_slowly_is_another_link(tokens):
    """Who asks for it slowly is not given the fast one."""
    slowly = [Line(line.phrase, line.locale, slowly=True) for line in GREETING]
    assert tokens.make(slowly, NOW_S) != tokens.make(GREETING, NOW_S)


def test_a_link_of_the_first_version_is_still_read(tokens):
    """What a cache or a caller's phone has kept from before an upgrade still plays."""
    packed = [0, [["fr_BE", "greeting", {"brand": ["name", "Saldo"]}]]]
    token = Seal(Secret("secret"), "speech").close(
        zlib.compress(json.dumps(packed).encode())
    )
    assert list(tokens.read(token, NOW_S).lines) == GREETING


def test_two_links_of_the_same_figures_are_not_alike(tokens):
    """Who reads a proxy's log learns nothing from an account of their own."""
    assert tokens.make(BALANCE, NOW_S) != tokens.make(BALANCE, NOW_S)


def test_the_length_of_a_link_does_not_tell_the_amount(tokens):
    """One cent and a million have links of one length."""
    balances = [
        [Line(say("balance.amount", amount=Money(it, "EUR")), "fr_BE")]
        for it in (1, 7180, 99_999_999, 123_456_789)
    ]
    assert len({len(tokens.make(it, NOW_S)) for it in balances}) == 1


def test_seconds_of_a_time_are_not_kept(tokens):
    """A time is told to the minute, so two seconds of it have one link."""
    first, second = (
        tokens.make([Line(say("it", opens=time(9, 30, s)), "en")], NOW_S)
        for s in (0, 59)
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


@pytest.mark.parametrize(
    "seal", [Seal(Secret("secret"), "calls"), Seal(Secret("other"), "speech")]
)
def test_other_purposes_and_secrets_are_refused(tokens, seal):
    """What was sealed for another use, or by another hotline, is no token."""
    with pytest.raises(BrokenTokenError):
        tokens.read(Tokens(seal).make(BALANCE, NOW_S), NOW_S)


def test_a_token_is_a_part_of_a_url(tokens):
    """A token needs no escaping in a link."""
    assert tokens.make(BALANCE, NOW_S).replace("-", "").replace("_", "").isalnum()


def test_a_token_tells_nothing(tokens):
    """Neither sentence, amount nor locale can be read from a link."""
    lines = [Line(say("balance.amount", amount=Money(271828, "EUR")), "fr_BE")]
    token = tokens.make(lines, NOW_S)
    box = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    for secret in (b"balance", b"amount", b"271828", b"fr_BE"):
        assert secret not in token.encode() + box


def test_a_token_cannot_render_without_end(tokens):
    """A token of more lines than any answer has is refused."""
    longest = tokens.make(GREETING * MOST_LINES, NOW_S)
    assert len(tokens.read(longest, NOW_S).lines) == MOST_LINES
    with pytest.raises(BrokenTokenError):
        tokens.read(tokens.make(GREETING * (MOST_LINES + 1), NOW_S), NOW_S)
