"""Sentences from lines: frames, gaps, what is written onto a value, and pauses."""

from datetime import date, time
from decimal import Decimal

import pytest

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
    RecentDay,
    Term,
    say,
)
from ivr.domain.usage import Data, Messages, Minutes
from ivr.speech.catalog import MissingWordsError, catalog_of
from ivr.speech.fragment import written
from ivr.speech.languages import languages
from ivr.speech.sentence import (
    FRAME_PAUSE_MS,
    GAP,
    OFFER_PAUSE_MS,
    SENTENCE_PAUSE_MS,
    SLOW_CHUNK_PAUSE_MS,
    SLOWER,
    VOICE_PAUSE_MS,
    GapError,
    Span,
    sentence_of,
)

TODAY = date(2026, 11, 18)
YESTERDAY = RecentDay(date(2026, 11, 17), TODAY)

VALUES = {
    "amount": Money(1205, "EUR"),
    "answer": Name("Saldo"),
    "balance": Money(1205, "EUR"),
    "brand": Name("Saldo"),
    "closes": time(18, 30),
    "date": MonthDay(12, 3),
    "day": YESTERDAY,
    "days": DayCount(3),
    "figures": Figures(Money(1205, "EUR")),
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
}
"""A value for each gap of the catalogues."""
WEEK = {"agent.hours": {"days": Days("mon", "fri")}}
"""Where a gap of the same name holds something else."""


@pytest.fixture
def compose(catalog):
    """Give what composes words: `compose("en", "You have {amount}.", amount=…)`."""

    def compose(locale, words, entries=None, *, slowly=False, **gaps):
        catalog(locale, {"it": words} | (entries or {}))
        return sentence_of(Line(say("it", **gaps), locale, slowly))

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
        (Messages(1), "one message"),
        (Money(100, "JPY"), "one hundred yen"),
        (Figures(Money(120, "EUR")), "one point two zero euros"),
        (Percent(Decimal("12.5")), "twelve point five percent"),
        (Data(1_500_000), "one point five gigabytes"),
        (DayCount(3), "three days"),
        (MonthDay(12, 3), "December third"),
        (TODAY, "November eighteenth twenty twenty-six"),
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


@pytest.mark.parametrize("words", ["You have.", "{it} and {that}.", "{it}, {it}."])
def test_other_gaps_than_the_code_fills_are_named(compose, words):
    """Words that lose, add or repeat a gap fail with what they must have."""
    with pytest.raises(GapError, match=r"locales/en: it must have .*: \{it\}$"):
        compose("en", words, it=Minutes(8))


@pytest.mark.parametrize(
    ("locale", "words", "last"),
    [
        ("en", "You have {it}.", ("messages", True)),
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
    ("locale", "words", "text"),
    [
        ("nl_BE", "{it}, betaald.", "Gisteren, betaald."),
        ("fr_BE", "{it}, payé.", "Hier, payé."),
        ("ja_JP", "{it}です。", "昨日です。"),
    ],
)
def test_a_sentence_begins_with_a_capital(compose, locale, words, text):
    """Where a script has capitals a sentence begins with one, whatever begins it."""
    assert compose(locale, words, it=YESTERDAY).text == text


def test_a_capital_orphans_no_recording(compose):
    """The fragment that begins a sentence keeps its name, and is the medial one."""
    sentence = compose("nl_BE", "{it}, betaald.", it=YESTERDAY)
    assert sentence.fragments[0].name == "gisteren"


@pytest.mark.parametrize(
    ("words", "text", "frame"),
    [
        ("Valable jusqu'à {it}.", "Valable jusqu'au trois décembre.", "jusqu'au"),
        ("C'est la fin de {it}.", "C'est la fin du trois décembre.", "du"),
        ("Valable {it}.", "Valable le trois décembre.", "Valable"),
    ],
)
def test_french_contracts_the_frame_with_the_article(compose, words, text, frame):
    """À le is au, though à is of the frame and le of the date."""
    sentence = compose("fr_BE", words, it=MonthDay(12, 3))
    assert sentence.text == text
    assert sentence.fragments[0].words.endswith(frame)
    assert written(sentence.fragments) == text.rstrip(".")


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


def test_asked_again_pauses_are_longer(compose):
    """Slowly, every pause is twice as long, and the pieces of a number have one."""
    sentence = compose("en", "Have {it} left.", slowly=True, it=Money(1205, "EUR"))
    pauses = [(it.words, it.pause_ms) for it in sentence.fragments]
    assert pauses == [
        ("Have", 0),
        ("twelve", SLOWER * FRAME_PAUSE_MS),
        ("euros", SLOW_CHUNK_PAUSE_MS),
        ("and", SLOW_CHUNK_PAUSE_MS),
        ("five", SLOW_CHUNK_PAUSE_MS),
        ("cents", SLOW_CHUNK_PAUSE_MS),
        ("left.", SLOWER * FRAME_PAUSE_MS),
    ]


def test_slowly_says_the_same_words(compose):
    """Nothing but the pauses changes: the same recordings are heard."""
    slowly = compose("en", "You have {it} left.", slowly=True, it=Minutes(8))
    once = sentence_of(Line(say("it", it=Minutes(8)), "en"))
    assert [it.name for it in slowly.fragments] == [it.name for it in once.fragments]
    assert slowly.spans == once.spans


def test_a_korean_word_is_not_taken_apart(compose):
    """Inside a Korean word sounds run on, so even slowly it has no pause."""
    amount = Money(21_300, "KRW")
    sentence = compose("ko_KR", "잔액은 {it}입니다.", slowly=True, it=amount)
    inside = {it.pause_ms for it in sentence.fragments if it.attached}
    between = [it.pause_ms for it in sentence.fragments[1:] if not it.attached]
    assert inside == {0}
    assert len(between) > 1
    assert min(between) == SLOW_CHUNK_PAUSE_MS


def test_slow_sentences_are_further_apart(compose):
    """The pause after a slow sentence is twice as long too."""
    slow = compose("en", "Have {it}.", {"end": "Bye."}, slowly=True, it=Minutes(8))
    end = sentence_of(Line(say("end"), "en"))
    assert slow.pause_before_ms(end) == SLOWER * SENTENCE_PAUSE_MS


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
