"""Sentences from lines: frames, gaps, marks, and what is missing."""

from datetime import date, time
from decimal import Decimal

import pytest
from fakes.values import YESTERDAY

from ivr.domain.money import Money
from ivr.domain.phrase import (
    DayCount,
    Days,
    Digits,
    Figures,
    Key,
    MonthDay,
    Name,
    Percent,
    Term,
)
from ivr.domain.usage import Data, Messages, Minutes
from ivr.speech.catalog import MissingWordsError
from ivr.speech.sentence import GapError, Span

TODAY = date(2026, 11, 18)


def test_a_sentence_without_gaps_is_one_fragment(compose):
    """What never changes is recorded in one breath."""
    sentence = compose("en", "Thank you. Goodbye.")
    assert sentence.text == "Thank you. Goodbye."
    assert [it.words for it in sentence.fragments] == ["Thank you. Goodbye."]


def test_a_spoken_value_stands_between_frames(compose):
    """An amount is spoken by its fragments; the words around it are two frames."""
    amount = Money(1205, "EUR")
    sentence = compose("en", "You have {amount} left.", amount=amount)
    assert sentence.text == "You have twelve euros and five cents left."
    words = [it.words for it in sentence.fragments]
    assert words == ["You have", "twelve", "euros", "and", "five", "cents", "left."]


def test_a_value_may_stand_first_and_last(compose):
    """A frame without words makes no fragment, and no silence at the start."""
    sentence = compose("en", "{amount}.", amount=Money(100, "JPY"))
    assert sentence.text == "One hundred yen."
    assert [it.words for it in sentence.fragments] == ["one hundred", "yen"]
    assert sentence.fragments[0].pause_ms == 0


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (12, "twelve"),
        (time(9, 30), "nine thirty a.m."),
        (Digits("047"), "oh four seven"),
        (Minutes(8), "eight minutes"),
        (Messages(1), "one text"),
        (Money(100, "JPY"), "one hundred yen"),
        (Figures(Money(120, "EUR")), "one point two zero euros"),
        (Percent(Decimal("12.5")), "twelve point five percent"),
        (Data(1_500_000), "one point five gigabytes"),
        (DayCount(3), "three days"),
        (MonthDay(12, 3), "the third of December"),
        (TODAY, "the eighteenth of November twenty twenty-six"),
        (YESTERDAY, "yesterday"),
    ],
)
def test_every_spoken_value_has_fragments_of_its_own(compose, value, words):
    """Whatever is counted or told comes from the language, not from the frame."""
    sentence = compose("en", "Now {it} here.", it=value)
    assert sentence.text == f"Now {words} here."
    first, *spoken, last = (it.words for it in sentence.fragments)
    assert (first, " ".join(spoken), last) == ("Now", words, "here.")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Key("1"), "one"),
        (Name("Saldo"), "Saldo"),
        (Days("sat", "sat"), "on Saturday"),
        (Days("mon", "sat"), "Monday to Saturday"),
        (Days("mon", "sun"), "every day"),
        (Term("method.card"), "by bank card"),
    ],
)
def test_a_written_value_is_part_of_its_frame(compose, value, words):
    """Keys, names, days and terms are recorded whole with the sentence around them."""
    names = {
        "key.1": "one",
        "weekday.mon": "Monday",
        "weekday.sat": "Saturday",
        "weekday.sun": "Sunday",
        "days.all": "every day",
        "days.one": "on {day}",
        "days.span": "{first} to {last}",
        "method.card": "by bank card",
    }
    sentence = compose("en", "Now {it} here.", names, it=value)
    assert [it.words for it in sentence.fragments] == [f"Now {words} here."]


@pytest.mark.parametrize(
    ("symbol", "mark"), [("1", "key-1"), ("*", "key-star"), ("#", "key-hash")]
)
def test_the_name_of_a_key_is_marked(compose, symbol, mark):
    """A handset can tell which key a sentence names."""
    names = {"key.1": "one", "key.star": "star", "key.hash": "hash"}
    sentence = compose("en", "Press {key}.", names, key=Key(symbol))
    name = names[mark.replace("-", ".")]
    assert sentence.spans == (Span("Press "), Span(name, mark), Span("."))


def test_an_amount_is_marked_with_its_first_fragment(compose):
    """A handset can tell when the balance begins; no price or top-up is marked."""
    sentence = compose(
        "en",
        "In {it} you have {balance} at {amount}.",
        it=Minutes(2),
        balance=Money(100, "EUR"),
        amount=Money(25, "EUR"),
    )
    marked = [span for span in sentence.spans if span.mark]
    assert marked == [Span("one euro", "amount", 4)]
    words = [it.words for it in sentence.fragments]
    assert words[:6] == ["In", "two", "minutes", "you have", "one", "euro"]


def test_missing_words_are_named(compose):
    """A sentence that a catalogue lacks is named with its locale."""
    with pytest.raises(MissingWordsError, match=r"locales/en .* key\.2"):
        compose("en", "Press {key}.", key=Key("2"))


@pytest.mark.parametrize("words", ["You have.", "{it} and {that}.", "{it}, {it}."])
def test_other_gaps_than_the_code_fills_are_named(compose, words):
    """Words that lose, add or repeat a gap fail with what they must have."""
    with pytest.raises(GapError, match=r"locales/en: it must have .*: \{it\}$"):
        compose("en", words, it=Minutes(8))


@pytest.mark.parametrize(
    ("locale", "words", "last"),
    [
        ("en", "You have {it}.", ("texts", True)),
        ("en", "You have {it} left.", ("left.", False)),
        ("ja_JP", "残りは{it}です。", ("です", True)),
        ("ja_JP", "残りは{it}です、どうぞ。", ("どうぞ。", False)),
        ("zh_CN", "还有{it}。", ("条", True)),
        ("en", "Goodbye.", ("Goodbye.", False)),
    ],
)
def test_a_voice_falls_where_a_sentence_ends_with_a_value(compose, locale, words, last):
    """The last fragment of a value at the very end is a final take, and no other is."""
    gaps = {"it": Messages(2)} if "{it}" in words else {}
    *others, ending = compose(locale, words, **gaps).fragments
    assert (ending.words, ending.final) == last
    assert not any(fragment.final for fragment in others)


@pytest.mark.parametrize(
    ("name", "written"),
    [("the Europe bundle", "The Europe bundle"), ("eSIM", "eSIM"), ("5G", "5G")],
)
def test_a_name_that_begins_a_sentence_has_a_capital(compose, name, written):
    """As any first word, unless it is written in a way of its own."""
    assert compose("en", "{it}: two.", it=Name(name)).text == f"{written}: two."


def test_a_stop_is_not_written_twice(compose):
    """The stop of "p.m." ends a sentence by itself."""
    assert (
        compose("en", "Until {it}.", it=time(21, 30)).text == "Until nine thirty p.m."
    )
