"""A sentence with typed gaps and no language.

A `Phrase` names a sentence of the catalogues and gives values for its gaps. Values
of one kind are *spoken* (an amount is made of recorded fragments); those of the
other are *written into* the sentence, which is then recorded whole.
"""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from ivr.domain.money import Money
from ivr.domain.usage import Data, Messages, Minutes


@dataclass(frozen=True, slots=True)
class Digits:
    """Digits that are read one by one or in groups, as a telephone number is."""

    text: str


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of an amount of *money* one by one: one, two, point, zero, five."""

    money: Money


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day of a *month* (1 to 12), where everybody knows the year."""

    month: int
    day: int


@dataclass(frozen=True, slots=True)
class RecentDay:
    """The day *on* which something was, as it is told *today*: yesterday, or a date."""

    on: date
    today: date

    @property
    def days_ago(self) -> int:
        """Give how many nights have passed since."""
        return (self.today - self.on).days


@dataclass(frozen=True, slots=True)
class DayCount:
    """A number of days, as long as they last: three days."""

    count: int


@dataclass(frozen=True, slots=True)
class Percent:
    """A share of a hundred; two decimals at most are spoken."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the telephone, written into the sentence by its name."""

    symbol: str


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name in the words of its language, written into the sentence."""

    words: str


@dataclass(frozen=True, slots=True)
class Days:
    """A span of weekdays, written into the sentence by their names."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Term:
    """A word or two of the catalogue (its *entry*), written into the sentence."""

    entry: str


TOLD_TO_EVERYBODY = {"price", "opens", "closes"}
"""The gaps whose values are the operator's own."""

YEAR_IS_CLEAR_DAYS = 300
"""Within these the year of a day goes without saying."""

Spoken = (
    Money
    | Figures
    | int
    | Percent
    | Data
    | Minutes
    | Messages
    | date
    | MonthDay
    | RecentDay
    | DayCount
    | time
    | Digits
)
Written = Key | Name | Days | Term
Value = Spoken | Written


@dataclass(frozen=True, slots=True)
class Phrase:
    """The *sentence* of the catalogues, with a value for each of its *gaps*.

    *count* chooses among the plural forms of a sentence that has them.
    """

    sentence: str
    gaps: tuple[tuple[str, Value], ...] = ()
    count: int | None = None

    @property
    def is_personal(self) -> bool:
        """Tell whether the phrase may hold a figure of somebody's account.

        Whatever is spoken is the caller's, but for what every caller is told.
        """
        return any(
            not isinstance(value, Key | Name | Days | Term)
            for gap, value in self.gaps
            if gap not in TOLD_TO_EVERYBODY
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A phrase and the *locale* that it is said in; *slowly* for who asks again."""

    phrase: Phrase
    locale: str
    slowly: bool = False


def say(sentence: str, **gaps: Value) -> Phrase:
    """Name the *sentence* to be said. Its words stand in the catalogues."""
    return Phrase(sentence, tuple(gaps.items()))


def counted(sentence: str, plural: str, count: int) -> Phrase:
    """Name the *sentence* that speaks of *count* things, in the form for so many.

    Catalogues have both forms under one name: *plural* is *sentence*, as Babel wants.
    """
    del plural
    return Phrase(sentence, count=count)


def named(entry: str) -> str:
    """Mark *entry* for extraction into the catalogues."""
    return entry
