"""From a line to a sentence: its words, and the fragments that say them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from ivr.domain.money import Money
from ivr.domain.phrase import Days, Key, Line, Name, Value
from ivr.speech.catalog import Catalog, catalog_of
from ivr.speech.fragment import Fragment, written
from ivr.speech.languages import language_of
from ivr.speech.languages.language import Language

FRAME_PAUSE_MS = 120
"""Between a frame and the value in it."""

VOICE_PAUSE_MS = 120
OFFER_PAUSE_MS = 350
SENTENCE_PAUSE_MS = 500
"""Between sentences; shorter where another voice begins, which no ear runs together,
and before the offer of a key, but for an amount, which is given time to sink in."""

AMOUNT = "amount"
KEY = "key-"
GAP = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of *text* in a sentence; *mark* says what it is, if that matters.

    The mark is `amount` for money, whose *fragment* is the index of its first one,
    and `key-1`, `key-star`, `key-hash` for the name of a key.
    """

    text: str
    mark: str = ""
    fragment: int = -1


@dataclass(frozen=True, slots=True)
class Sentence:
    """A line in words: *spans* as written, *fragments* as recorded."""

    locale: str
    spans: tuple[Span, ...]
    fragments: tuple[Fragment, ...]

    @property
    def text(self) -> str:
        """Give the sentence as it is written."""
        return "".join(span.text for span in self.spans)

    def pause_before_ms(self, following: "Sentence") -> int:
        """Give the silence between this sentence and *following*."""
        if following.locale != self.locale:
            return VOICE_PAUSE_MS
        if self.has(AMOUNT) or not following.has(KEY):
            return SENTENCE_PAUSE_MS
        return OFFER_PAUSE_MS

    def has(self, mark: str) -> bool:
        """Tell whether a span of the sentence has a *mark* that begins so."""
        return any(span.mark.startswith(mark) for span in self.spans)


def sentence_of(line: Line) -> Sentence:
    """Put *line* into words and fragments."""
    return _Composer(line).sentence()


@dataclass(slots=True)
class _Composer:
    """Reads the words of a line from left to right, frame by frame."""

    line: Line
    spans: list[Span] = field(default_factory=list)
    fragments: list[Fragment] = field(default_factory=list)
    frame: str = ""

    @property
    def catalog(self) -> Catalog:
        return catalog_of(self.line.locale)

    @property
    def language(self) -> Language:
        return language_of(self.line.locale)

    def sentence(self) -> Sentence:
        gaps = dict(self.line.phrase.gaps)
        words = self.catalog.words(self.line.phrase.sentence)
        parts: Iterator[str] = iter(GAP.split(words))
        self._say_text(next(parts))
        for name, text in zip(parts, parts, strict=True):
            self._say_text(self._say_value(gaps[name], text))
        self._close_frame()
        return Sentence(self.line.locale, tuple(self.spans), tuple(self.fragments))

    def _say_text(self, text: str, mark: str = "") -> None:
        if text:
            text = self.language.joined(self.frame, text)
            self.spans.append(Span(text, mark))
            self.frame += text

    def _say_value(self, value: Value, text_after: str) -> str:
        """Say *value* and give what is left to say of *text_after*."""
        match value:
            case Key(symbol):
                self._say_text(self.catalog.write(value), f"{KEY}{_key_name(symbol)}")
                return text_after
            case Name() | Days():
                self._say_text(self.catalog.write(value))
                return text_after
        self._close_frame()
        spoken = self.language.speak(value)
        text_after = self.language.joined(written(spoken), text_after)
        suffix = _suffix(text_after)
        if suffix:
            spoken = self.language.attach(spoken, suffix)
        mark = AMOUNT if isinstance(value, Money) else ""
        self.spans.append(Span(written(spoken), mark, len(self.fragments)))
        first, *rest = spoken
        self.fragments += [first.after(FRAME_PAUSE_MS if self.fragments else 0), *rest]
        return text_after[len(suffix) :]

    def _close_frame(self) -> None:
        words = self.frame.strip()
        self.frame = ""
        if any(unicodedata.category(char)[0] in "LN" for char in words):
            pause_ms = FRAME_PAUSE_MS if self.fragments else 0
            self.fragments.append(Fragment(words, pause_ms=pause_ms))


def _suffix(text: str) -> str:
    """Give what is written onto a value: the letters up to a space or a stop."""
    letters = 0
    while letters < len(text) and unicodedata.category(text[letters])[0] == "L":
        letters += 1
    return text[:letters]


def _key_name(symbol: str) -> str:
    return {"*": "star", "#": "hash"}.get(symbol, symbol)
