"""The manifest of a locale: which words were recorded, how they were fed, by whom."""

import csv
import unicodedata
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from ivr.speech.fragment import Fragment

FILE_NAME = "manifest.tsv"


@dataclass(frozen=True, slots=True)
class Row:
    """One recording: its *name*, the fragment it says, and how it was made.

    *script* is the spoken text as it was fed to *engine*; *duration_s* and
    *level_dbov* are written with two and one decimals.
    """

    name: str
    words: str
    reading: str
    script: str
    engine: str
    duration_s: str
    level_dbov: str

    def says(self, fragment: Fragment) -> bool:
        """Tell whether the recording was made for *fragment* as it is written now."""
        return (self.words, self.reading) == (fragment.words, fragment.reading)


class NameClashError(ValueError):
    """Two fragments of one *name* say different things."""

    def __init__(self, name: str, one: Fragment, other: Fragment) -> None:
        super().__init__(f"{name}: {one.spoken!r} is not {other.spoken!r}")


def wanted(fragments: Iterable[Fragment]) -> dict[str, Fragment]:
    """Give the recordings to make of *fragments*, by name, in order of name.

    Of fragments that differ in punctuation and case only, the one with the most
    punctuation is recorded: it says where the voice may fall.
    """
    richest: dict[str, Fragment] = {}
    for fragment in fragments:
        name = fragment.name
        known = richest.setdefault(name, fragment)
        if _bare(known.spoken) != _bare(fragment.spoken):
            raise NameClashError(name, known, fragment)
        richest[name] = max(known, fragment, key=_richness)
    return {name: richest[name] for name in sorted(richest)}


def load(folder: Path) -> dict[str, Row]:
    """Read the manifest in *folder*; a folder without one has recorded nothing."""
    path = folder / FILE_NAME
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as manifest:
        lines = csv.DictReader(manifest, dialect="excel-tab")
        rows = [Row(**{key: line[key] or "" for key in _columns()}) for line in lines]
    return {row.name: row for row in rows}


def save(rows: Iterable[Row], folder: Path) -> None:
    """Write *rows* to the manifest in *folder*, in order of name."""
    with (folder / FILE_NAME).open("w", encoding="utf-8", newline="") as manifest:
        lines = csv.writer(manifest, dialect="excel-tab", lineterminator="\n")
        lines.writerow(_columns())
        lines.writerows(sorted(astuple(row) for row in rows))


def _columns() -> list[str]:
    return [field.name for field in fields(Row)]


def _bare(text: str) -> str:
    folded = unicodedata.normalize("NFC", text).casefold()
    return "".join(c for c in folded if unicodedata.category(c)[0] not in "PZC")


def _richness(fragment: Fragment) -> tuple[int, str, str]:
    marks = sum(unicodedata.category(c)[0] == "P" for c in fragment.spoken)
    return marks, fragment.words, fragment.reading
