"""The recordings: one file for each fragment, named by its words."""

from collections.abc import Iterable
from pathlib import Path

from ivr.speech.fragment import Fragment
from ivr.speech.sentence import Sentence


class MissingRecordingError(LookupError):
    """A fragment has no recording."""

    def __init__(self, locale: str, names: Iterable[str]) -> None:
        self.locale, self.names = locale, sorted(names)
        super().__init__(f"prompts/{locale} lacks " + ", ".join(self.names))


class Recordings:
    """The recordings under *prompts*: 8 kHz, 16-bit, mono WAV files by locale."""

    def __init__(self, prompts: Path) -> None:
        self.prompts = prompts

    def path(self, locale: str, fragment: Fragment) -> Path:
        """Tell where the recording of *fragment* lies, or would lie."""
        return self.prompts / locale / f"{fragment.name}.wav"

    def paths(self, sentence: Sentence) -> list[Path]:
        """Give the recordings that say *sentence*, or fail by the names it lacks."""
        paths = [self.path(sentence.locale, piece) for piece in sentence.fragments]
        missing = {path.stem for path in paths if not path.is_file()}
        if missing:
            raise MissingRecordingError(sentence.locale, missing)
        return paths
