"""Japanese years, months, days and hours: most days of a month have their own word."""

from datetime import date, time

from ivr.speech.fragment import Fragment
from ivr.speech.languages.japanese_numbers import cardinal, fused
from ivr.speech.languages.language import Fragments

MONTHS = "イチガツ ニガツ サンガツ シガツ ゴガツ ロクガツ シチガツ ハチガツ クガツ ジューガツ ジューイチガツ ジューニガツ".split(
    " "
)
FIRST_OF_MONTH = "ツイタチ"
DAYS = """
    イチニチ フツカ ミッカ ヨッカ イツカ ムイカ ナノカ ヨーカ ココノカ トーカ
    ジューイチニチ ジューニニチ ジューサンニチ ジューヨッカ ジューゴニチ
    ジューロクニチ ジューシチニチ ジューハチニチ ジュークニチ ハツカ
    ニジューイチニチ ニジューニニチ ニジューサンニチ ニジューヨッカ ニジューゴニチ
    ニジューロクニチ ニジューシチニチ ニジューハチニチ ニジュークニチ サンジューニチ
    サンジューイチニチ
""".split()
"""So many days; but for the first, the days of a month sound the same."""

LONG_ENDINGS = {"ヨン": "ヨッカ", "": "ニチ"}
"""How more days than a month has end: 三十四日 is サンジューヨッカ."""

HOURS = "レージ イチジ ニジ サンジ ヨジ ゴジ ロクジ シチジ ハチジ クジ ジュージ ジューイチジ".split(
    " "
)
RECENT = {
    0: ("本日", "ホンジツ"),
    1: ("昨日", "サクジツ"),
    2: ("一昨日", "イッサクジツ"),
}
"""The days just past, in the polite register of the sentences around them."""


def year_of(on: date) -> Fragment:
    """Name a year whole: 二千二十四年 is ニセンニジューヨネン."""
    chunks = fused(cardinal(on.year), "年", {"": "ネン"})
    return Fragment(_joined(chunks), "".join(chunk.spoken for chunk in chunks))


def month_and_day(month: int, day: int) -> Fragments:
    """Name a month and a day of it."""
    return [
        Fragment(_joined(cardinal(month)) + "月", MONTHS[month - 1]),
        Fragment(
            _joined(cardinal(day)) + "日",
            FIRST_OF_MONTH if day == 1 else DAYS[day - 1],
        ),
    ]


def day_count(count: int) -> Fragments:
    """Say how long *count* days last."""
    number = cardinal(count)
    if 1 <= count <= len(DAYS):
        return [Fragment(_joined(number) + "日", DAYS[count - 1])]
    return fused(number, "日", LONG_ENDINGS)


def hour_of(at: time) -> Fragment:
    """Tell the hour in one of the halves of a day: 午前零時."""
    half, sound = ("午前", "ゴゼン") if at.hour < 12 else ("午後", "ゴゴ")
    hour = at.hour % 12
    words = _joined(cardinal(hour)) if hour else "零"
    return Fragment(f"{half}{words}時", sound + HOURS[hour])


def _joined(fragments: Fragments) -> str:
    return "".join(fragment.words for fragment in fragments)
