"""What is heard in one language, in the words of another: for whoever reads along.

Rules of this file:
1. The words are those that a caller of the other language would hear: the same phrase,
   by the same catalogues and grammar.
2. Rather no words than wrong ones: what cannot be said in the other language, or would
   mean something else there, is left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ivr.domain.phrase import Line, Name, Value
from ivr.speech.sentence import Sentence, Span, sentence_of
from ivr.speech.stitch import Utterance

OF_THEIR_LANGUAGE = frozenset({"language.choose", "menu.languages"})
"""Sentences that offer the language they are in: in another they would offer that."""


@dataclass(frozen=True, slots=True)
class Translator:
    """Knows the operator's own *names*, questions and answers: the words of each by locale."""

    names: Sequence[Mapping[str, str]] = ()

    def translate(
        self, utterance: Utterance, lines: Sequence[Line], locale: str
    ) -> Utterance:
        """Give *utterance*, in which *lines* are heard, with the words of *locale*."""
        heard = [
            replace(piece, sentence=sentence)
            for piece, line in zip(utterance.heard, lines, strict=True)
            if (sentence := self._sentence(line, locale))
        ]
        return replace(utterance, heard=tuple(heard))

    def _sentence(self, line: Line, locale: str) -> Sentence | None:
        """Give *line* as *locale* has it, without marks: these words are not heard."""
        if line.phrase.sentence in OF_THEIR_LANGUAGE and line.locale != locale:
            return None
        try:
            text = sentence_of(self._line(line, locale)).text
        except (ArithmeticError, LookupError, TypeError, ValueError):
            return None
        return Sentence(locale, (Span(text),), ())

    def _line(self, line: Line, locale: str) -> Line:
        gaps = tuple(
            (gap, self._value(value, line.locale, locale))
            for gap, value in line.phrase.gaps
        )
        return Line(replace(line.phrase, gaps=gaps), locale)

    def _value(self, value: Value, spoken: str, wanted: str) -> Value:
        if not isinstance(value, Name):
            return value
        # A hotline names in English what has no words in the caller's language.
        known = (
            it for it in self.names if value.words in {it.get(spoken), it.get("en")}
        )
        words = next(known, None)
        # What no operator has words for is a name, and the same everywhere.
        return value if words is None else Name(words[wanted])
