"""The manifest of a locale: which words were recorded, how they were fed, by whom."""

import csv
import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from hashlib import sha256
from pathlib import Path

from ivr.speech.fragment import Fragment
from ivr.studio.intonation import take_of

FILE_NAME = "manifest.tsv"
DURATION_S = re.compile(r"[0-9]+\.[0-9]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One recording: its *name*, the fragment it says, and how it was made.

    *take* is medial or final; *script* is the spoken text as it was fed to *engine*;
    *duration_s* and *level_dbov* are written with two and one decimals; *sha256* is
    of the file, as `fingerprint` gives it, "" in manifests of before.
    """

    name: str
    words: str
    reading: str
    take: str
    script: str
    engine: str
    duration_s: str
    level_dbov: str
    sha256: str = ""

    def says(self, fragment: Fragment) -> bool:
        """Tell whether the recording was made for *fragment* as it is written now."""
        recorded = self.words, self.reading, self.take
        return recorded == (fragment.words, fragment.reading, take_of(fragment))


def load(folder: Path) -> dict[str, Row]:
    """Read the manifest in *folder*; a folder without one has recorded nothing."""
    path = folder / FILE_NAME
    if not path.exists():
        return {}
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    columns, *cells = map(_cells, lines)
    rows = [_row(dict(zip(columns, row, strict=False))) for row in cells]
    return {row.name: row for row in rows if row}


def save(rows: Iterable[Row], folder: Path) -> None:
    """Write *rows* to the manifest in *folder*, in order of name, all or nothing."""
    beside = folder / f".{FILE_NAME}"
    with beside.open("w", encoding="utf-8", newline="") as manifest:
        lines = csv.writer(manifest, dialect="excel-tab", lineterminator="\n")
        lines.writerow(_columns())
        lines.writerows(sorted(astuple(row) for row in rows))
    beside.replace(folder / FILE_NAME)


def fingerprint(recording: Path) -> str:
    """Tell the file *recording* from any other, in 16 hexadecimal digits."""
    return sha256(recording.read_bytes()).hexdigest()[:16]


def _cells(line: str) -> list[str]:
    """Read *line* alone: a quote that does not belong there spoils no other line."""
    try:
        return next(csv.reader([line], "excel-tab"), [])
    except csv.Error:
        return []


def _row(line: dict[str, str]) -> Row | None:
    """Give the row of a *line*, or None of one that was damaged."""
    given = {key: line.get(key, "") for key in _columns()}
    if not given["name"] or not DURATION_S.fullmatch(given["duration_s"]):
        return None
    # Manifests written before takes were told apart have the take in their words.
    given["take"] = given["take"] or take_of(Fragment(given["words"]))
    return Row(**given)


def _columns() -> list[str]:
    return [field.name for field in fields(Row)]
