"""Sentences from lines: frames, gaps, what is written onto a value, and pauses."""

from datetime import time

import pytest

from ivr.domain.money import Money
from ivr.domain.phrase import Days, Digits, Key, Line, Name, say
from ivr.domain.usage import Messages, Minutes
from ivr.speech.catalog import MissingWordsError, catalog_of
from ivr.speech.languages import languages
from ivr.speech.sentence import (
    FRAME_PAUSE_MS,
    GAP,
    OFFER_PAUSE_MS,
    SENTENCE_PAUSE_MS,
    VOICE_PAUSE_MS,
    Span,
    sentence_of,
)

VALUES = {
    "amount": Money(1205, "EUR"),
    "key": Key("1"),
    "brand": Name("Saldo"),
    "days": Days("mon", "fri"),
    "opens": time(9),
    "closes": time(18, 30),
}
"""A value for each gap of the catalogues."""


@pytest.fixture
def compose(catalog):
    """Give what composes words: `compose("en", "You have {amount}.", amount=…)`."""

    def compose(locale, words, entries=None, **gaps):
        catalog(locale, {"it": words} | (entries or {}))
        return sentence_of(Line(say("it", **gaps), locale))

    return compose


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
    assert sentence.text == "one hundred yen."
    assert [it.words for it in sentence.fragments] == ["one hundred", "yen"]
    assert sentence.fragments[0].pause_ms == 0


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (12, "twelve"),
        (time(9, 30), "nine thirty a.m."),
        (Digits("047"), "oh four seven"),
        (Minutes(8), "eight minutes"),
        (Messages(1), "one message"),
        (Money(100, "JPY"), "one hundred yen"),
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
    ],
)
def test_a_written_value_is_part_of_its_frame(compose, value, words):
    """Keys, names and days are recorded whole with the sentence around them."""
    names = {
        "key.1": "one",
        "weekday.mon": "Monday",
        "weekday.sat": "Saturday",
        "weekday.sun": "Sunday",
        "days.all": "every day",
        "days.one": "on {day}",
        "days.span": "{first} to {last}",
    }
    sentence = compose("en", "Now {it} here.", names, it=value)
    assert [it.words for it in sentence.fragments] == [f"Now {words} here."]


def test_pauses_part_frames_from_values(compose):
    """A frame and the value in it have a pause between them, both ways."""
    sentence = compose("en", "Have {a} and {b} left.", a=Minutes(8), b=Messages(2))
    pauses = [(it.words, it.pause_ms) for it in sentence.fragments]
    assert pauses == [
        ("Have", 0),
        ("eight", FRAME_PAUSE_MS),
        ("minutes", 0),
        ("and", FRAME_PAUSE_MS),
        ("two", FRAME_PAUSE_MS),
        ("messages", 0),
        ("left.", FRAME_PAUSE_MS),
    ]


def test_what_is_written_onto_a_value_follows_without_a_pause(compose):
    """です after an amount is a fragment of its own, in one breath with it."""
    sentence = compose("ja_JP", "残高は{amount}です。", amount=Money(4, "JPY"))
    assert sentence.text == "残高は四円です。"
    last = sentence.fragments[-1]
    assert (last.words, last.pause_ms, last.attached) == ("です", 0, True)


def test_korean_fuses_what_is_written_onto_a_unit(compose):
    """원입니다 is one fragment, for the two link in speech."""
    sentence = compose("ko_KR", "잔액은 {amount}입니다.", amount=Money(900, "KRW"))
    assert sentence.text == "잔액은 구백 원입니다."
    assert [it.words for it in sentence.fragments] == ["잔액은", "구백", "원입니다"]


def test_korean_keeps_the_tense_sound_of_a_fused_unit(compose):
    """육 분입니다 sounds as 육 뿐입니다."""
    sentence = compose("ko_KR", "{it}입니다.", it=Minutes(6))
    assert sentence.fragments[-1].spoken == "뿐입니다"
    assert sentence.text == "육 분입니다."


@pytest.mark.parametrize(
    ("key", "words", "chosen"),
    [
        ("1", "{key}을(를) 눌러", "일번을 눌러"),
        ("*", "{key}을(를) 눌러", "별표를 눌러"),
        ("1", "{key}은(는)", "일번은"),
        ("*", "{key}이(가)", "별표가"),
        ("1", "{key}과(와) 함께", "일번과 함께"),
    ],
)
def test_korean_particles_suit_the_key_before_them(compose, key, words, chosen):
    """을(를) is 을 after a consonant and 를 after a vowel."""
    names = {"key.1": "일번", "key.star": "별표"}
    sentence = compose("ko_KR", words, names, key=Key(key))
    assert sentence.text == chosen
    assert [it.words for it in sentence.fragments] == [chosen]


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Money(900, "KRW"), "구백 원이 있습니다."),
        (Money(900, "EUR"), "구 유로가 있습니다."),
    ],
)
def test_korean_particles_suit_the_amount_before_them(compose, amount, text):
    """이(가) after an amount suits its unit, and is fused with it."""
    sentence = compose("ko_KR", "{amount}이(가) 있습니다.", amount=amount)
    assert sentence.text == text
    *_, fused, frame = (it.words for it in sentence.fragments)
    assert f"{fused} {frame}" == text.split(" ", 1)[1]


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
    """A handset can tell when the amount begins; other values are not marked."""
    sentence = compose(
        "en", "In {it} you have {amount}.", it=Minutes(2), amount=Money(100, "EUR")
    )
    marked = [span for span in sentence.spans if span.mark]
    assert marked == [Span("one euro", "amount", 4)]
    words = [it.words for it in sentence.fragments]
    assert words == ["In", "two", "minutes", "you have", "one", "euro"]


def test_pauses_between_sentences_suit_what_follows(compose):
    """Voices need little between them, offers more, and sentences most."""
    offer = compose("en", "For {key}.", {"key.1": "one", "end": "Bye."}, key=Key("1"))
    end = sentence_of(Line(say("end"), "en"))
    foreign = compose("nl_BE", "Dag.")
    assert offer.pause_before_ms(end) == SENTENCE_PAUSE_MS
    assert end.pause_before_ms(offer) == OFFER_PAUSE_MS
    assert offer.pause_before_ms(foreign) == VOICE_PAUSE_MS
    assert VOICE_PAUSE_MS < OFFER_PAUSE_MS < SENTENCE_PAUSE_MS


def test_missing_words_are_named(compose):
    """A sentence that a catalogue lacks is named with its locale."""
    with pytest.raises(MissingWordsError, match=r"locales/en .* key\.2"):
        compose("en", "Press {key}.", key=Key("2"))


@pytest.mark.parametrize("locale", sorted(languages()))
def test_every_sentence_has_the_gaps_of_the_english_one(locale):
    """No translation loses or gains a gap."""
    for entry in catalog_of("en").sentences:
        gaps = sorted(GAP.findall(catalog_of("en").words(entry)))
        assert sorted(GAP.findall(catalog_of(locale).words(entry))) == gaps, entry


@pytest.mark.parametrize("locale", sorted(languages()))
def test_every_sentence_of_a_catalogue_can_be_composed(locale):
    """Each sentence, its gaps filled, has words, fragments and no brace left."""
    for entry in catalog_of(locale).sentences:
        if entry.startswith("days."):  # these are written by the catalogue itself
            continue
        names = GAP.findall(catalog_of(locale).words(entry))
        gaps = {name: VALUES[name] for name in names}
        sentence = sentence_of(Line(say(entry, **gaps), locale))
        assert sentence.fragments, entry
        assert not set("{}()") & set(sentence.text), sentence.text
