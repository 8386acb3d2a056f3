"""What a hotline says: links to stitched recordings, or words for Twilio's voices."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice

from ivr.dialogue.faults import unsayable
from ivr.domain.phrase import Line
from ivr.logs import log_of, name_of
from ivr.speech.recordings import MissingRecordingError, Recordings
from ivr.speech.sentence import sentence_of
from ivr.speech.stitch import Utterance, stitch
from ivr.speech.token import MOST_LINES, Tokens

log = log_of(__name__)


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

    def prepare(
        self, lines: Sequence[Line], now_s: float, way_on: Sequence[Line] = ()
    ) -> list[Recorded | Voiced]:
        """Give *lines* as what can be played or read aloud, in their order.

        A figure that cannot be said is owned up to, and *way_on* follows: a person can.

        Lines that follow one another and are recorded become one link, or some if they
        are many. A line that lacks a recording is read by a voice, in the same words.
        """
        spoken: list[Recorded | Voiced] = []
        sayable = _without_repeats(map(_sayable, lines), way_on)
        for recorded, group in groupby(sayable, key=self._is_recorded):
            if recorded:
                spoken += [
                    Recorded(self._tokens.make(part, now_s)) for part in _parts(group)
                ]
            else:
                spoken += [Voiced(sentence_of(n).text, n.locale) for n in group]
        return spoken

    def render(self, lines: Sequence[Line]) -> Utterance:
        """Join the recordings of *lines*."""
        return stitch([sentence_of(line) for line in lines], self._recordings)

    def _is_recorded(self, line: Line) -> bool:
        if not self._uses_recordings:
            return False
        try:
            self._recordings.paths(sentence_of(line))
        except MissingRecordingError as missing:
            # More would tell what was said: no credit, an amount, a name.
            subject, _, _ = line.phrase.sentence.partition(".")
            log.warning(
                "said without recordings",
                sentence=subject,
                locale=line.locale,
                missing_count=len(missing.names),
            )
            return False
        return True


def _without_repeats(lines: Iterable[Line], way_on: Sequence[Line]) -> Iterator[Line]:
    """Own up once to figures in a row that cannot be said, and give the *way_on*."""
    for line, same in groupby(lines):
        yield from [line, *way_on] if line.phrase == unsayable() else same


def _parts(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Cut *lines* into as many as one link may hold."""
    rest = iter(lines)
    while part := list(islice(rest, MOST_LINES)):
        yield part


def _sayable(line: Line) -> Line:
    """Give *line*, or a sentence that owns up to it if its figure cannot be said.

    Numbers end somewhere, not every currency has words, and a source may hand over what
    is no figure at all: never a wrong one.
    """
    try:
        sentence_of(line)
    except (ArithmeticError, TypeError, ValueError) as error:
        log.warning(
            "a figure cannot be said",
            sentence=line.phrase.sentence,
            locale=line.locale,
            error=name_of(type(error)),
        )
        return replace(line, phrase=unsayable())
    return line
