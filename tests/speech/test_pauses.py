"""Pauses: around values, between sentences, and longer for who asks again."""

import pytest

from ivr.domain.money import Money
from ivr.domain.phrase import Digits, Key, Line, say
from ivr.domain.usage import Messages, Minutes
from ivr.speech.languages import language_of
from ivr.speech.sentence import (
    FRAME_PAUSE_MS,
    OFFER_PAUSE_MS,
    SENTENCE_PAUSE_MS,
    SLOW_CHUNK_PAUSE_MS,
    SLOWER,
    VOICE_PAUSE_MS,
    sentence_of,
)


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
        ("texts", 0),
        ("left.", FRAME_PAUSE_MS),
    ]


def test_pauses_between_sentences_suit_what_follows(compose):
    """Voices need little between them, offers more, and sentences most."""
    offer = compose("en", "For {key}.", {"key.1": "one", "end": "Bye."}, key=Key("1"))
    end = sentence_of(Line(say("end"), "en"))
    foreign = compose("nl_BE", "Dag.")
    assert offer.pause_before_ms(end) == SENTENCE_PAUSE_MS
    assert end.pause_before_ms(offer) == OFFER_PAUSE_MS
    assert offer.pause_before_ms(foreign) == VOICE_PAUSE_MS
    assert VOICE_PAUSE_MS < OFFER_PAUSE_MS < SENTENCE_PAUSE_MS


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


@pytest.mark.parametrize(
    ("locale", "number", "heard"),
    [
        ("ja_JP", "09012345678", "〇九〇 | 一二三四 | 五六七八"),
        ("ja_JP", "0312345678", "〇三 | 一二三四 | 五六七八"),
        ("ja_JP", "0451234567", "〇四五 | 一二三 | 四五六七"),
        ("ja_JP", "0120123456", "〇一二〇 | 一二三 | 四五六"),
        ("ko_KR", "01012345678", "공일공 | 일이삼사 | 오육칠팔"),
        ("ko_KR", "021234567", "공이 | 일이삼 | 사오육칠"),
        ("ko_KR", "15881588", "일오팔팔 | 일오팔팔"),
        ("zh_CN", "13800138000", "幺三八 | 零零幺三 | 八零零零"),
        ("zh_CN", "4008001234", "四零零 | 八零零 | 幺二三四"),
        ("zh_CN", "95588", "九五五八八"),
        ("en", "02079460001", "oh two oh | seven nine four six | oh oh oh one"),
        ("en", "07700900123", "oh seven seven oh oh | nine oh oh | one two three"),
        ("nl_BE", "080012345", "nul achthonderd | twaalf | driehonderdvijfenveertig"),
        ("fr_BE", "080012345", "zéro huit cents | douze | trois cent quarante-cinq"),
        (
            "fr_BE",
            "071123456",
            "zéro septante et un | douze | trente-quatre | cinquante-six",
        ),
    ],
)
def test_a_number_pauses_where_its_country_writes_a_gap(locale, number, heard):
    """A telephone number is read in the groups that people of the country know."""
    said = ""
    for fragment in language_of(locale).speak(Digits(number)):
        space = "" if fragment.attached or not said else " "
        said += (" | " if fragment.pause_ms else space) + fragment.words
    assert said == heard
