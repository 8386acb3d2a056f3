"""The words of each language: one `.po` file, which a translator edits.

It is compiled by Babel as it is read, so that no compiled file can be stale.
"""

import io
from functools import cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from ivr.domain.hotline import WEEKDAYS
from ivr.domain.phrase import Days, Key, Name, Phrase, Term, Written, named
from ivr.speech.packs import folder

DOMAIN = "ivr.po"


KEY_NAMES = {
    # NOTE: The key's name where it stands in a sentence ("press one").
    "1": named("key.1"),
    "2": named("key.2"),
    "3": named("key.3"),
    "4": named("key.4"),
    "5": named("key.5"),
    "6": named("key.6"),
    "7": named("key.7"),
    "8": named("key.8"),
    "9": named("key.9"),
    "0": named("key.0"),
    "*": named("key.star"),
    "#": named("key.hash"),
}

DAY_NAMES = {
    # NOTE: A weekday, as days.span and days.one need it.
    "mon": named("weekday.mon"),
    "tue": named("weekday.tue"),
    "wed": named("weekday.wed"),
    "thu": named("weekday.thu"),
    "fri": named("weekday.fri"),
    "sat": named("weekday.sat"),
    "sun": named("weekday.sun"),
}

# NOTE: When people answer, in agent.hours: every day of the week.
EVERY_DAY = named("days.all")
# NOTE: When people answer, in agent.hours: one day. {day} is a weekday.
ONE_DAY = named("days.one")
# NOTE: When people answer, in agent.hours: two days, one after the other.
TWO_DAYS = named("days.two")
# NOTE: When people answer, in agent.hours. {first} and {last} are weekdays.
SPAN_OF_DAYS = named("days.span")


class MissingWordsError(LookupError):
    """A catalogue has no words for a sentence."""

    def __init__(self, locale: str, sentence: str) -> None:
        super().__init__(f"locales/{locale} has no words for {sentence}")


class Catalog:
    """The words of one *locale*, read from its file under *locales*."""

    def __init__(self, locale: str, locales: Path) -> None:
        self.locale = locale
        with (locales / locale / "LC_MESSAGES" / DOMAIN).open("rb") as po:
            messages = read_po(po, locale=locale, abort_invalid=True)
        compiled = io.BytesIO()
        write_mo(compiled, messages)
        compiled.seek(0)
        self._translations = Translations(compiled, domain="ivr")
        self.sentences = [_id_of(message.id) for message in messages if message.id]
        """The sentences and names that the catalogue has a place for."""

    def sentence(self, phrase: Phrase) -> str:
        """Give the words of *phrase*, with its gaps in braces."""
        if phrase.count is None:
            return self.words(phrase.sentence)
        name = phrase.sentence
        words = str(self._translations.ungettext(name, name, phrase.count))
        return self._known(name, words)

    def words(self, sentence: str) -> str:
        """Give the words of *sentence* or of a name; of several forms, that for one."""
        words = str(self._translations.ugettext(sentence))
        if words == sentence:  # which forms are looked up so depends on the Python
            words = str(self._translations.ungettext(sentence, sentence, 1))
        return self._known(sentence, words)

    def _known(self, sentence: str, words: str) -> str:
        if words in {sentence, ""}:
            raise MissingWordsError(self.locale, sentence)
        return words

    def write(self, value: Written) -> str:
        """Give the words for a value that is written into a sentence."""
        match value:
            case Key(symbol):
                return self.words(KEY_NAMES[symbol])
            case Name(words):
                return words
            case Term(entry):
                return self.words(entry)
            case Days():
                return self._days(value)

    def _days(self, days: Days) -> str:
        if (days.first, days.last) == (WEEKDAYS[0], WEEKDAYS[-1]):
            return self.words(EVERY_DAY)
        first, last = (
            self.words(DAY_NAMES[days.first]),
            self.words(DAY_NAMES[days.last]),
        )
        if days.first == days.last:
            return self.words(ONE_DAY).format(day=first)
        length = (WEEKDAYS.index(days.last) - WEEKDAYS.index(days.first)) % 7
        entry = TWO_DAYS if length == 1 else SPAN_OF_DAYS
        return self.words(entry).format(first=first, last=last)


def _id_of(entry: str | list[str] | tuple[str, ...]) -> str:
    return entry if isinstance(entry, str) else entry[0]


@cache
def catalog_of(locale: str) -> Catalog:
    """Give the catalogue of *locale*."""
    return Catalog(locale, folder("locales"))
