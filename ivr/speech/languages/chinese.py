"""Mandarin: units that are counted with 两, 元 角 分, dates, 幺 on the telephone."""

from dataclasses import replace
from datetime import date, time
from typing import ClassVar

from ivr.domain.money import Money
from ivr.domain.phrase import RecentDay
from ivr.domain.usage import Data, DataUnit
from ivr.speech.currencies import split
from ivr.speech.fragment import Fragment, attached, written
from ivr.speech.languages.chinese_numbers import (
    ONES,
    POINT,
    cardinal,
    counted,
    decimal,
    with_unit,
)
from ivr.speech.languages.figures import figures_of
from ivr.speech.languages.language import (
    CENTS_PAUSE_MS,
    Fragments,
    Language,
    checked,
    digit_by_digit,
    words,
)
from ivr.speech.languages.telephone import digit_groups

DIGITS = "零幺二三四五六七八九"

UNITS = {
    "CNY": ("元", ""),
    "JPY": ("日元", ""),
    "KRW": ("韩元", ""),
    "EUR": ("欧元", "欧分"),
    "GBP": ("英镑", "便士"),
    "USD": ("美元", "美分"),
}
# 五G is the fifth generation of networks, so five gigabytes are 五GB.
DATA_UNITS = {DataUnit.GB: "GB", DataUnit.MB: "兆", DataUnit.KB: "KB"}

RECENT = {0: "今天", 1: "昨天", 2: "前天"}


class Chinese(Language):
    """Mandarin as it is spoken in mainland China."""

    locale: ClassVar[str] = "zh_CN"
    minus: ClassVar[str] = "负"
    plus: ClassVar[str] = "加"

    def negative(self, fragments: Fragments) -> Fragments:
        """Say 负, written onto the number."""
        return attached([*words(self.minus), *fragments])

    def cardinal(self, number: int) -> Fragments:
        """Say a *number*: 一千零一万."""
        return cardinal(number)

    def money(self, money: Money) -> Fragments:
        """Say renminbi in 元, 角 and 分; others in one unit or two."""
        units, minor = split(money)
        if money.currency == "CNY":
            return self._renminbi(units, minor)
        unit, minor_unit = UNITS[money.currency]
        if minor == 0:
            return self._counted(units, unit)
        if units == 0:
            return self._counted(minor, minor_unit)
        gap = words("零") if minor < 10 else []
        first, *rest = [*gap, *with_unit(cardinal(minor), minor_unit)]
        first = replace(first, attached=True, pause_ms=CENTS_PAUSE_MS)
        return attached([*self._counted(units, unit), first, *rest])

    def figures(self, money: Money) -> Fragments:
        """Say the figures as in arithmetic, where one is 一: 一二点零五欧元."""
        figures = [
            ONES[int(char)] if char.isdigit() else POINT for char in figures_of(money)
        ]
        return attached(words(*figures, UNITS[money.currency][0]))

    def percent(self, units: int, hundredths: int) -> Fragments:
        """Say 百分之 before the share; a hundred of them is 百分之百."""
        if (units, hundredths) == (100, 0):
            return words("百分之百")
        return attached([*words("百分之"), *decimal(units, hundredths)])

    def data(self, data: Data) -> Fragments:
        """Say data: 两GB, but 二点五GB."""
        unit, units, hundredths = data.in_units()
        if hundredths == 0:
            return self._counted(units, DATA_UNITS[unit])
        number = decimal(checked(units), hundredths)
        return attached([*number, *words(DATA_UNITS[unit])])

    def full_date(self, on: date) -> Fragments:
        """Tell a date, its year digit by digit: 二零二六年十二月一日."""
        year = "".join(ONES[int(char)] for char in str(on.year))
        return attached([*words(f"{year}年"), *self.month_day(on.month, on.day)])

    def month_day(self, month: int, day: int) -> Fragments:
        """Tell a date: 二月二日."""
        names = [
            f"{written(cardinal(month))}月",
            f"{written(cardinal(day))}日",
        ]
        return attached(words(*names))

    def recent_day(self, day: RecentDay) -> Fragments:
        """Tell a day: 昨天, 十一月三日."""
        if day.days_ago in RECENT:
            return words(RECENT[day.days_ago])
        return self.dated(day)

    def days(self, count: int) -> Fragments:
        """Say how long days last: 两天."""
        return self._counted(count, "天")

    def digits(self, text: str) -> Fragments:
        """Read digits singly, one being 幺, in the groups of a Chinese number."""
        groups = digit_groups(text, "CN")
        return attached(digit_by_digit(groups, _digit, spaced=False))

    def digits_abroad(self, number: str) -> Fragments:
        """Read the country code after 加."""
        return attached(super().digits_abroad(number))

    def clock(self, at: time) -> Fragments:
        """Tell the time with the part of the day: 上午九点三十分."""
        hour = (at.hour - 1) % 12 + 1 if at.hour else 0
        number = "两" if hour == 2 else written(cardinal(hour))
        told = words(f"{_part_of_day(at.hour)}{number}点")
        if at.minute:
            gap = words("零") if at.minute < 10 else []
            told += [*gap, *cardinal(at.minute), *words("分")]
        return attached(told)

    def minutes(self, count: int) -> Fragments:
        """Say minutes: 两分钟."""
        return self._counted(count, "分钟")

    def messages(self, count: int) -> Fragments:
        """Count messages with 条: 两条."""
        return self._counted(count, "条")

    def attach(self, fragments: Fragments, suffix: str) -> Fragments:
        """Say *suffix*; after a bare number it is a measure word: 两个, not 二个."""
        if written(fragments) == "二":
            fragments = words("两")
        return with_unit(fragments, suffix)

    def _counted(self, count: int, unit: str) -> Fragments:
        return counted(checked(count), unit)

    def _renminbi(self, yuan: int, minor: int) -> Fragments:
        jiao, fen = divmod(minor, 10)
        spoken = self._counted(yuan, "元") if yuan or not minor else []
        if jiao:
            spoken += words(f"{_measured(jiao, is_head=not spoken)}角")
        elif fen and yuan:
            spoken += words("零")
        if fen:
            spoken += words(f"{_measured(fen, is_head=not spoken)}分")
        return attached(spoken)


def _measured(digit: int, *, is_head: bool) -> str:
    return "两" if digit == 2 and is_head else ONES[digit]


def _part_of_day(hour: int) -> str:
    parts = [
        (6, "凌晨"),
        (8, "早上"),
        (12, "上午"),
        (13, "中午"),
        (19, "下午"),
        (24, "晚上"),
    ]
    return next(part for end, part in parts if hour < end)


def _digit(char: str) -> Fragment:
    return Fragment(DIGITS[int(char)])
