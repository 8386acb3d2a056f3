"""Korean: particles after any script, midnight, things counted, large numbers."""

from datetime import time

import pytest

from ivr.domain.money import Money
from ivr.domain.phrase import Figures, Name
from ivr.speech.languages import language_of
from ivr.speech.languages.language import CENTS_PAUSE_MS, GROUP_PAUSE_MS

CLOSED = """
eSIM | Travel Ten | Travel | Roaming | Family Pack | Basic | Net | App | Club | Game
Mobile | Prime | LAN | URL | Plan R | USIM | 데이터 10 | 플랜 1 | 플랜 3 | 플랜 6 | 플랜 7
플랜 8 | 유럽 (EU 10) | 요금
"""
OPEN = """
LTE | 5G | 3GB | VIP | SMS | USA | EU | Plan B | Data | Everyday | Endless | Light | Free
Unlimited | Link | 플랜 2 | 플랜 4 | 플랜 5 | 플랜 9 | Max+ | 유럽 (5G) | 안내
"""


def names(table):
    return [
        name.strip() for name in table.replace("\n", "|").split("|") if name.strip()
    ]


@pytest.mark.parametrize(
    ("particle", "name"),
    [("은", name) for name in names(CLOSED)] + [("는", name) for name in names(OPEN)],
)
def test_a_particle_suits_how_a_name_is_read(compose, particle, name):
    """What is not written in Hangul has the particle that suits it when it is read."""
    assert compose("ko_KR", "{it}은(는)", it=Name(name)).text.endswith(
        name[1:] + particle
    )


@pytest.mark.parametrize(
    ("amount", "particle"),
    [
        (Money(900, "KRW"), "원으로"),
        (Money(900, "EUR"), "유로로"),
        (Money(900, "USD"), "달러로"),
    ],
)
def test_an_amount_has_the_particle_of_its_unit(compose, amount, particle):
    """으로 follows a consonant, 로 a vowel."""
    sentence = compose("ko_KR", "{it}으로(로) 있습니다.", it=amount)
    assert sentence.fragments[-2].words == particle


def test_a_liquid_is_followed_by_the_short_particle(compose):
    """서울 ends in ㄹ, so it is 서울로; so does 번들."""
    assert compose("ko_KR", "{it}으로(로)", it=Name("서울")).text == "서울로"


def test_a_latin_liquid_is_one_too(compose):
    """Bundle is 번들, and so has 로 as well."""
    assert compose("ko_KR", "{it}으로(로)", it=Name("Bundle")).text == "Bundle로"


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("오늘 {it} 기준입니다.", "오늘 영시 기준입니다."),
        ("매일 {it}부터", "매일 영시부터"),
        ("매일 {it}까지입니다.", "매일 밤 열두 시까지입니다."),
    ],
)
def test_midnight_is_that_of_the_day_it_begins_or_ends(compose, words, text):
    """밤 열두 시 is the midnight that ends a day: figures are as of 영시."""
    assert compose("ko_KR", words, it=time(0)).text == text


@pytest.mark.parametrize(
    ("count", "text", "sound"),
    [
        (1, "한 개", "한 개"),
        (20, "스무 개", "스무 개"),
        (21, "이십일 개", "이십일 개"),
        (100, "백 개", "백 깨"),
        (106, "백육 개", "뱅뉵 깨"),
    ],
)
def test_things_are_counted_natively_to_twenty(compose, count, text, sound):
    """다섯 개, not 오 개; from twenty-one on, numbers are Sino-Korean."""
    sentence = compose("ko_KR", "{it}개 있습니다.", it=count)
    assert sentence.text == f"{text} 있습니다."
    *counted, _ = sentence.fragments
    said = "".join(("" if it.attached else " ") + it.spoken for it in counted)
    assert said.strip() == sound


def test_the_unit_stands_apart_from_the_figures():
    """공 원 in one breath would be no won at all."""
    *_, zero, unit = language_of("ko_KR").speak(Figures(Money(100, "KRW")))
    assert (zero.words, unit.words, unit.pause_ms) == ("공", "원", GROUP_PAUSE_MS)


def test_a_breath_follows_a_hundred_million():
    """일억 has a pause after it, and changes no sound of what follows."""
    first, second = language_of("ko_KR").speak(130_000_000)
    assert (first.words, second.spoken) == ("일억", "삼천만")
    assert second.pause_ms == CENTS_PAUSE_MS
