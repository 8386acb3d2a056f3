"""What a language must be able to say."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import ClassVar

from ivr.domain.money import Money
from ivr.domain.msisdn import groups_abroad
from ivr.domain.phrase import (
    YEAR_IS_CLEAR_DAYS,
    DayCount,
    Digits,
    Figures,
    MonthDay,
    Percent,
    RecentDay,
    Spoken,
)
from ivr.domain.usage import Data, Messages, Minutes
from ivr.speech.fragment import Fragment

LARGEST_NUMBER = 999_999_999_999

CENTS_PAUSE_MS = 60
GROUP_PAUSE_MS = 250

Fragments = list[Fragment]


class UnspeakableError(ValueError):
    """A value that no caller could follow, or that is not one at all."""


class Language(ABC):
    """The grammar of numbers, money and times of one *locale*.

    Every method gives fragments in speaking order. Methods are given no negative
    number: `speak` says *minus* first, for the values that can be negative.
    """

    locale: ClassVar[str]
    minus: ClassVar[str]
    runs_on_inside_words: ClassVar[bool] = False
    """Whether the pieces of a written word change each other's sound: no pause then."""
    plus: ClassVar[str]

    def speak(self, value: Spoken) -> Fragments:  # noqa: C901, PLR0911, PLR0912 - a case each
        """Say *value*, whatever it is."""
        match value:
            case Money(minor_units) if minor_units < 0:
                return self.negative(self.money(abs(value)))
            case Money():
                return self.money(value)
            case Figures(money):
                return self.figures(money)
            case Percent(share):
                return self.percent(*hundredths_of(share))
            case Data():
                return self.data(value)
            case Minutes(count):
                return self.minutes(count)
            case Messages(count):
                return self.messages(count)
            case date():
                return self.full_date(value)
            case MonthDay(month, day):
                return self.month_day(month, day)
            case RecentDay():
                return self.recent_day(value)
            case DayCount(count):
                return self.days(count)
            case time():
                return self.clock(value)
            case Digits(text) if text.startswith("+"):
                return self.digits_abroad(text)
            case Digits(text):
                return self.digits(text)
            case int() if value < 0:
                return self.negative(self.number(-value))
            case int():
                return self.number(value)

    def number(self, number: int) -> Fragments:
        """Say a cardinal *number*."""
        return self.cardinal(checked(number))

    def negative(self, fragments: Fragments) -> Fragments:
        """Say that a value is under zero."""
        return [Fragment(self.minus), *fragments]

    @abstractmethod
    def cardinal(self, number: int) -> Fragments:
        """Say a *number* that is known to be in reach."""

    @abstractmethod
    def money(self, money: Money) -> Fragments:
        """Say an amount, exactly; never a ".00"."""

    @abstractmethod
    def figures(self, money: Money) -> Fragments:
        """Say the figures of an amount one by one, then its unit.

        The last fragment is not final: a sentence decides where it ends.
        """

    @abstractmethod
    def percent(self, units: int, hundredths: int) -> Fragments:
        """Say a share of *units* and *hundredths* per cent."""

    @abstractmethod
    def data(self, data: Data) -> Fragments:
        """Say an amount of data in the largest unit that fits, to two decimals."""

    @abstractmethod
    def minutes(self, count: int) -> Fragments:
        """Say *count* minutes."""

    @abstractmethod
    def messages(self, count: int) -> Fragments:
        """Say *count* text messages."""

    @abstractmethod
    def full_date(self, on: date) -> Fragments:
        """Tell a date with its year."""

    @abstractmethod
    def month_day(self, month: int, day: int) -> Fragments:
        """Tell a date without its year."""

    @abstractmethod
    def recent_day(self, day: RecentDay) -> Fragments:
        """Tell when something was, to begin a sentence: yesterday; on 3 November."""

    @abstractmethod
    def days(self, count: int) -> Fragments:
        """Say how long *count* days last."""

    @abstractmethod
    def clock(self, at: time) -> Fragments:
        """Tell a time of the day, to the minute."""

    def dated(self, day: RecentDay) -> Fragments:
        """Tell the date of *day*, with its year where that is not plain."""
        if abs(day.days_ago) > YEAR_IS_CLEAR_DAYS:
            return self.full_date(day.on)
        return self.month_day(day.on.month, day.on.day)

    @abstractmethod
    def digits(self, text: str) -> Fragments:
        """Read the digits of *text* as a telephone number is read, or a part of one."""

    def digits_abroad(self, number: str) -> Fragments:
        """Read a *number* with + and country code, in the grouping of that country."""
        checked_digits(number[1:])
        groups = [self.digits(group) for group in groups_abroad(number)]
        return paused([[Fragment(self.plus), *groups[0]], *groups[1:]])

    def attach(self, fragments: Fragments, suffix: str) -> Fragments:
        """Say *suffix*, which a sentence writes onto the value, after *fragments*."""
        return [*fragments, Fragment(suffix, attached=True)]

    def led(self, before: str, spoken: Fragments) -> tuple[str, Fragments]:
        """Give the frame *before* a value, and the value, as they meet."""
        return before, spoken

    def joined(self, before: str, text: str) -> str:
        """Give *text* as it is written where the words *before* stand before it."""
        del before
        return text


def checked(number: int) -> int:
    """Give *number* back if it can be spoken."""
    if not 0 <= number <= LARGEST_NUMBER:
        raise UnspeakableError(
            f"{number} cannot be spoken: numbers go from 0 to {LARGEST_NUMBER:,}"
        )
    return number


def hundredths_of(value: Decimal) -> tuple[int, int]:
    """Split *value* into whole units and hundredths, if it can be spoken."""
    if value < 0:
        raise UnspeakableError(f"{value} cannot be spoken: a share is never negative")
    if value != value.quantize(Decimal("0.01")):
        raise UnspeakableError(f"{value} cannot be spoken: give two decimals at most")
    units, hundredths = divmod(int(value.scaleb(2)), 100)
    return checked(units), hundredths


def thousands(number: int) -> tuple[int, int, int]:
    """Split *number* as European languages count: millions, thousands, and the rest."""
    return number // 1_000_000, number // 1000 % 1000, number % 1000


def myriads(number: int) -> tuple[int, int]:
    """Split *number* as East Asian languages count: ten thousands, and the rest."""
    return divmod(number, 10_000)


def checked_digits(text: str) -> str:
    """Give *text* back if it is nothing but digits."""
    if not (text.isascii() and text.isdigit()):
        raise UnspeakableError(f"{text!r} cannot be read out: give digits only")
    return text


def paused(groups: Iterable[Fragments]) -> Fragments:
    """Join *groups* of digits with the pause that ears need between them."""
    joined: Fragments = []
    for group in groups:
        first = group[0].after(GROUP_PAUSE_MS) if joined else group[0]
        joined += [first, *group[1:]]
    return joined


def digit_by_digit(
    groups: Iterable[str], digit: Callable[[str], Fragment], *, spaced: bool
) -> Fragments:
    """Read *groups* one *digit* at a time; *spaced* says how a group is written."""
    return paused(
        [
            replace(digit(char), attached=not spaced and position > 0)
            for position, char in enumerate(group)
        ]
        for group in groups
    )


def words(*texts: str, attached: bool = False) -> Fragments:
    """Make fragments that sound as they are written."""
    return [Fragment(text, attached=attached) for text in texts]
