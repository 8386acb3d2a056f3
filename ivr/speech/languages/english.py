"""English, British in its "and", as the language of last resort for travellers."""

from datetime import time
from typing import ClassVar

from ivr.domain.money import Money
from ivr.speech.currencies import split
from ivr.speech.languages.language import (
    CENTS_PAUSE_MS,
    Fragments,
    Language,
    digit_by_digit,
    digit_groups,
    thousands,
    words,
)

ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " "
)
TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split(" ")
DIGITS = "oh one two three four five six seven eight nine".split(" ")

UNITS = {
    "JPY": ("yen", "yen", "", ""),
    "KRW": ("won", "won", "", ""),
    "EUR": ("euro", "euros", "cent", "cents"),
    "CNY": ("yuan", "yuan", "fen", "fen"),
    "GBP": ("pound", "pounds", "penny", "pence"),
    "USD": ("dollar", "dollars", "cent", "cents"),
}


class English(Language):
    """English for everyone."""

    locale: ClassVar[str] = "en"

    def cardinal(self, number: int) -> Fragments:
        """Say a *number*, with "and" before its last two digits."""
        millions, thousand, rest = thousands(number)
        spoken: Fragments = []
        if millions:
            spoken += [*_below_thousand(millions), *words("million")]
        if thousand:
            spoken += [*_below_thousand(thousand), *words("thousand")]
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

    def digits(self, text: str) -> Fragments:
        """Read digits singly in groups; zero is oh."""
        sizes = {11: (5, 3, 3), 10: (4, 3, 3), 7: (3, 4)}
        groups = digit_groups(text, sizes)
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
        """Say one message, two messages."""
        return [*self.number(count), *words("message" if count == 1 else "messages")]


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
