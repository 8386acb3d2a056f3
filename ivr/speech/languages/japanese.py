"""Japanese: myriads, and the sounds that meet where a number meets its counter.

A chunk whose sound its neighbour changes is one fragment with it: 三百 (サンビャク),
四円 (ヨエン), 六分 (ロップン). です or ます always follows, so one take is enough.
"""

from dataclasses import replace
from datetime import date, time
from typing import ClassVar

from ivr.domain.money import Money
from ivr.domain.phrase import RecentDay
from ivr.domain.usage import Data, DataUnit
from ivr.speech.currencies import split
from ivr.speech.fragment import Fragment, attached
from ivr.speech.languages.figures import figures_of
from ivr.speech.languages.japanese_dates import (
    RECENT,
    day_count,
    hour_of,
    month_and_day,
    year_of,
)
from ivr.speech.languages.japanese_numbers import (
    cardinal,
    counted,
    decimal,
    fused,
    single_digit,
)
from ivr.speech.languages.language import (
    CENTS_PAUSE_MS,
    GROUP_PAUSE_MS,
    Fragments,
    Language,
    checked,
    digit_by_digit,
)
from ivr.speech.languages.telephone import digit_groups

YEN = Fragment("円", "エン")
YUAN = Fragment("元", "ゲン")
UNITS = {
    "KRW": ("ウォン", ""),
    "EUR": ("ユーロ", "セント"),
    "GBP": ("ポンド", "ペンス"),
    "USD": ("ドル", "セント"),
}
DATA_UNITS = {
    DataUnit.GB: "ギガバイト",
    DataUnit.MB: "メガバイト",
    DataUnit.KB: "キロバイト",
}

GEMINATED = {
    "セント": {"イチ": "イッ", "ハチ": "ハッ", "ジュー": "ジュッ"},
    "ペンス": {"ジュー": "ジュッ"},
    "ポンド": {"ジュー": "ジュッ"},
    "パーセント": {"ジュー": "ジュッ"},
    "キロバイト": {
        "ロク": "ロッ",
        "ジュー": "ジュッ",
        "ヒャク": "ヒャッ",
        "ビャク": "ビャッ",
        "ピャク": "ピャッ",
    },
}
"""What a unit does to the end of the number before it."""

MINUTE_ENDINGS = {
    "イチ": "イップン",
    "サン": "サンプン",
    "ヨン": "ヨンプン",
    "ロク": "ロップン",
    "ハチ": "ハップン",
    "ジュー": "ジュップン",
    "ヒャク": "ヒャップン",
    "ビャク": "ビャップン",
    "ピャク": "ピャップン",
    "セン": "センプン",
    "ゼン": "ゼンプン",
    "マン": "マンプン",
    "": "フン",
}
MESSAGE_ENDINGS = {
    "イチ": "イッツー",
    "ハチ": "ハッツー",
    "ジュー": "ジュッツー",
    "": "ツー",
}


class Japanese(Language):
    """Japanese as it is spoken in Japan."""

    locale: ClassVar[str] = "ja_JP"
    minus: ClassVar[str] = "マイナス"
    plus: ClassVar[str] = "プラス"

    def negative(self, fragments: Fragments) -> Fragments:
        """Say マイナス, written onto the number."""
        return attached([Fragment(self.minus), *fragments])

    def cardinal(self, number: int) -> Fragments:
        """Say a *number*; 一 is silent before 十 百 千, never before 万."""
        return cardinal(number)

    def money(self, money: Money) -> Fragments:
        """Say yen fused with their number, yuan with a point, others in two units."""
        units, minor = split(money)
        match money.currency:
            case "JPY":
                return fused(self.number(units), "円", {"": "エン"})
            case "CNY":
                return attached([*decimal(checked(units), minor), YUAN])
        unit, minor_unit = UNITS[money.currency]
        whole = _counted(self.number(units), unit)
        if minor == 0:
            return whole
        if (minor, minor_unit) == (1, "ペンス"):
            minor_unit = "ペニー"
        cents = _counted(cardinal(minor), minor_unit)
        if units == 0:
            return cents
        first = replace(cents[0], attached=True, pause_ms=CENTS_PAUSE_MS)
        return [*whole, first, *cents[1:]]

    def figures(self, money: Money) -> Fragments:
        """Say the figures as in arithmetic: イチ ニー テン ゼロ ゴー ユーロ.

        The unit stands apart, so that 一〇〇円 does not end as "zero yen".
        """
        point = Fragment("点", "テン")
        spoken = [
            single_digit(char) if char.isdigit() else point
            for char in figures_of(money)
        ]
        units = {"JPY": YEN, "CNY": YUAN}
        unit = units.get(money.currency) or Fragment(UNITS[money.currency][0])
        return attached([*spoken, unit.after(GROUP_PAUSE_MS)])

    def percent(self, units: int, hundredths: int) -> Fragments:
        """Say a share: 十パーセント is ジュッパーセント."""
        return _counted(decimal(units, hundredths), "パーセント")

    def data(self, data: Data) -> Fragments:
        """Say data; only キロ changes the number before it."""
        unit, units, hundredths = data.in_units()
        return _counted(decimal(checked(units), hundredths), DATA_UNITS[unit])

    def minutes(self, count: int) -> Fragments:
        """Say minutes fused with their number: 一分 is イップン."""
        return fused(self.number(count), "分", MINUTE_ENDINGS)

    def messages(self, count: int) -> Fragments:
        """Count messages with 通: 八通 is ハッツー."""
        return fused(self.number(count), "通", MESSAGE_ENDINGS)

    def full_date(self, on: date) -> Fragments:
        """Tell a date: 二千二十六年十二月一日."""
        return attached([year_of(on), *month_and_day(on.month, on.day)])

    def month_day(self, month: int, day: int) -> Fragments:
        """Tell a date: the first is ツイタチ, the twentieth ハツカ."""
        return attached(month_and_day(month, day))

    def recent_day(self, day: RecentDay) -> Fragments:
        """Tell a day without a particle: 昨日, 十一月三日."""
        if day.days_ago in RECENT:
            return [Fragment(*RECENT[day.days_ago])]
        return self.dated(day)

    def days(self, count: int) -> Fragments:
        """Say how long days last: 一日 is イチニチ, 二十日 ハツカ."""
        return day_count(checked(count))

    def clock(self, at: time) -> Fragments:
        """Tell the time in two halves of a day: 午前九時三十分, 正午."""
        if (at.hour, at.minute) == (12, 0):
            return [Fragment("正午", "ショーゴ")]
        minutes = self.minutes(at.minute) if at.minute else []
        return attached([hour_of(at), *minutes])

    def digits(self, text: str) -> Fragments:
        """Read digits singly, in the groups of a Japanese number."""
        groups = digit_groups(text, "JP")
        return attached(digit_by_digit(groups, single_digit, spaced=False))

    def digits_abroad(self, number: str) -> Fragments:
        """Read the country code after プラス."""
        return attached(super().digits_abroad(number))


def _counted(number: Fragments, unit: str) -> Fragments:
    return counted(number, unit, GEMINATED.get(unit, {}))
