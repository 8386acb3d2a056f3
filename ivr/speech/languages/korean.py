"""Korean: Sino-Korean myriads, recorded whole up to 99 for the sounds between them.

The voice applies the sound changes inside a fragment; this module gives those that
a neighbour causes (점 is 쩜, 분 is 뿐 after 육, 십, 백). A particle written onto
a unit links with it (원입니다 is 워님니다), so the two are one fragment.
"""

from dataclasses import replace
from datetime import time
from typing import ClassVar

from ivr.domain.money import Money
from ivr.speech.currencies import split
from ivr.speech.fragment import Fragment
from ivr.speech.languages.language import (
    CENTS_PAUSE_MS,
    Fragments,
    Language,
    checked,
    digit_by_digit,
    digit_groups,
    myriads,
)

ONES = " 일 이 삼 사 오 육 칠 팔 구".split(" ")
DIGITS = "공일이삼사오육칠팔구"
DECIMALS = "영일이삼사오육칠팔구"
NATIVE = " 한 두 세 네 다섯 여섯 일곱 여덟 아홉 열 열한 열두 열세 열네 열다섯 열여섯 열일곱 열여덟 열아홉 스무".split(
    " "
)
TENSES_NEXT = ("육", "십", "백")

UNITS = {
    "JPY": ("엔", ""),
    "KRW": ("원", ""),
    "EUR": ("유로", "센트"),
    "GBP": ("파운드", "펜스"),
    "USD": ("달러", "센트"),
}

PARTICLES = [
    ("을(를)", "을", "를"),
    ("은(는)", "은", "는"),
    ("이(가)", "이", "가"),
    ("과(와)", "과", "와"),
]
"""Pairs as Korean catalogues write them, with the one after a consonant, a vowel."""

FIRST_SYLLABLE = ord("가")
SYLLABLES = 11_172
FINALS = 28


class Korean(Language):
    """Korean as it is spoken in South Korea."""

    locale: ClassVar[str] = "ko_KR"

    def cardinal(self, number: int) -> Fragments:
        """Say a Sino-Korean *number*; ten thousand is 만, not 일만."""
        if number == 0:
            return [Fragment("영")]
        upper, lower = myriads(number)
        return [*_ten_thousands(upper), *_below_myriad(lower)]

    def money(self, money: Money) -> Fragments:
        """Say yuan with a point, others in one unit or two."""
        units, minor = split(money)
        if money.currency == "CNY":
            return [*self._decimal(checked(units), minor), Fragment("위안")]
        unit, minor_unit = UNITS[money.currency]
        whole = [*self.number(units), Fragment(unit)]
        if minor == 0:
            return whole
        cents = [*self.cardinal(minor), Fragment(minor_unit)]
        return [*whole, cents[0].after(CENTS_PAUSE_MS), *cents[1:]] if units else cents

    def digits(self, text: str) -> Fragments:
        """Read digits singly, in the groups of a Korean number; zero is 공."""
        area = 2 if text.startswith("02") else 3  # Seoul's code is the short one
        groups = digit_groups(text, {11: (3, 4, 4), 10: (area, 6 - area, 4)})
        return digit_by_digit(groups, _digit, spaced=False)

    def clock(self, at: time) -> Fragments:
        """Tell the time with native hours and Sino-Korean minutes."""
        half = "오전" if at.hour < 12 else "오후"
        if at.hour % 12 == 0:
            half = "낮" if at.hour else "밤"
        told = [Fragment(f"{half} {NATIVE[(at.hour - 1) % 12 + 1]} 시")]
        return told + self.minutes(at.minute) if at.minute else told

    def minutes(self, count: int) -> Fragments:
        """Say minutes; 분 is tensed after 육, 십 and 백."""
        return _tensed(self.number(count), "분", "뿐")

    def messages(self, count: int) -> Fragments:
        """Count messages with 건: native numbers to twenty, then Sino-Korean."""
        if 1 <= count <= 20:
            return [Fragment(f"{NATIVE[count]} 건")]
        return _tensed(self.number(count), "건", "껀")

    def attach(self, fragments: Fragments, suffix: str) -> Fragments:
        """Fuse *suffix* with the unit it is written onto: they link in speech."""
        *before, unit = fragments
        reading = unit.reading + suffix if unit.reading else ""
        return [*before, replace(unit, words=unit.words + suffix, reading=reading)]

    def joined(self, before: str, text: str) -> str:
        """Choose the particle at the start of *text*: 을(를) is 를 after a vowel."""
        for pair, after_consonant, after_vowel in PARTICLES:
            if text.startswith(pair):
                chosen = after_consonant if _ends_closed(before) else after_vowel
                return chosen + text.removeprefix(pair)
        return text

    def _decimal(self, units: int, hundredths: int) -> Fragments:
        whole = self.cardinal(units)
        if hundredths == 0:
            return whole
        first, *rest = list(f"{hundredths:02}".rstrip("0"))
        return [
            *whole,
            Fragment("점", "쩜"),
            Fragment(DECIMALS[int(first)]),
            *(Fragment(DECIMALS[int(char)], attached=True) for char in rest),
        ]


def _ten_thousands(count: int) -> Fragments:
    thousands, hundreds, rest = count // 1000, count // 100 % 10, count % 100
    parts = [_placed(thousands, "천"), _placed(hundreds, "백"), _below_hundred(rest)]
    if count == 1:
        parts = ["", "", ""]
    spoken = [part for part in parts if part]
    if count:
        # 만 changes the sound before it (백만 is 뱅만), so it is one with its number.
        spoken = [*spoken[:-1], (spoken[-1] if spoken else "") + "만"]
    return _joined(spoken)


def _below_myriad(number: int) -> Fragments:
    parts = [
        _placed(number // 1000, "천"),
        _placed(number // 100 % 10, "백"),
        _below_hundred(number % 100),
    ]
    return _joined([part for part in parts if part])


def _below_hundred(number: int) -> str:
    return _placed(number // 10, "십") + ONES[number % 10]


def _placed(digit: int, place: str) -> str:
    return (ONES[digit] if digit > 1 else "") + place if digit else ""


def _joined(parts: list[str]) -> Fragments:
    return [Fragment(part, attached=index > 0) for index, part in enumerate(parts)]


def _tensed(number: Fragments, unit: str, tensed: str) -> Fragments:
    reading = tensed if number[-1].words.endswith(TENSES_NEXT) else ""
    return [*number, Fragment(unit, reading)]


def _ends_closed(text: str) -> bool:
    """Tell whether the last syllable of *text* ends in a consonant (Unicode, 3.12)."""
    syllable = ord(text[-1]) - FIRST_SYLLABLE
    return 0 <= syllable < SYLLABLES and syllable % FINALS > 0


def _digit(char: str) -> Fragment:
    return Fragment(DIGITS[int(char)])
