"""French as Belgium speaks it: septante, nonante, and the liaisons of a number.

Three contexts make a number sound differently: a pause (six [sis]), a consonant
(six yens [si]) and euros (six euros [siz]), with which it is recorded whole.
"""

from dataclasses import replace
from datetime import time
from typing import ClassVar

from ivr.domain.money import Money
from ivr.speech.currencies import split
from ivr.speech.fragment import Fragment
from ivr.speech.languages.belgium import telephone_groups
from ivr.speech.languages.language import (
    CENTS_PAUSE_MS,
    Fragments,
    Language,
    checked,
    paused,
    thousands,
    words,
)

ONES = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf".split(
    " "
)
TENS = (
    "- - vingt trente quarante cinquante soixante septante quatre-vingt nonante".split(
        " "
    )
)

# How the last word of a number is respelled where a consonant follows it.
BEFORE_CONSONANT = {"cinq": "cin", "six": "si", "huit": "hui", "dix": "di"}

UNITS = {
    "JPY": ("yen", "yens", "", ""),
    "KRW": ("won", "wons", "", ""),
    "CNY": ("yuan", "yuans", "fen", "fens"),
    "GBP": ("livre", "livres", "penny", "pence"),
    "USD": ("dollar", "dollars", "cent", "cents"),
    "EUR": ("euro", "euros", "centime", "centimes"),
}
FEMININE = ("livre", "livres", "minute", "minutes")

# The hundredth of a dollar is said the English way, unlike the number cent.
RESPELLED = {"cent": "sennt", "cents": "sennt"}


class French(Language):
    """French as it is spoken in Wallonia and Brussels."""

    locale: ClassVar[str] = "fr_BE"

    def cardinal(self, number: int) -> Fragments:
        """Say a *number* before a pause."""
        return [*_upper(number), *_rest(number)]

    def money(self, money: Money) -> Fragments:
        """Say douze euros trente-cinq, douze euros et cinq centimes."""
        units, minor = split(money)
        names = UNITS[money.currency]
        whole = (
            _euros(checked(units))
            if money.currency == "EUR"
            else _counted(units, *names[:2])
        )
        if minor == 0:
            return whole
        named = _counted(minor, *names[2:])
        if units == 0:
            return named
        first, *rest = [*words("et"), *named] if minor < 10 else self.cardinal(minor)
        return [*whole, first.after(CENTS_PAUSE_MS), *rest]

    def digits(self, text: str) -> Fragments:
        """Read digits in pairs, a mobile prefix as zéro and its hundreds."""
        return paused(self._group(group) for group in telephone_groups(text))

    def clock(self, at: time) -> Fragments:
        """Tell the time on the 24-hour clock; noon and midnight have names."""
        match at.hour:
            case 0:
                told = words("minuit")
            case 12:
                told = words("midi")
            case hour:
                number = _feminine(_below_hundred(hour))
                told = words(f"{number} heure{'s' if hour > 1 else ''}")
        return (
            [*told, *words(_feminine(_below_hundred(at.minute)))] if at.minute else told
        )

    def minutes(self, count: int) -> Fragments:
        """Say une minute, deux minutes."""
        return _counted(count, "minute", "minutes")

    def messages(self, count: int) -> Fragments:
        """Say un message, deux messages."""
        return _counted(count, "message", "messages")

    def _group(self, group: str) -> Fragments:
        zeros = len(group) - len(group.lstrip("0"))
        spoken = words(*["zéro"] * zeros)
        return spoken + (self.cardinal(int(group)) if group.lstrip("0") else [])


def _upper(number: int) -> Fragments:
    """Say the millions and thousands of *number*."""
    millions, thousand, _ = thousands(number)
    spoken: Fragments = []
    if millions:
        spoken += _before_consonant(_below_thousand(millions))
        spoken += words("million" if millions == 1 else "millions")
    if thousand > 1:
        # Before mille, cent and vingt are written without their plural s.
        spoken += _before_consonant(_below_thousand(thousand, plural=""))
    if thousand:
        spoken += words("mille")
    return spoken


def _rest(number: int) -> Fragments:
    rest = number % 1000
    return _below_thousand(rest) if rest or number == 0 else []


def _counted(count: int, one: str, many: str) -> Fragments:
    """Say *count* of something that starts with a consonant."""
    upper, rest = _upper(checked(count)), _rest(count)
    name = one if count < 2 else many
    if name in FEMININE and rest:
        rest = [*rest[:-1], replace(rest[-1], words=_feminine(rest[-1].words))]
    linked = words("de") if count and count % 1_000_000 == 0 else []
    unit = Fragment(name, RESPELLED.get(name, ""))
    return [*upper, *_before_consonant(rest), *linked, unit]


def _euros(count: int) -> Fragments:
    upper, rest = _upper(count), _rest(count)
    if rest:
        name = "euro" if count < 2 else "euros"
        return [*upper, *rest[:-1], *words(f"{rest[-1].words} {name}")]
    *before, last = upper
    linked = "d'euros" if last.words.startswith("million") else "euros"
    return [*before, *words(f"{last.words} {linked}")]


def _below_thousand(number: int, plural: str = "s") -> Fragments:
    hundreds, rest = divmod(number, 100)
    if hundreds == 0:
        return words(_below_hundred(rest, plural))
    cent = "cent" if hundreds == 1 else f"{ONES[hundreds]} cent"
    if rest == 0:
        return words(cent + (plural if hundreds > 1 else ""))
    return words(cent, _below_hundred(rest, plural))


def _below_hundred(number: int, plural: str = "s") -> str:
    if number < 20:
        return ONES[number]
    tens, ones = divmod(number, 10)
    match tens, ones:
        case 8, 0:
            return TENS[8] + plural
        case _, 0:
            return TENS[tens]
        case 8, 1:
            return "quatre-vingt-un"
        case _, 1:
            return f"{TENS[tens]} et un"
        case _:
            return f"{TENS[tens]}-{ONES[ones]}"


def _feminine(number: str) -> str:
    return number + "e" if number == "un" or number.endswith((" un", "-un")) else number


def _before_consonant(number: Fragments) -> Fragments:
    if not number:
        return []
    *before, last = number
    *stem, word = last.words.replace("-", " ").split(" ")
    if respelled := BEFORE_CONSONANT.get(word):
        last = replace(last, reading=" ".join([*stem, respelled]))
    return [*before, last]
