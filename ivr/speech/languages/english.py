"""English as a Briton says it; the language of last resort for travellers."""

from datetime import date, time
from typing import ClassVar

from ivr.domain.money import Money
from ivr.domain.phrase import RecentDay
from ivr.domain.usage import Data, DataUnit
from ivr.speech.currencies import split
from ivr.speech.languages.figures import figures_of
from ivr.speech.languages.language import (
    CENTS_PAUSE_MS,
    Fragments,
    Language,
    digit_by_digit,
    thousands,
    words,
)
from ivr.speech.languages.telephone import digit_groups

ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " "
)
TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split(" ")
FIGURES = {**dict(zip("0123456789", ONES, strict=False)), ".": "point"}
DIGITS = "oh one two three four five six seven eight nine".split(" ")

UNITS = {
    "JPY": ("yen", "yen", "", ""),
    "KRW": ("won", "won", "", ""),
    "EUR": ("euro", "euros", "cent", "cents"),
    "CNY": ("yuan", "yuan", "fen", "fen"),
    "GBP": ("pound", "pounds", "penny", "pence"),
    "USD": ("dollar", "dollars", "cent", "cents"),
}
DATA_UNITS = {
    DataUnit.GB: "gigabyte",
    DataUnit.MB: "megabyte",
    DataUnit.KB: "kilobyte",
}

MONTHS = "January February March April May June July August September October November December".split(
    " "
)
ORDINALS = "- first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first".split(
    " "
)
SCALES = ("billion", "million", "thousand")
RECENT_DAYS = ("today", "yesterday", "two days ago")


class English(Language):
    """English for everyone."""

    locale: ClassVar[str] = "en"
    minus: ClassVar[str] = "minus"
    plus: ClassVar[str] = "plus"

    def cardinal(self, number: int) -> Fragments:
        """Say a *number*, with "and" before its last two digits."""
        millions, thousand, rest = thousands(number)
        counts = (*divmod(millions, 1000), thousand)
        spoken: Fragments = []
        for count, scale in zip(counts, SCALES, strict=True):
            if count:
                spoken += [*_below_thousand(count), *words(scale)]
        if spoken and 0 < rest < 100:
            spoken += words("and")
        if rest or not spoken:
            spoken += _below_thousand(rest)
        return spoken

    def money(self, money: Money) -> Fragments:
        """Say twelve euros and five cents, thirty-five cents, one penny."""
        units, minor = split(money)
        one, many, one_cent, cents = UNITS[money.currency]
        whole = [*self.number(units), *words(one if units == 1 else many)]
        if minor == 0:
            return whole
        named = [*self.cardinal(minor), *words(one_cent if minor == 1 else cents)]
        if units == 0:
            return named
        return [*whole, words("and")[0].after(CENTS_PAUSE_MS), *named]

    def figures(self, money: Money) -> Fragments:
        """Say one two point zero five euros."""
        figures = figures_of(money)
        one, many, *_ = UNITS[money.currency]
        spoken = [FIGURES[char] for char in figures]
        return words(*spoken, one if figures == "1" else many)

    def percent(self, units: int, hundredths: int) -> Fragments:
        """Say twelve point five percent."""
        return [*self._decimal(units, hundredths), *words("percent")]

    def data(self, data: Data) -> Fragments:
        """Say one gigabyte, one point five gigabytes."""
        unit, units, hundredths = data.in_units()
        plural = "" if (units, hundredths) == (1, 0) else "s"
        return [*self._decimal(units, hundredths), *words(DATA_UNITS[unit] + plural)]

    def full_date(self, on: date) -> Fragments:
        """Say the first of December twenty twenty-six."""
        return [*self.month_day(on.month, on.day), *self._year(on.year)]

    def month_day(self, month: int, day: int) -> Fragments:
        """Say the first of December."""
        return words(f"the {ORDINALS[day]} of", MONTHS[month - 1])

    def recent_day(self, day: RecentDay) -> Fragments:
        """Say today, yesterday, two days ago, on the third of November."""
        if 0 <= day.days_ago < len(RECENT_DAYS):
            return words(RECENT_DAYS[day.days_ago])
        return [*words("on"), *self.dated(day)]

    def days(self, count: int) -> Fragments:
        """Say one day, three days."""
        return [*self.number(count), *words("day" if count == 1 else "days")]

    def digits(self, text: str) -> Fragments:
        """Read digits singly in groups; zero is oh."""
        groups = digit_groups(text, "GB")
        return digit_by_digit(groups, lambda c: words(DIGITS[int(c)])[0], spaced=True)

    def clock(self, at: time) -> Fragments:
        """Tell the time on the 12-hour clock; noon and midnight have names."""
        if at.minute == 0 and at.hour % 12 == 0:
            return words("noon" if at.hour else "midnight")
        told = self.cardinal((at.hour - 1) % 12 + 1)
        if at.minute:
            told += words("oh") if at.minute < 10 else []
            told += self.cardinal(at.minute)
        return [*told, *words("a.m." if at.hour < 12 else "p.m.")]

    def minutes(self, count: int) -> Fragments:
        """Say one minute, two minutes."""
        return [*self.number(count), *words("minute" if count == 1 else "minutes")]

    def messages(self, count: int) -> Fragments:
        """Say one text, two texts."""
        return [*self.number(count), *words("text" if count == 1 else "texts")]

    def _decimal(self, units: int, hundredths: int) -> Fragments:
        whole = self.number(units)
        if hundredths == 0:
            return whole
        decimals = f".{hundredths:02}".rstrip("0")
        return [*whole, *words(*(FIGURES[char] for char in decimals))]

    def _year(self, year: int) -> Fragments:
        """Say twenty twenty-six, two thousand and nine, nineteen oh five."""
        century, rest = divmod(year, 100)
        if century < 10 or (century % 10 == 0 and rest < 10):
            return self.cardinal(year)
        if rest == 0:
            return words(f"{_below_hundred(century)} hundred")
        gap = words("oh") if rest < 10 else []
        return [*words(_below_hundred(century)), *gap, *words(_below_hundred(rest))]


def _below_thousand(number: int) -> Fragments:
    hundreds, rest = divmod(number, 100)
    spoken = words(f"{ONES[hundreds]} hundred") if hundreds else []
    if hundreds and rest:
        spoken += words("and")
    if rest or not hundreds:
        spoken += words(_below_hundred(rest))
    return spoken


def _below_hundred(number: int) -> str:
    if number < 20:
        return ONES[number]
    tens, ones = divmod(number, 10)
    return TENS[tens] + (f"-{ONES[ones]}" if ones else "")
