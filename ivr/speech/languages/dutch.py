"""Dutch as Belgium speaks it: 0 to 99 in one breath, units never in the plural."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time
from typing import ClassVar

from ivr.domain.money import Money
from ivr.domain.msisdn import groups_abroad
from ivr.domain.phrase import RecentDay
from ivr.domain.usage import Data, DataUnit
from ivr.speech.currencies import split
from ivr.speech.languages.belgium import LANDLINE_DIGITS, SERVICES, telephone_groups
from ivr.speech.languages.figures import figures_of
from ivr.speech.languages.language import (
    CENTS_PAUSE_MS,
    Fragments,
    Language,
    checked_digits,
    paused,
    thousands,
    words,
)

ONES = "nul één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien".split(
    " "
)
TENS = "- - twintig dertig veertig vijftig zestig zeventig tachtig negentig".split(" ")
FIGURES = {**dict(zip("0123456789", ONES, strict=False)), ".": "komma"}

UNITS = {
    "JPY": ("yen", "", ""),
    "KRW": ("won", "", ""),
    "EUR": ("euro", "cent", "cent"),
    "CNY": ("yuan", "fen", "fen"),
    "GBP": ("pond", "penny", "pence"),
    "USD": ("dollar", "cent", "cent"),
}
DATA_UNITS = {
    DataUnit.GB: "gigabyte",
    DataUnit.MB: "megabyte",
    DataUnit.KB: "kilobyte",
}

MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split(
    " "
)
SHORT_DIGITS = 3
RECENT_DAYS = ("vandaag", "gisteren", "eergisteren")


class Dutch(Language):
    """Dutch as it is spoken in Flanders and Brussels."""

    locale: ClassVar[str] = "nl_BE"
    minus: ClassVar[str] = "min"
    plus: ClassVar[str] = "plus"

    def cardinal(self, number: int) -> Fragments:
        """Say a *number*; duizend needs no één before it, miljoen and miljard do."""
        billions, below = divmod(number, 1_000_000_000)
        millions, thousand, rest = thousands(below)
        spoken: Fragments = []
        if billions:
            spoken += [*_below_thousand(billions), *words("miljard")]
        if millions:
            spoken += [*_below_thousand(millions), *words("miljoen")]
        if thousand > 1:
            spoken += _below_thousand(thousand)
        if thousand:
            spoken += words("duizend", attached=thousand > 1)
        if rest or not spoken:
            spoken += _below_thousand(rest)
        return spoken

    def money(self, money: Money) -> Fragments:
        """Say twaalf euro vijfendertig, twaalf euro en vijf cent, vijfendertig cent."""
        units, minor = split(money)
        unit, one_cent, cents = UNITS[money.currency]
        whole = [*self.number(units), *words(unit)]
        if minor == 0:
            return whole
        named = [*self.cardinal(minor), *words(one_cent if minor == 1 else cents)]
        if units == 0:
            return named
        # A bare one to nine after the unit could be tenths: it takes its name.
        first, *rest = [*words("en"), *named] if minor < 10 else self.cardinal(minor)
        return [*whole, first.after(CENTS_PAUSE_MS), *rest]

    def figures(self, money: Money) -> Fragments:
        """Say één twee komma nul vijf euro."""
        figures = [FIGURES[char] for char in figures_of(money)]
        return words(*figures, UNITS[money.currency][0])

    def percent(self, units: int, hundredths: int) -> Fragments:
        """Say twaalf komma vijf procent."""
        return [*self._decimal(units, hundredths), *words("procent")]

    def data(self, data: Data) -> Fragments:
        """Say één komma vijf gigabyte, which has no plural after a number."""
        unit, units, hundredths = data.in_units()
        return [*self._decimal(units, hundredths), *words(DATA_UNITS[unit])]

    def full_date(self, on: date) -> Fragments:
        """Say één december tweeduizend zesentwintig."""
        return [*self.month_day(on.month, on.day), *self._year(on.year)]

    def month_day(self, month: int, day: int) -> Fragments:
        """Say één december, with a cardinal number."""
        return words(_below_hundred(day), MONTHS[month - 1])

    def recent_day(self, day: RecentDay) -> Fragments:
        """Say vandaag, gisteren, eergisteren, op drie november."""
        if 0 <= day.days_ago < len(RECENT_DAYS):
            return words(RECENT_DAYS[day.days_ago])
        return [*words("op"), *self.dated(day)]

    def days(self, count: int) -> Fragments:
        """Say één dag, drie dagen."""
        return [*self.number(count), *words("dag" if count == 1 else "dagen")]

    def digits(self, text: str) -> Fragments:
        """Read digits in pairs, a mobile prefix as nul vier and its pair.

        The number of a service is read in numbers: honderdtwaalf, nul achthonderd.
        """
        groups = telephone_groups(text)
        return paused(map(_number, groups)) if _is_service(text) else _in_pairs(groups)

    def digits_abroad(self, number: str) -> Fragments:
        """Read a *number* with + and country code in pairs."""
        # A group of it may be 112 by chance, and is no service.
        first, *rest = groups_abroad(f"+{checked_digits(number[1:])}")
        told = [*words(self.plus), *_in_pairs(telephone_groups(first))]
        others = [_in_pairs(telephone_groups(group)) for group in rest]
        return paused([told, *others])

    def clock(self, at: time) -> Fragments:
        """Tell the time on the 24-hour clock, as timetables and offices do."""
        if (at.hour, at.minute) == (0, 0):
            return words("middernacht")
        told = [*self.cardinal(at.hour), *words("uur")]
        return [*told, *self.cardinal(at.minute)] if at.minute else told

    def minutes(self, count: int) -> Fragments:
        """Say één minuut, twee minuten."""
        return [*self.number(count), *words("minuut" if count == 1 else "minuten")]

    def messages(self, count: int) -> Fragments:
        """Say één sms, twee sms'en."""
        return [*self.number(count), *words("sms" if count == 1 else "sms'en")]

    def _decimal(self, units: int, hundredths: int) -> Fragments:
        whole = self.number(units)
        if hundredths == 0:
            return whole
        return [*whole, *words("komma"), *_decimals(hundredths)]

    def _year(self, year: int) -> Fragments:
        if not 1100 <= year < 2000:
            return self.cardinal(year)
        hundreds, rest = divmod(year, 100)
        century = [*words(_below_hundred(hundreds)), *words("honderd", attached=True)]
        if rest:
            century += words(_below_hundred(rest), attached=True)
        return century


