"""Korean: Sino-Korean myriads, recorded whole up to 99 for the sounds between them.

The voice applies the sound changes inside a fragment; those that a neighbour causes
are given as its reading (분 is 뿐 after 육, 십, 백). A particle written onto
a unit links with it (원입니다 is 워님니다), so the two are one fragment.
"""

from dataclasses import replace
from datetime import date, time
from typing import ClassVar

from ivr.domain.money import Money
from ivr.domain.phrase import RecentDay
from ivr.domain.usage import Data, DataUnit
from ivr.speech.currencies import split
from ivr.speech.fragment import Fragment, written
from ivr.speech.languages.figures import figures_of
from ivr.speech.languages.korean_numbers import (
    FIGURES,
    POINT,
    cardinal,
    decimal,
    nasal,
)
from ivr.speech.languages.korean_particles import suited
from ivr.speech.languages.language import (
    CENTS_PAUSE_MS,
    GROUP_PAUSE_MS,
    Fragments,
    Language,
    checked,
    digit_by_digit,
)
from ivr.speech.languages.telephone import digit_groups

DIGITS = "공일이삼사오육칠팔구"
NATIVE = " 한 두 세 네 다섯 여섯 일곱 여덟 아홉 열 열한 열두 열세 열네 열다섯 열여섯 열일곱 열여덟 열아홉 스무".split(
    " "
)
NATIVE_OF = {written(cardinal(count)): NATIVE[count] for count in range(1, 21)}
TENSES_NEXT = ("육", "십", "백", "억")
MIDNIGHT = "영시"
CLOSING_MIDNIGHT = "밤 열두 시"

UNITS = {
    "JPY": ("엔", ""),
    "KRW": ("원", ""),
    "EUR": ("유로", "센트"),
    "GBP": ("파운드", "펜스"),
    "CNY": ("위안", ""),
    "USD": ("달러", "센트"),
}
DATA_UNITS = {
    DataUnit.GB: "기가바이트",
    DataUnit.MB: "메가바이트",
    DataUnit.KB: "킬로바이트",
}

MONTHS = "일월 이월 삼월 사월 오월 유월 칠월 팔월 구월 시월 십일월 십이월".split(" ")
RECENT = {0: "오늘", 1: "어제", 2: "그저께"}
FEW_DAYS = {1: "하루", 2: "이틀"}
# 사흘 is three days, and many a young ear takes it for four: 사 is.


class Korean(Language):
    """Korean as it is spoken in South Korea."""

    locale: ClassVar[str] = "ko_KR"
    runs_on_inside_words: ClassVar[bool] = True
    minus: ClassVar[str] = "마이너스"
    plus: ClassVar[str] = "플러스"

    def cardinal(self, number: int) -> Fragments:
        """Say a Sino-Korean *number*; ten thousand is 만, not 일만."""
        return cardinal(number)

    def money(self, money: Money) -> Fragments:
        """Say yuan with a point, others in one unit or two."""
        units, minor = split(money)
        unit, minor_unit = UNITS[money.currency]
        if money.currency == "CNY":
            return [*decimal(checked(units), minor), Fragment(unit)]
        whole = [*self.number(units), Fragment(unit)]
        if minor == 0:
            return whole
        if (minor, minor_unit) == (1, "펜스"):
            minor_unit = "페니"
        cents = [*cardinal(minor), Fragment(minor_unit)]
        return [*whole, cents[0].after(CENTS_PAUSE_MS), *cents[1:]] if units else cents

    def figures(self, money: Money) -> Fragments:
        """Say figures as on the telephone, zero 공; it is 영 only beside 점, a point.

        A pause parts the unit from them: 공 원 would be heard as no won at all.
        """
        text = figures_of(money)
        whole, point, decimals = text.partition(".")
        names = FIGURES if whole == "0" else DIGITS
        told = [Fragment(names[int(char)]) for char in whole]
        told += [POINT] if point else []
        told += [Fragment(FIGURES[int(char)]) for char in decimals]
        return [*told, Fragment(UNITS[money.currency][0]).after(GROUP_PAUSE_MS)]

    def percent(self, units: int, hundredths: int) -> Fragments:
        """Say a share: 십이 점 오 퍼센트."""
        return [*decimal(units, hundredths), Fragment("퍼센트")]

    def data(self, data: Data) -> Fragments:
        """Say data; 메가 makes the stop before it nasal."""
        unit, units, hundredths = data.in_units()
        number = decimal(checked(units), hundredths)
        if unit == DataUnit.MB:
            number = nasal(number)
        return [*number, Fragment(DATA_UNITS[unit])]

    def full_date(self, on: date) -> Fragments:
        """Tell a date, its year in one breath: 이천이십육 년 십이월 일일."""
        year = Fragment(f"{written(cardinal(on.year))} 년")
        return [year, *self.month_day(on.month, on.day)]

    def month_day(self, month: int, day: int) -> Fragments:
        """Tell a date: 유월 and 시월 have lost a consonant."""
        return [Fragment(MONTHS[month - 1]), Fragment(f"{written(cardinal(day))}일")]

    def recent_day(self, day: RecentDay) -> Fragments:
        """Tell a day without a particle: 어제, 십일월 삼일."""
        if day.days_ago in RECENT:
            return [Fragment(RECENT[day.days_ago])]
        return self.dated(day)

    def days(self, count: int) -> Fragments:
        """Say how long days last; 일 links with its number (삼십 일 is 삼시빌)."""
        if count in FEW_DAYS:
            return [Fragment(FEW_DAYS[count])]
        *before, last = self.number(count)
        return [
            *before,
            replace(last, words=f"{last.words} 일", reading=f"{last.spoken}일"),
        ]

    def digits(self, text: str) -> Fragments:
        """Read digits singly, in the groups of a Korean number; zero is 공."""
        groups = digit_groups(text, "KR")
        return digit_by_digit(groups, _digit, spaced=False)

    def clock(self, at: time) -> Fragments:
        """Tell the time with native hours and Sino-Korean minutes."""
        half = "오전" if at.hour < 12 else "오후"
        if at.hour == 12:
            half = "낮"
        told = [Fragment(f"{half} {NATIVE[(at.hour - 1) % 12 + 1]} 시")]
        if at.hour == 0:
            # 오늘 밤 열두 시 would be taken for the midnight to come.
            told = [Fragment(MIDNIGHT)]
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
        """Fuse *suffix* with the unit it is written onto: they link in speech.

        A day ends at 밤 열두 시, though it begins at 영시. Things are counted with 개.
        """
        if suffix == "개":
            return _things(fragments)
        *before, unit = fragments
        if unit.words == MIDNIGHT and suffix.startswith("까지"):
            unit = replace(unit, words=CLOSING_MIDNIGHT)
        reading = unit.reading + suffix if unit.reading else ""
        return [*before, replace(unit, words=unit.words + suffix, reading=reading)]

    def joined(self, before: str, text: str) -> str:
        """Choose the particle at the start of *text*: 을(를) is 를 after a vowel."""
        return suited(before, text)


def _things(number: Fragments) -> Fragments:
    """Count things: native numbers to twenty, then Sino-Korean."""
    if native := NATIVE_OF.get(written(number)):
        return [Fragment(f"{native} 개")]
    return _tensed(number, "개", "깨")


def _tensed(number: Fragments, unit: str, tensed: str) -> Fragments:
    reading = tensed if number[-1].words.endswith(TENSES_NEXT) else ""
    return [*number, Fragment(unit, reading)]


def _digit(char: str) -> Fragment:
    return Fragment(DIGITS[int(char)])
