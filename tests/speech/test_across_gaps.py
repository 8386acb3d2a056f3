"""What crosses the edge of a gap: endings, particles, articles, capitals."""

import pytest
from fakes.values import YESTERDAY

from ivr.domain.money import Money
from ivr.domain.phrase import Key, MonthDay
from ivr.domain.usage import Minutes
from ivr.speech.fragment import written


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
