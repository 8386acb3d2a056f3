"""The words of each language: one `.po` file, which a translator edits."""

from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from ivr.domain.hotline import WEEKDAYS
from ivr.domain.phrase import Days, Key, Name, Written
from ivr.speech.packs import folder

DOMAIN = "ivr.po"


def named(entry: str) -> str:
    """Mark *entry* for extraction into the catalogues."""
    return entry


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
        self._words = {
            str(message.id): str(message.string) for message in messages if message.id
        }

    @property
    def sentences(self) -> list[str]:
        """List the sentences and names that the catalogue has words for."""
        return list(self._words)

    def words(self, sentence: str) -> str:
        """Give the words of *sentence*, with its gaps in braces."""
        words = self._words.get(sentence)
        if not words:
            raise MissingWordsError(self.locale, sentence)
        return words

    def write(self, value: Written) -> str:
        """Give the words for a value that is written into a sentence."""
        match value:
            case Key(symbol):
                return self.words(KEY_NAMES[symbol])
            case Name(words):
                return words
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


@cache
def catalog_of(locale: str) -> Catalog:
    """Give the catalogue of *locale*."""
    return Catalog(locale, folder("locales"))
