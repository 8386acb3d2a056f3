"""Proof that the recordings of a locale are there, and are as they should be."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ivr.studio import manifest
from ivr.studio.intonation import take_of
from ivr.studio.manifest import Row
from ivr.studio.quality import Flaw, heard
from ivr.studio.recordable import Recordable, by_name
from ivr.studio.takes import Measure

KINDS = ("missing", "stale", "unused", "format", "level", "length", "edge")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one *file*, in *words* an operator understands.

    *place* is where the file is heard: an entry of the catalogues, and its carrier.
    """

    kind: str
    file: str
    words: str = ""
    place: str = ""

    def __str__(self) -> str:
        line = f"{self.kind}: {self.file}"
        line += f" ({self.words})" if self.words else ""
        return line + (f" in {self.place}" if self.place else "")


@dataclass(frozen=True, slots=True)
class Checked:
    """A recording that is *wanted*, or there, or has a *row* in the manifest.

    *measure* is None where *path* is no file, or none that can be read.
    """

    path: Path
    wanted: Recordable | None
    row: Row | None
    measure: Measure | None
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All that was *checked* in a *locale*, and the *megabytes* that it takes."""

    locale: str
    checked: tuple[Checked, ...]
    megabytes: float

    @property
    def faults(self) -> list[Fault]:
        """List what is wrong, kind by kind."""
        found = [fault for one in self.checked for fault in one.faults]
        return sorted(found, key=lambda fault: KINDS.index(fault.kind))

    @property
    def fragments(self) -> int:
        """Count what is wanted."""
        return sum(one.wanted is not None for one in self.checked)

    @property
    def measures(self) -> list[Measure]:
        """List what was measured of the recordings that can be read."""
        return [one.measure for one in self.checked if one.measure]

    @property
    def seconds(self) -> float:
        """Tell how long all recordings last."""
        return sum(measure.duration_s for measure in self.measures)

    @property
    def levels_dbov(self) -> tuple[float, float] | None:
        """Give the lowest and the highest level, if there is any recording."""
        levels = [measure.level_dbov for measure in self.measures]
        return (min(levels), max(levels)) if levels else None


def check(locale: str, recordables: Iterable[Recordable], prompts_dir: Path) -> Report:
    """Compare the recordings in *prompts_dir*/*locale* with the *recordables*.

    No engine is needed: a recording is stale when its row in the manifest is of
    other words, another reading, another take, other punctuation or another sound.
    """
    folder = prompts_dir / locale
    wanted = by_name(recordables)
    rows = manifest.load(folder)
    there = {path.stem for path in folder.glob("*.wav")}
    checked = [
        _checked(folder / f"{name}.wav", wanted.get(name), rows.get(name))
        for name in sorted(wanted.keys() | there | rows.keys())
    ]
    octets = sum((folder / f"{name}.wav").stat().st_size for name in there)
    return Report(locale, tuple(checked), octets / 1e6)


def _checked(path: Path, wanted: Recordable | None, row: Row | None) -> Checked:
    if not path.exists():
        lost = Flaw("missing", "") if wanted else Flaw("unused", "only in the manifest")
        faults = _faults(path, wanted, [lost])
        return Checked(path, wanted, row, None, faults)
    measure, flaws = heard(path, row)
    if wanted is None:
        flaws.insert(0, Flaw("unused", "nothing says it"))
    elif row is None:
        flaws.insert(0, Flaw("stale", "not in the manifest"))
    elif not row.says(wanted.fragment):
        flaws.insert(0, Flaw("stale", _what_changed(row, wanted)))
    return Checked(path, wanted, row, measure, _faults(path, wanted, flaws))


def _what_changed(row: Row, wanted: Recordable) -> str:
    fragment = wanted.fragment
    recorded = f"recorded {(row.reading or row.words)!r}"
    if (row.words, row.reading) == (fragment.words, fragment.reading):
        return f"{recorded} as a {row.take} take, now {take_of(fragment)}"
    return f"{recorded}, now {fragment.spoken!r}"


def _faults(
    path: Path, wanted: Recordable | None, flaws: Iterable[Flaw]
) -> tuple[Fault, ...]:
    place = ""
    if wanted and wanted.is_frame:
        place = f"{wanted.sentence}: {wanted.carrier}"
    return tuple(Fault(flaw.kind, path.name, flaw.words, place) for flaw in flaws)
