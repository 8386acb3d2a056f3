"""Japanese: myriads, and the sounds that meet where a number meets its counter.

A chunk whose sound its neighbour changes is one fragment with it: 三百 (サンビャク),
四円 (ヨエン), 六分 (ロップン). です or ます always follows, so one take is enough.
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

KANJI = " 一 二 三 四 五 六 七 八 九".split(" ")
ONES = " イチ ニ サン ヨン ゴ ロク ナナ ハチ キュー".split(" ")
TENS = " ジュー ニジュー サンジュー ヨンジュー ゴジュー ロクジュー ナナジュー ハチジュー キュージュー".split(
    " "
)
HUNDREDS = " ヒャク ニヒャク サンビャク ヨンヒャク ゴヒャク ロッピャク ナナヒャク ハッピャク キューヒャク".split(
    " "
)
THOUSANDS = (
    " セン ニセン サンゼン ヨンセン ゴセン ロクセン ナナセン ハッセン キューセン".split(
        " "
    )
)

# Read singly, two and five are lengthened to two beats like the others.
DIGITS = "ゼロ イチ ニー サン ヨン ゴー ロク ナナ ハチ キュー".split(" ")

HOURS = "レージ イチジ ニジ サンジ ヨジ ゴジ ロクジ シチジ ハチジ クジ ジュージ ジューイチジ".split(
    " "
)
HOUR_KANJI = "零 一 二 三 四 五 六 七 八 九 十 十一".split(" ")

UNITS = {
    "KRW": ("ウォン", ""),
    "EUR": ("ユーロ", "セント"),
    "GBP": ("ポンド", "ペンス"),
    "USD": ("ドル", "セント"),
}
GEMINATES_TEN = ("セント", "ペンス", "ポンド")

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
POINT_ENDINGS = {
    "イチ": "イッテン",
    "ニ": "ニーテン",
    "ゴ": "ゴーテン",
    "ハチ": "ハッテン",
    "ジュー": "ジュッテン",
    "": "テン",
}


class Japanese(Language):
    """Japanese as it is spoken in Japan."""

    locale: ClassVar[str] = "ja_JP"

    def cardinal(self, number: int) -> Fragments:
        """Say a *number*; 一 is silent before 十 百 千, never before 万."""
        if number == 0:
            return [Fragment("ゼロ")]
        upper, lower = myriads(number)
        chunks = _ten_thousands(upper) + _below_myriad(lower)
        return [chunks[0], *(replace(chunk, attached=True) for chunk in chunks[1:])]

    def money(self, money: Money) -> Fragments:
        """Say yen fused with their number, yuan with a point, others in two units."""
        units, minor = split(money)
        match money.currency:
            case "JPY":
                return _fused(self.number(units), "円", {"": "エン"})
            case "CNY":
                return [*self._decimal(checked(units), minor), _unit("元", "ゲン")]
        unit, minor_unit = UNITS[money.currency]
        whole = self._counted(units, unit)
        if minor == 0:
            return whole
        cents = self._counted(minor, minor_unit)
        if units == 0:
            return cents
        first = replace(cents[0], attached=True, pause_ms=CENTS_PAUSE_MS)
        return [*whole, first, *cents[1:]]

    def digits(self, text: str) -> Fragments:
        """Read digits singly, in the groups of a Japanese number."""
        groups = digit_groups(text, {11: (3, 4, 4), 10: (2, 4, 4)})
        spoken = digit_by_digit(groups, _digit, spaced=False)
        return [replace(digit, attached=True) for digit in spoken]

    def clock(self, at: time) -> Fragments:
        """Tell the time in two halves of a day: 午前九時三十分, 正午."""
        if (at.hour, at.minute) == (12, 0):
            return [Fragment("正午", "ショーゴ")]
        half, sound = ("午前", "ゴゼン") if at.hour < 12 else ("午後", "ゴゴ")
        hour = at.hour % 12
        told = [Fragment(f"{half}{HOUR_KANJI[hour]}時", sound + HOURS[hour])]
        if at.minute:
            minutes = self.minutes(at.minute)
            told += [replace(fragment, attached=True) for fragment in minutes]
        return told

    def minutes(self, count: int) -> Fragments:
        """Say minutes fused with their number: 一分 is イップン."""
        return _fused(self.number(count), "分", MINUTE_ENDINGS)

    def messages(self, count: int) -> Fragments:
        """Count messages with 通: 八通 is ハッツー."""
        return _fused(self.number(count), "通", MESSAGE_ENDINGS)

    def _counted(self, count: int, unit: str) -> Fragments:
        number = self.number(count)
        last = number[-1]
        if unit in GEMINATES_TEN and last.reading.endswith("ジュー"):
            last = replace(last, reading=last.reading.removesuffix("ー") + "ッ")
        return [*number[:-1], last, _unit(unit, "")]

    def _decimal(self, units: int, hundredths: int) -> Fragments:
        if hundredths == 0:
            return self.cardinal(units)
        whole = self.cardinal(units) if units else [Fragment("零", "レー")]
        decimals = f"{hundredths:02}".rstrip("0")
        digit = _digit if len(decimals) > 1 else _short_digit
        return [
            *_fused(whole, "点", POINT_ENDINGS),
            *(replace(digit(char), attached=True) for char in decimals),
        ]


def _ten_thousands(count: int) -> Fragments:
    if count == 0:
        return []
    if count == 1000:
        return [Fragment("一千", "イッセン"), Fragment("万", "マン")]
    chunks = _below_myriad(count)
    if count % 10 == 0:
        return [*chunks, Fragment("万", "マン")]
    last = chunks[-1]
    return [*chunks[:-1], Fragment(f"{last.words}万", f"{last.reading}マン")]


def _below_myriad(number: int) -> Fragments:
    places = [
        ("千", THOUSANDS, number // 1000),
        ("百", HUNDREDS, number // 100 % 10),
        ("十", TENS, number // 10 % 10),
        ("", ONES, number % 10),
    ]
    return [
        Fragment(
            (KANJI[digit] if digit > 1 or not place else "") + place, sounds[digit]
        )
        for place, sounds, digit in places
        if digit
    ]


def _fused(number: Fragments, counter: str, endings: dict[str, str]) -> Fragments:
    *before, last = number
    sound = last.spoken
    # Only 円 shortens four, and only a lone four: 四円 ヨエン, 四十円 ヨンジューエン.
    if counter == "円" and last.words == "四":
        sound = "ヨ"
    ending = max((end for end in endings if sound.endswith(end)), key=len)
    reading = sound.removesuffix(ending) + endings[ending]
    return [*before, replace(last, words=last.words + counter, reading=reading)]


def _digit(char: str) -> Fragment:
    return Fragment(("〇", *KANJI[1:])[int(char)], DIGITS[int(char)])


def _short_digit(char: str) -> Fragment:
    return Fragment(("〇", *KANJI[1:])[int(char)], ("ゼロ", *ONES[1:])[int(char)])


def _unit(unit: str, reading: str) -> Fragment:
    return Fragment(unit, reading, attached=True)
