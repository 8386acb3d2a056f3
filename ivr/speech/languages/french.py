"""French as Belgium speaks it: septante, nonante, and the liaisons of a number.

Four contexts make a number sound differently: a pause (six [sis]), a consonant (six
yens [si]), euros (six euros [siz]), with which it is recorded whole, and SMS, which is
recorded with each consonant that a number lends it: six as before a consonant, [zɛsɛmɛs].
"""

import re
from dataclasses import replace
from datetime import date, time
from typing import ClassVar

from ivr.domain.money import Money
from ivr.domain.phrase import RecentDay
from ivr.domain.usage import Data, DataUnit
from ivr.speech.currencies import split
from ivr.speech.fragment import Fragment
from ivr.speech.languages.belgium import telephone_groups
from ivr.speech.languages.figures import figures_of
from ivr.speech.languages.french_numbers import (
    ONES,
    before_consonant,
    before_vowel,
    below_hundred,
    decimals,
    ends_in_noun,
    feminine,
    rest_of,
    upper,
)
from ivr.speech.languages.language import (
    CENTS_PAUSE_MS,
    Fragments,
    Language,
    checked,
    paused,
    words,
)

UNITS = {
    "JPY": ("yen", "yens", "", ""),
    "KRW": ("won", "wons", "", ""),
    "CNY": ("yuan", "yuans", "fen", "fens"),
    "GBP": ("livre", "livres", "penny", "pence"),
    "USD": ("dollar", "dollars", "cent", "cents"),
    "EUR": ("euro", "euros", "centime", "centimes"),
}
FEMININE = ("livre", "livres", "minute", "minutes")

DATA_UNITS = {
    DataUnit.GB: "gigabyte",
    DataUnit.MB: "mégabyte",
    DataUnit.KB: "kilobyte",
}

# The hundredth of a dollar is said the English way, unlike the number cent; the s of
# plus is silent where it means no more.
RESPELLED = {"cent": "sennt", "cents": "sennt", "plus": "plusse"}

SMS = "SMS"
LINKED_SMS = {it: f"{it}èss-èmm-èss" for it in ("n", "t", "z")}

FIGURES = {**dict(zip("0123456789", ONES, strict=False)), ".": "virgule"}

MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(
    " "
)
RECENT_DAYS = ("aujourd'hui", "hier", "avant-hier")

ARTICLE = "le "
CONTRACTED = {"à": "au", "À": "Au", "de": "du", "De": "Du"}
CONTRACTS = re.compile(r"(?<!\w)(à|À|de|De)(\s+)$")


