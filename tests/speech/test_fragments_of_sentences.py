"""Sentences and their fragments say the same, in every catalogue."""

from datetime import time

import pytest
from fakes.values import YESTERDAY

from ivr.domain.money import Money
from ivr.domain.phrase import (
    DayCount,
    Days,
    Figures,
    Key,
    Line,
    MonthDay,
    Name,
    Term,
    say,
)
from ivr.domain.usage import Messages, Minutes
from ivr.speech.catalog import catalog_of
from ivr.speech.fragment import written
from ivr.speech.languages import languages
from ivr.speech.sentence import GAP, sentence_of

VALUES = {
    "again": Key("1"),
    "amount": Money(1205, "EUR"),
    "answer": Name("Saldo"),
    "back": Key("*"),
    "balance": Money(1205, "EUR"),
    "brand": Name("Saldo"),
    "closes": time(18, 30),
    "code": Term("code.name"),
    "date": MonthDay(12, 3),
    "day": YESTERDAY,
    "days": DayCount(3),
    "digits": Term("digits.6"),
    "figures": Figures(Money(1205, "EUR")),
    "hotline": Name("+32 78 12 00 01"),
    "key": Key("1"),
    "left": Minutes(8),
    "method": Term("method.card"),
    "name": Name("Saldo"),
    "opens": time(9),
    "price": Money(25, "EUR"),
    "question": Name("Saldo"),
    "reason": Term("reason.data"),
    "time": time(9, 30),
    "used": Minutes(52),
    "words": Name("Saldo."),
}
"""A value for each gap of the catalogues."""

WEEK = {"agent.hours": {"days": Days("mon", "fri")}}
"""Where a gap of the same name holds something else."""


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("ja_JP", "残りは{it}から{it2}までです"),
        ("ja_JP", "{it}{it2}"),
        ("en", "You have {it}, and {it2} to send."),
        ("en", "{it} or {it2}"),
        ("ja_JP", "残りは{it}で、{it2}です"),
        ("zh_CN", "还有{it}，{it2}可用"),
        ("ko_KR", "{it}, {it2}이(가) 있습니다"),
        ("nl_BE", "nog {it} en {it2}"),
    ],
)
def test_fragments_are_written_as_the_sentence_is(compose, locale, words):
    """Frames know whether a space parts them from the values beside them."""
    sentence = compose(locale, words, it=Minutes(8), it2=Messages(2))
    assert _letters(written(sentence.fragments)) == _letters(sentence.text)


@pytest.mark.parametrize("locale", sorted(languages()))
def test_every_sentence_of_a_catalogue_can_be_composed(locale):
    """Each sentence, its gaps filled, has words, fragments and no brace left."""
    for entry in catalog_of(locale).sentences:
        if entry.startswith("days."):  # these are written by the catalogue itself
            continue
        names = GAP.findall(catalog_of(locale).words(entry))
        gaps = {name: VALUES[name] for name in names} | WEEK.get(entry, {})
        sentence = sentence_of(Line(say(entry, **gaps), locale))
        assert sentence.fragments, entry
        assert not set("{}()") & set(sentence.text), sentence.text
        assert _letters(written(sentence.fragments)) == _letters(sentence.text), entry


def _letters(text):
    """Give *text* without capitals and stops."""
    kept = (char for char in text.casefold() if char.isalnum() or char == " ")
    return " ".join("".join(kept).split())
