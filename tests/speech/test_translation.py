"""What is heard in one language, in the words of another."""

from datetime import date

import pytest

from ivr.dialogue.services import language
from ivr.domain.money import Money
from ivr.domain.phrase import Key, Line, MonthDay, Name, Term, counted, say
from ivr.speech.sentence import sentence_of
from ivr.speech.stitch import Heard, Utterance
from ivr.speech.translation import Translator

BRAND = {"en": "Saldo", "fr_BE": "Saldo", "ja_JP": "サルド"}
PLAN = {"en": "Travel Ten", "fr_BE": "Voyage Dix"}
NAMES = [BRAND, PLAN, {"ja_JP": "イーシムについて"}]


def translated(line, locale, names=()):
    """Give *line* as whoever reads *locale* sees it, None where there are no words."""
    heard = Heard(sentence_of(line), 1.25, 3.5, (1.25,))
    read = Translator(names).translate(Utterance(b"", (heard,)), [line], locale)
    assert all((it.starts_s, it.ends_s) == (1.25, 3.5) for it in read.heard)
    assert all(it.sentence.locale == locale for it in read.heard)
    return next((it.sentence.text for it in read.heard), None)


@pytest.mark.parametrize(
    "phrase",
    [
        say("balance.amount", balance=Money(7180, "EUR")),
        say("valid.until", date=MonthDay(12, 5)),
        say("ends.date", date=date(2026, 12, 5)),
        say("menu.balance", key=Key("*")),
        counted("top_ups.lead", "top_ups.lead", 1),
        say("other.none", name=Term("other.nameless")),
    ],
    ids=lambda phrase: phrase.sentence,
)
def test_a_phrase_is_said_as_a_caller_of_the_other_language_hears_it(phrase):
    """Numbers, money, dates, keys, plurals and terms come in that language's words."""
    heard, read = Line(phrase, "fr_BE"), Line(phrase, "en")
    assert translated(heard, "en") == sentence_of(read).text != sentence_of(heard).text


def test_words_that_are_not_heard_mark_nothing():
    """A handset finds the moments of keys and amounts in what is heard alone."""
    line = Line(say("balance.amount", balance=Money(7180, "EUR")), "fr_BE")
    heard = Heard(sentence_of(line), 0.0, 2.0, (0.0, 0.5, 1.0, 1.5))
    read = Translator().translate(Utterance(b"", (heard,)), [line], "en")
    (span,) = read.heard[0].sentence.spans
    assert span.mark == ""


@pytest.mark.parametrize(
    ("spoken", "locale", "read"),
    [
        ("サルド", "ja_JP", "Saldo here."),
        ("Voyage Dix", "fr_BE", "Travel Ten here."),
        ("Nobody's", "fr_BE", "Nobody's here."),
    ],
)
def test_a_name_has_the_operators_words(catalog, spoken, locale, read):
    """It is told as the operator has it in the other language, else as it is."""
    catalog(locale, {"it": "{name}!"})
    catalog("en", {"it": "{name} here."})
    assert translated(Line(say("it", name=Name(spoken)), locale), "en", NAMES) == read


def test_a_name_that_was_told_in_english_is_known(catalog):
    """A hotline takes English words where it has none of the caller's."""
    catalog("nl_BE", {"it": "{name}!"})
    catalog("fr_BE", {"it": "Ici {name}."})
    line = Line(say("it", name=Name("Travel Ten")), "nl_BE")
    assert translated(line, "fr_BE", NAMES) == "Ici Voyage Dix."


@pytest.mark.parametrize(
    ("line", "locale"),
    [
        (Line(say("faqs.answer", answer=Name("イーシムについて")), "ja_JP"), "en"),
        (Line(say("language.choose", key=Key("1")), "nl_BE"), "en"),
    ],
    ids=["without words", "another meaning"],
)
def test_rather_nothing_is_read_than_something_wrong(line, locale):
    """No other language's words stand in, and no offer of another language."""
    assert translated(line, locale, NAMES) is None


def test_every_offer_of_a_language_is_known():
    """Whatever the language menu offers in its own language is not offered in others."""
    for line in language.offers(["nl_BE", "fr_BE"]):
        assert translated(line, "en") is None
        assert translated(line, line.locale) == sentence_of(line).text


def test_what_another_language_cannot_say_is_left_out(catalog):
    """A sentence or a figure without words there is missing, and the others are not."""
    catalog("en", {"hello": "Hello.", "pay": "Pay {sum}.", "bye": "Bye."})
    catalog("nl_BE", {"hello": "Dag.", "pay": "Betaal."})
    phrases = say("hello"), say("pay", sum=Money(100, "EUR")), say("bye")
    lines = [Line(phrase, "en") for phrase in phrases]
    heard = tuple(Heard(sentence_of(line), 0.0, 1.0, (0.0,)) for line in lines)
    read = Translator().translate(Utterance(b"", heard), lines, "nl_BE")
    assert [it.sentence.text for it in read.heard] == ["Dag."]