def _below_thousand(number: int) -> Fragments:
    hundreds, rest = divmod(number, 100)
    spoken: Fragments = []
    if hundreds:
        spoken += words(("" if hundreds == 1 else ONES[hundreds]) + "honderd")
    if rest or not spoken:
        spoken += words(_below_hundred(rest), attached=bool(hundreds))
    return spoken


def _below_hundred(number: int) -> str:
    if number < 20:
        return ONES[number]
    tens, ones = divmod(number, 10)
    if ones == 0:
        return TENS[tens]
    one = "een" if ones == 1 else ONES[ones]
    # The diaeresis keeps two vowels apart: tweeëntwintig, but vierentwintig.
    return one + ("ën" if one.endswith("e") else "en") + TENS[tens]


def _decimals(hundredths: int) -> Fragments:
    tenths, rest = divmod(hundredths, 10)
    if tenths == 0:
        return words(ONES[0], ONES[rest])
    return words(ONES[tenths] if rest == 0 else _below_hundred(hundredths))


def _is_service(text: str) -> bool:
    """Tell whether *text* is a number such as 112 or 0800 12 345."""
    is_short = len(text) == SHORT_DIGITS and text.startswith("1")
    return is_short or (len(text) == LANDLINE_DIGITS and text.startswith(SERVICES))


def _in_pairs(groups: Iterable[str]) -> Fragments:
    return paused(map(_pairs, groups))


def _pairs(group: str) -> Fragments:
    pairs = [group[:1], group[1:]] if len(group) % 2 else [group[:2], group[2:]]
    read = [_number(pair) for pair in pairs if pair]
    return [replace(fragment, attached=False) for pair in read for fragment in pair]


def _number(group: str) -> Fragments:
    number = group.lstrip("0")
    zeros = words(*["nul"] * (len(group) - len(number)))
    return [*zeros, *_below_thousand(int(number))] if number else zeros
