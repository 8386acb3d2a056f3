"""Proof that the recordings of a locale are there, and are as they should be."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ivr.speech.fragment import Fragment
from ivr.studio import manifest, takes

LEVEL_TOLERANCE_DB = 2.0
# A sample is a whole number: a peak at the limit may be rounded over it.
PEAK_TOLERANCE_DB = 0.1


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one *file*, in *words* an operator understands."""

    kind: str
    file: str
    words: str = ""

    def __str__(self) -> str:
        return f"{self.kind}: {self.file}" + (f" ({self.words})" if self.words else "")


@dataclass(frozen=True, slots=True)
class Report:
    """The *faults* of a locale, and how many fragments, seconds and megabytes it has.

    The kinds of fault are missing, stale, unused, format and level.
    """

    faults: tuple[Fault, ...]
    fragments: int
    seconds: float
    megabytes: float

    def of(self, kind: str) -> list[str]:
        """List the files whose fault is of *kind*."""
        return [fault.file for fault in self.faults if fault.kind == kind]

    @property
    def faultless(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.faults


def check(locale: str, fragments: Iterable[Fragment], prompts_dir: Path) -> Report:
    """Compare the recordings in *prompts_dir*/*locale* with the *fragments* to be said.

    No engine is needed: a recording is stale when its row in the manifest is of
    other words, another reading or other punctuation.
    """
    folder = prompts_dir / locale
    wanted = manifest.wanted(fragments)
    present = {path.stem: path for path in sorted(folder.glob("*.wav"))}
    faults = [Fault("missing", f"{name}.wav") for name in wanted if name not in present]
    faults += _stale(folder, wanted, present)
    faults += [Fault("unused", f"{name}.wav") for name in present if name not in wanted]
    seconds = 0.0
    for path in present.values():
        duration_s, found = _heard(path)
        seconds += duration_s
        faults += found
    octets = sum(path.stat().st_size for path in present.values())
    return Report(tuple(faults), len(wanted), seconds, octets / 1e6)


def _stale(
    folder: Path, wanted: dict[str, Fragment], present: dict[str, Path]
) -> list[Fault]:
    rows = manifest.load(folder)
    faults: list[Fault] = []
    for name, fragment in wanted.items():
        row = rows.get(name)
        if name in present and row is None:
            faults.append(Fault("stale", f"{name}.wav", "not in the manifest"))
        elif name in present and row and not row.says(fragment):
            recorded = row.reading or row.words
            words = f"recorded {recorded!r}, now {fragment.spoken!r}"
            faults.append(Fault("stale", f"{name}.wav", words))
    return faults


def _heard(path: Path) -> tuple[float, list[Fault]]:
    """Give the length in seconds of the recording at *path*, and its faults."""
    try:
        measured = takes.measure(path)
    except takes.WrongFormatError as found:
        return 0.0, [Fault("format", path.name, str(found))]
    return measured.duration_s, _level(path.name, measured)


def _level(file: str, measured: takes.Measure) -> list[Fault]:
    faults: list[Fault] = []
    if abs(measured.level_dbov - takes.LEVEL_DBOV) > LEVEL_TOLERANCE_DB:
        faults.append(Fault("level", file, f"{measured.level_dbov:.1f} dBov"))
    if measured.peak_dbfs > takes.PEAK_DBFS + PEAK_TOLERANCE_DB:
        faults.append(Fault("level", file, f"peak {measured.peak_dbfs:+.1f} dBFS"))
    return faults
