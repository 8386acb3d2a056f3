"""The recordings: one file for each fragment, named by its words."""

from collections.abc import Iterable
from pathlib import Path

from ivr.speech.fragment import Fragment
from ivr.speech.sentence import Sentence

WAV_HEADER_BYTES = 44


class MissingRecordingError(LookupError):
    """A fragment has no recording."""

    def __init__(self, locale: str, names: Iterable[str]) -> None:
        self.locale, self.names = locale, sorted(names)
        super().__init__(f"prompts/{locale} lacks " + ", ".join(self.names))


class BrokenRecordingError(Exception):
    """A recording is there and cannot be played."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.parent.name}/{path.name} is no WAV of 8 kHz, 16 bit, mono"
        )


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
        missing = {path.stem for path in paths if not _is_there(path)}
        if missing:
            raise MissingRecordingError(sentence.locale, missing)
        return paths


def _is_there(path: Path) -> bool:
    """Tell whether *path* is a file with sound in it, not one that was cut short."""
    return path.is_file() and path.stat().st_size > WAV_HEADER_BYTES
