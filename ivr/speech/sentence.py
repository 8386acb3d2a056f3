"""From a line to a sentence: its words, and the fragments that say them."""

import re
import unicodedata
from dataclasses import dataclass, field, replace

from ivr.domain.phrase import Days, Key, Line, Name, Spoken, Term, Value
from ivr.speech.catalog import Catalog, catalog_of
from ivr.speech.fragment import Fragment, written
from ivr.speech.languages import language_of
from ivr.speech.languages.language import Fragments, Language

FRAME_PAUSE_MS = 120
"""Between a frame and the value in it."""

VOICE_PAUSE_MS = 120
OFFER_PAUSE_MS = 350
SENTENCE_PAUSE_MS = 500
"""Between sentences; shorter where another voice begins, which no ear runs together,
and before the offer of a key, but for an amount, which is given time to sink in."""

SLOWER = 2
SLOW_CHUNK_PAUSE_MS = 180
"""Who asks again a second time hears pauses so many times as long, and one between
the pieces of a number, which has none otherwise."""

AMOUNT = "amount"
BALANCE_GAP = "balance"
"""The gap whose value a caller waits for: a price or a top-up is another matter."""
KEY = "key-"
STOPS = " ,.:;!?、。，：；！？"
"""What may stand between a value and the frame after it; nobody says it."""
GAP = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of *text* in a sentence; *mark* says what it is, if that matters.

    The mark is `amount` for the balance, whose *fragment* is the index of its first
    one, and `key-1`, `key-star`, `key-hash` for the name of a key.
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
    slowly: bool = False

    @property
    def text(self) -> str:
        """Give the sentence as it is written."""
        return "".join(span.text for span in self.spans)

    def pause_before_ms(self, following: "Sentence") -> int:
        """Give the silence between this sentence and *following*."""
        if following.locale != self.locale:
            return VOICE_PAUSE_MS
        if self.has(AMOUNT) or not following.has(KEY):
            return SENTENCE_PAUSE_MS * (SLOWER if self.slowly else 1)
        return OFFER_PAUSE_MS

    def has(self, mark: str) -> bool:
        """Tell whether a span of the sentence has a *mark* that begins so."""
        return any(span.mark.startswith(mark) for span in self.spans)


class GapError(LookupError):
    """The words of a sentence have other gaps than the code fills."""

    def __init__(self, locale: str, sentence: str, gaps: set[str]) -> None:
        super().__init__(
            f"locales/{locale}: {sentence} must have each of these gaps, and no other: "
            + ", ".join(f"{{{gap}}}" for gap in sorted(gaps))
        )


def sentence_of(line: Line) -> Sentence:
    """Put *line* into words and fragments."""
    sentence = _Composer(line).sentence()
    return _slowed(sentence, language_of(line.locale)) if line.slowly else sentence


def _slowed(sentence: Sentence, language: Language) -> Sentence:
    """Stretch the pauses of *sentence*, and give the pieces of its numbers some."""
    slower: list[Fragment] = []
    for fragment in sentence.fragments:
        runs_on = fragment.attached and language.runs_on_inside_words
        least_ms = 0 if runs_on or not slower else SLOW_CHUNK_PAUSE_MS
        slower.append(fragment.after(max(fragment.pause_ms * SLOWER, least_ms)))
    return replace(sentence, fragments=tuple(slower), slowly=True)


