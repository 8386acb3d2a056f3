"""What must be recorded: every fragment of all that the hotline can say.

The sentences come from the walk of the dialogue, the values for their gaps from
`values`. Not every value is tried in every sentence: a sentence can change a value
only where they touch, so that each beginning and each ending is tried in each.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain

from ivr.dialogue.walk import lines
from ivr.domain.hotline import Hotline
from ivr.domain.phrase import Line, Spoken, Value
from ivr.speech.fragment import Fragment, written
from ivr.speech.languages import language_of, languages
from ivr.speech.languages.language import Fragments, Language
from ivr.speech.sentence import Sentence, Span, sentence_of
from ivr.studio.carrier import carrier_of
from ivr.studio.recordable import Recordable
from ivr.studio.values import Kind, values

Recorded = tuple[str, str, bool]
"""What tells one recording from another: words, reading, final."""


def lines_to_record(hotlines: Iterable[Hotline]) -> set[Line]:
    """Give every line that callers of *hotlines* can hear, in whatever language."""
    return lines(hotlines, languages())


def recordables(locale: str, heard: Iterable[Line]) -> list[Recordable]:
    """Give what is to be recorded for the lines *heard* in *locale*, with any value.

    What `ivr say` can say is among them: it speaks to a file as well.
    """
    inventory = _Inventory()
    language = language_of(locale)
    telling = _telling(locale)
    for value in chain(*telling.values()):
        inventory.hear(_alone(locale, language.speak(value)))
    for line in _said([line for line in heard if line.locale == locale], telling):
        inventory.hear(sentence_of(line), line.phrase.sentence)
    return inventory.recordables()


@dataclass(slots=True)
class _Inventory:
    """Fragments as they are recorded, each with the shortest sentence it is heard in."""

    heard: dict[Recorded, tuple[tuple[bool, int, str, str], Sentence, int]] = field(
        default_factory=dict
    )

    def hear(self, sentence: Sentence, entry: str = "") -> None:
        """Note the fragments of *sentence*, which is *entry* in words, or a value."""
        text = sentence.text
        rank = not entry, len(text), text, entry
        for index, fragment in enumerate(sentence.fragments):
            recorded = fragment.words, fragment.reading, fragment.final
            known = self.heard.get(recorded)
            if known is None or rank < known[0]:
                self.heard[recorded] = rank, sentence, index

    def recordables(self) -> list[Recordable]:
        """Give what was heard, in order of words."""
        found: list[Recordable] = []
        for words, reading, final in sorted(self.heard):
            (*_, entry), sentence, index = self.heard[words, reading, final]
            carrier, is_frame = carrier_of(sentence, index)
            fragment = Fragment(words, reading, final=final)
            found.append(Recordable(fragment, carrier, entry, is_frame))
        return found


@cache
def _telling(locale: str) -> dict[Kind, list[Spoken]]:
    """Keep of each kind the values with a piece in a place where none before had it."""
    language = language_of(locale)
    return {kind: list(_new(language, every)) for kind, every in values().items()}


def _new(language: Language, every: Iterable[Spoken]) -> Iterator[Spoken]:
    shown: set[tuple[bool, bool, str, str]] = set()
    for value in every:
        spoken = language.speak(value)
        last = len(spoken) - 1
        pieces = {
            (index == 0, index == last, piece.words, piece.reading)
            for index, piece in enumerate(spoken)
        }
        if not shown.issuperset(pieces):
            shown |= pieces
            yield value


def _alone(locale: str, fragments: Fragments) -> Sentence:
    span = Span(written(fragments), fragment=0)
    return Sentence(locale, (span,), tuple(fragments))


def _said(
    heard: Iterable[Line], telling: Mapping[Kind, Sequence[Value]]
) -> Iterator[Line]:
    """Give the lines *heard*, and each of their gaps with all *telling* values."""
    tried: set[tuple[str, str, Kind]] = set()
    for line in sorted({_in_brief(line, telling) for line in heard}, key=repr):
        yield line
        for name, value in line.phrase.gaps:
            gap = line.phrase.sentence, name, type(value)
            if gap not in tried:
                tried.add(gap)
                for other in telling.get(type(value), ()):
                    yield _with(line, {name: other})


def _in_brief(line: Line, telling: Mapping[Kind, Sequence[Value]]) -> Line:
    """Give *line* with the first value of each kind, at the usual pace."""
    gaps = {
        name: telling.get(type(value), (value,))[0] for name, value in line.phrase.gaps
    }
    return replace(_with(line, gaps), slowly=False)


def _with(line: Line, values: Mapping[str, Value]) -> Line:
    gaps = tuple((name, values.get(name, old)) for name, old in line.phrase.gaps)
    return replace(line, phrase=replace(line.phrase, gaps=gaps))
