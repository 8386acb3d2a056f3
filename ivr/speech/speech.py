"""What a hotline says: links to stitched recordings, or words for Twilio's voices."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ivr.dialogue.faults import unsayable
from ivr.domain.phrase import Line
from ivr.speech.currencies import UnknownCurrencyError
from ivr.speech.languages.language import UnspeakableError
from ivr.speech.recordings import MissingRecordingError, Recordings
from ivr.speech.sentence import Sentence, sentence_of
from ivr.speech.stitch import Utterance, stitch
from ivr.speech.token import Tokens

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Recorded:
    """Speech that is played: the *token* of its link."""

    token: str


@dataclass(frozen=True, slots=True)
class Voiced:
    """Speech that a voice of Twilio's reads: *words*, spelled out, of a *locale*."""

    words: str
    locale: str


class Speech:
    """The mouth of the hotline; *uses_recordings* unless Twilio's voices are chosen."""

    def __init__(
        self, recordings: Recordings, tokens: Tokens, *, uses_recordings: bool = True
    ) -> None:
        self._recordings = recordings
        self._tokens = tokens
        self._uses_recordings = uses_recordings

    def prepare(self, lines: Sequence[Line], now_s: float) -> list[Recorded | Voiced]:
        """Give *lines* as what can be played or read aloud, in their order.

        Lines that follow one another and are recorded become one link. A line that
        lacks a recording is read by a voice, in the same words, and logged.
        """
        spoken: list[Recorded | Voiced] = []
        # Two figures in a row that cannot be said are owned up to once.
        sayable = [line for line, _ in groupby(map(_sayable, lines))]
        for recorded, group in groupby(sayable, key=self._is_recorded):
            if recorded:
                spoken.append(Recorded(self._tokens.make(list(group), now_s)))
            else:
                spoken += [Voiced(sentence_of(n).text, n.locale) for n in group]
        return spoken

    def render(self, lines: Sequence[Line]) -> Utterance:
        """Join the recordings of *lines*."""
        return stitch([sentence_of(line) for line in lines], self._recordings)

    def _is_recorded(self, line: Line) -> bool:
        return self._uses_recordings and self._has_recordings(sentence_of(line))

    def _has_recordings(self, sentence: Sentence) -> bool:
        try:
            self._recordings.paths(sentence)
        except MissingRecordingError as missing:
            log.warning("said without recordings: %s", missing)
            return False
        return True


def _sayable(line: Line) -> Line:
    """Give *line*, or a sentence that owns up to it if its figure cannot be said.

    Numbers end somewhere, and not every currency has words: never a wrong figure.
    """
    try:
        sentence_of(line)
    except (UnspeakableError, UnknownCurrencyError) as error:
        log.warning("%s cannot be said: %s", line.phrase.sentence, type(error).__name__)
        return replace(line, phrase=unsayable())
    return line