@dataclass(slots=True)
class _Composer:
    """Reads the words of a line from left to right, frame by frame."""

    line: Line
    spans: list[Span] = field(default_factory=list)
    fragments: list[Fragment] = field(default_factory=list)
    frame: str = ""
    value_is_last: bool = False

    @property
    def catalog(self) -> Catalog:
        return catalog_of(self.line.locale)

    @property
    def language(self) -> Language:
        return language_of(self.line.locale)

    def sentence(self) -> Sentence:
        phrase = self.line.phrase
        gaps = dict(phrase.gaps)
        text, *parts = GAP.split(self.catalog.sentence(phrase))
        if sorted(parts[::2]) != sorted(gaps):
            raise GapError(self.line.locale, phrase.sentence, set(gaps))
        self._say_text(text)
        for name, text in zip(parts[::2], parts[1::2], strict=True):
            self._say_text(self._say_value(name, gaps[name], text))
        self._close_frame()
        if self.value_is_last:
            self.fragments[-1] = replace(self.fragments[-1], final=True)
        return Sentence(self.line.locale, _begun(self.spans), tuple(self.fragments))

    def _say_text(self, text: str, mark: str = "") -> None:
        if text:
            text = self.language.joined(self.frame, text)
            self.spans.append(Span(text, mark))
            self.frame += text

    def _say_value(self, name: str, value: Value, text_after: str) -> str:
        """Say the *value* of gap *name*; give what is left to say of *text_after*."""
        match value:
            case Key(symbol):
                self._say_text(self.catalog.write(value), f"{KEY}{_key_name(symbol)}")
                return text_after
            case Name() | Days() | Term():
                self._say_text(self.catalog.write(value))
                return text_after
        return self._say_spoken(name, value, text_after)

    def _say_spoken(self, name: str, value: Spoken, text_after: str) -> str:
        spoken = self._led(self.language.speak(value))
        is_first = not (self.frame or self.fragments)
        is_attached = not is_first and not self.frame.endswith(" ")
        self._close_frame()
        text_after = self.language.joined(written(spoken), text_after)
        if written(spoken).endswith("."):  # "p.m." ends a sentence by itself
            text_after = text_after.removeprefix(".")
        suffix = _suffix(text_after)
        if suffix:
            spoken = self.language.attach(spoken, suffix)
        mark = AMOUNT if name == BALANCE_GAP else ""
        self.spans.append(Span(written(spoken), mark, len(self.fragments)))
        first, *rest = spoken
        first = replace(first, attached=is_attached)
        self.fragments += [first.after(FRAME_PAUSE_MS if self.fragments else 0), *rest]
        self.value_is_last = True
        return text_after[len(suffix) :]

    def _led(self, spoken: Fragments) -> Fragments:
        """Let the frame before a value, and the value, change each other."""
        frame, spoken = self.language.led(self.frame, spoken)
        if frame != self.frame:
            cut = len(self.frame) - len(self.spans[-1].text)
            self.spans[-1] = replace(self.spans[-1], text=frame[cut:])
            self.frame = frame
        return spoken

    def _close_frame(self) -> None:
        said = self.frame.lstrip(STOPS)
        is_apart = " " in self.frame[: len(self.frame) - len(said)]
        is_attached = bool(self.fragments) and not is_apart
        words = said.strip()
        self.frame = ""
        if any(unicodedata.category(char)[0] in "LN" for char in words):
            pause_ms = FRAME_PAUSE_MS if self.fragments else 0
            frame = Fragment(words, pause_ms=pause_ms, attached=is_attached)
            self.fragments.append(frame)
            self.value_is_last = False


def _begun(spans: list[Span]) -> tuple[Span, ...]:
    """Begin a sentence with a capital, where its script has them.

    Catalogues do; a value, or an operator's name, cannot know that it begins one. A name
    with a capital of its own behind its first letter, as eSIM, is written as it is.
    """
    first, *rest = spans
    if first.text[1:2].isupper():
        return tuple(spans)
    return (replace(first, text=first.text[:1].upper() + first.text[1:]), *rest)


def _suffix(text: str) -> str:
    """Give what is written onto a value: the letters up to a space or a stop."""
    letters = 0
    while letters < len(text) and unicodedata.category(text[letters])[0] == "L":
        letters += 1
    return text[:letters]


def _key_name(symbol: str) -> str:
    return {"*": "star", "#": "hash"}.get(symbol, symbol)
