"""Whom the sound of a locale is owed to."""

from collections.abc import Iterable
from pathlib import Path

from ivr.studio.manifest import Row
from ivr.studio.voices import Voice

FILE_NAME = "CREDITS"
STUDIO = "studio"
"""The engine of what a voice artist recorded."""

OF_THE_STUDIO = (
    "Recorded in a studio for the operator of this hotline, who may tell whose voice\n"
    "it is and on which terms: all whose engine in manifest.tsv is {engine}.\n"
)
THE_OTHERS = "\nThe others:\n"


def write_credits(folder: Path, rows: Iterable[Row], voice: Voice | None) -> None:
    """Say in *folder* who spoke its *rows*: a studio, the offline *voice*, or both."""
    engines = {row.engine for row in rows}
    parts: list[str] = []
    if STUDIO in engines:
        parts.append(OF_THE_STUDIO.format(engine=STUDIO))
    if voice and engines != {STUDIO}:
        parts.append(voice.credit)
    text = THE_OTHERS.join(parts)
    (folder / FILE_NAME).write_text(text, encoding="utf-8", newline="\n")
