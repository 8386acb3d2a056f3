"""A sentence with typed gaps and no language.

A `Phrase` names a sentence of the catalogues and gives values for its gaps. Values
of one kind are *spoken* (an amount is made of recorded fragments); those of the
other are *written into* the sentence, which is then recorded whole.
"""

from dataclasses import dataclass
from datetime import time

from ivr.domain.money import Money
from ivr.domain.usage import Messages, Minutes


@dataclass(frozen=True, slots=True)
class Digits:
    """Digits that are read one by one or in groups, as a telephone number is."""

    text: str


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


Spoken = Money | int | time | Digits | Minutes | Messages
Written = Key | Name | Days
Value = Spoken | Written


@dataclass(frozen=True, slots=True)
class Phrase:
    """The *sentence* of the catalogues, with a value for each of its *gaps*."""

    sentence: str
    gaps: tuple[tuple[str, Value], ...] = ()

    @property
    def is_personal(self) -> bool:
        """Tell whether the phrase holds a figure of somebody's account."""
        return any(
            isinstance(value, Money | Minutes | Messages | Digits)
            for _, value in self.gaps
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A phrase and the *locale* that it is said in."""

    phrase: Phrase
    locale: str


def say(sentence: str, **gaps: Value) -> Phrase:
    """Name the *sentence* to be said. Its words stand in the catalogues."""
    return Phrase(sentence, tuple(gaps.items()))
