"""What must be recorded: every fragment of all that the hotline can say.

The sentences come from the walk of the dialogue; the values for their gaps from a set
of numbers that holds every chunk a number is made of, in every place.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import time
from itertools import chain, product

from ivr.dialogue.walk import lines
from ivr.domain.hotline import Hotline
from ivr.domain.money import Money
from ivr.domain.phrase import Digits, Line, Spoken
from ivr.domain.usage import Messages, Minutes
from ivr.speech.currencies import CURRENCIES, decimals
from ivr.speech.fragment import Fragment
from ivr.speech.languages import language_of, languages
from ivr.speech.sentence import sentence_of

CHUNKS = [*range(111), *chain(*((n, n + 1) for n in range(200, 1000, 100)))]
NUMBERS = sorted(
    {
        *range(1000),
        *(chunk * place for chunk in CHUNKS for place in (1_000, 10_000)),
        *(thousands * 10_000_000 for thousands in range(1, 10)),
        *(chunk * 1_000_000 for chunk in range(1, 100)),
    }
)
"""Every chunk below a thousand, as such and in each place it can stand in."""


def lines_to_record(hotlines: Iterable[Hotline]) -> set[Line]:
    """Give every line that callers of *hotlines* can hear, in whatever language."""
    return lines(hotlines, languages(), CURRENCIES)


def fragments_to_record(locale: str, heard: Iterable[Line]) -> set[Fragment]:
    """Give the fragments of the lines *heard* in *locale*, with any amount in them.

    What `ivr say` can say is among them: it speaks to a file as well.
    """
    of_sentences = (
        fragment
        for line in _in_every_amount(line for line in heard if line.locale == locale)
        for fragment in sentence_of(line).fragments
    )
    language = language_of(locale)
    of_values = chain(*(language.speak(value) for value in _values()))
    return {_as_recorded(piece) for piece in chain(of_sentences, of_values)}


def amounts() -> Iterator[Money]:
    """Give amounts of every currency that hold every chunk of an amount."""
    for currency in CURRENCIES:
        hundredths = 10 ** decimals(currency)
        for number in NUMBERS:
            yield Money(number * hundredths, currency)
            yield Money(number * hundredths + hundredths - 1, currency)
        for units, minor in product((0, 1, 2), range(1, hundredths)):
            yield Money(units * hundredths + minor, currency)


def _in_every_amount(heard: Iterable[Line]) -> Iterator[Line]:
    known: set[tuple[str, ...]] = set()
    every = list(amounts())
    for line in heard:
        gaps = line.phrase.gaps
        names = [name for name, value in gaps if isinstance(value, Money)]
        if not names:
            yield line
        elif (line.phrase.sentence, *names) not in known:
            known.add((line.phrase.sentence, *names))
            yield from (_with_amount(line, names[0], amount) for amount in every)


def _with_amount(line: Line, name: str, amount: Money) -> Line:
    gaps = ((gap, amount if gap == name else old) for gap, old in line.phrase.gaps)
    return replace(line, phrase=replace(line.phrase, gaps=tuple(gaps)))


def _values() -> Iterator[Spoken]:
    yield from NUMBERS
    yield from amounts()
    yield from map(Minutes, NUMBERS)
    yield from map(Messages, NUMBERS)
    yield from (time(hour, minute) for hour in range(24) for minute in (0, hour, 7))
    yield from (time(13, minute) for minute in range(60))
    # Read in pairs, in fours and in threes: all pairs, and a mobile prefix of Belgium.
    yield from (Digits(f"{pair:02}" * 4) for pair in range(100))
    yield from (Digits(f"04{pair:02}{pair:02}0000") for pair in range(100))
    yield from (Digits(f"0{pair:02}") for pair in range(100))


def _as_recorded(fragment: Fragment) -> Fragment:
    """Forget where a fragment stood: its recording is the same everywhere."""
    return replace(fragment, pause_ms=0, attached=False)