class French(Language):
    """French as it is spoken in Wallonia and Brussels."""

    locale: ClassVar[str] = "fr_BE"
    minus: ClassVar[str] = "moins"
    plus: ClassVar[str] = "plus"

    def cardinal(self, number: int) -> Fragments:
        """Say a *number* before a pause."""
        return [*upper(number), *rest_of(number)]

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
        # After un million d'euros a bare number would hang in the air.
        is_named = minor < 10 or ends_in_noun(units)
        first, *rest = [*words("et"), *named] if is_named else self.cardinal(minor)
        return [*whole, first.after(CENTS_PAUSE_MS), *rest]

    def figures(self, money: Money) -> Fragments:
        """Say un deux virgule zéro cinq euros, the last figure bound to its unit."""
        *figures, last = (FIGURES[char] for char in figures_of(money))
        one, many, *_ = UNITS[money.currency]
        unit = one if split(money)[0] < 2 else many
        if money.currency == "EUR":
            return words(*figures, f"{last} {unit}")
        return [*words(*figures), *before_consonant(words(last)), *words(unit)]

    def percent(self, units: int, hundredths: int) -> Fragments:
        """Say douze virgule cinq pour cent."""
        return [*_before_unit(units, hundredths), *words("pour cent")]

    def data(self, data: Data) -> Fragments:
        """Say un virgule cinq gigabyte, in the plural from two on."""
        unit, units, hundredths = data.in_units()
        name = DATA_UNITS[unit]
        if hundredths == 0:
            return _counted(units, name, f"{name}s")
        plural = "" if units < 2 else "s"
        return [*_before_unit(units, hundredths), *words(name + plural)]

    def full_date(self, on: date) -> Fragments:
        """Say le premier décembre deux mille vingt-six."""
        return [*self.month_day(on.month, on.day), *self.cardinal(on.year)]

    def month_day(self, month: int, day: int) -> Fragments:
        """Say le premier décembre, le deux décembre."""
        number = "premier" if day == 1 else below_hundred(day)
        return words(ARTICLE + number, MONTHS[month - 1])

    def recent_day(self, day: RecentDay) -> Fragments:
        """Say aujourd'hui, hier, avant-hier, le trois novembre."""
        if 0 <= day.days_ago < len(RECENT_DAYS):
            return words(RECENT_DAYS[day.days_ago])
        return self.dated(day)

    def days(self, count: int) -> Fragments:
        """Say un jour, trois jours."""
        return _counted(count, "jour", "jours")

    def led(self, before: str, spoken: Fragments) -> tuple[str, Fragments]:
        """Contract à le and de le, as in jusqu'au premier décembre."""
        first, *rest = spoken
        contracted = CONTRACTS.search(before)
        if not (contracted and first.words.startswith(ARTICLE)):
            return before, spoken
        word, space = contracted.groups()
        before = before[: contracted.start()] + CONTRACTED[word] + space
        bare = replace(first, words=first.words.removeprefix(ARTICLE))
        return before, [bare, *rest]

    def digits_abroad(self, number: str) -> Fragments:
        """Read a number with plus, whose s is sounded."""
        plus, *rest = super().digits_abroad(number)
        return [replace(plus, reading=RESPELLED[self.plus]), *rest]

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
                number = feminine(below_hundred(hour))
                told = words(f"{number} heure{'s' if hour > 1 else ''}")
        return (
            [*told, *words(feminine(below_hundred(at.minute)))] if at.minute else told
        )

    def minutes(self, count: int) -> Fragments:
        """Say une minute, deux minutes."""
        return _counted(count, "minute", "minutes")

    def messages(self, count: int) -> Fragments:
        """Say un SMS, deux SMS, each with its liaison."""
        number = self.cardinal(checked(count))
        if ends_in_noun(count):
            return [*number, *words("de", SMS)]
        number, liaison = before_vowel(number)
        return [*number, Fragment(SMS, LINKED_SMS.get(liaison, ""))]

    def _group(self, group: str) -> Fragments:
        zeros = len(group) - len(group.lstrip("0"))
        spoken = words(*["zéro"] * zeros)
        return spoken + (self.cardinal(int(group)) if group.lstrip("0") else [])


def _before_unit(units: int, hundredths: int) -> Fragments:
    """Say a number that may have a virgule, before pour cent or a gigabyte."""
    whole = [*upper(checked(units)), *rest_of(units)]
    if hundredths:
        whole += [*words("virgule"), *decimals(hundredths)]
    return before_consonant(whole)


def _counted(count: int, one: str, many: str) -> Fragments:
    """Say *count* of something that starts with a consonant."""
    above, rest = upper(checked(count)), rest_of(count)
    name = one if count < 2 else many
    if name in FEMININE and rest:
        rest = [*rest[:-1], replace(rest[-1], words=feminine(rest[-1].words))]
    linked = words("de") if ends_in_noun(count) else []
    unit = Fragment(name, RESPELLED.get(name, ""))
    return [*above, *before_consonant(rest), *linked, unit]


def _euros(count: int) -> Fragments:
    above, rest = upper(count), rest_of(count)
    if rest:
        name = "euro" if count < 2 else "euros"
        return [*above, *rest[:-1], *words(f"{rest[-1].words} {name}")]
    *before, last = above
    linked = "d'euros" if ends_in_noun(count) else "euros"
    return [*before, *words(f"{last.words} {linked}")]
