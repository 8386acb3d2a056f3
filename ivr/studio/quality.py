"""What can be wrong with the sound of a recording."""

from dataclasses import dataclass
from pathlib import Path

from ivr.studio import takes
from ivr.studio.manifest import Row, fingerprint
from ivr.studio.takes import Measure

LEVEL_TOLERANCE_DB = 2.0
# A sample is a whole number: a peak at the limit may be rounded over it.
PEAK_TOLERANCE_DB = 0.1
SHORTEST_S = 0.08
# The manifest is written with two decimals.
LENGTH_TOLERANCE_S = 0.006
# A step from silence to this is heard as a click.
EDGE_DBFS = -40.0


@dataclass(frozen=True, slots=True)
class Flaw:
    """A *kind* of flaw, one of `check.KINDS`, and *words* that measure it."""

    kind: str
    words: str


def heard(path: Path, row: Row | None) -> tuple[Measure | None, list[Flaw]]:
    """Measure the recording at *path*, and compare it with its *row*, if it has one."""
    try:
        measured = takes.measure(path)
    except takes.WrongFormatError as found:
        return None, [Flaw("format", str(found))]
    return measured, flaws_of(measured) + _of_row(path, measured, row)


def flaws_of(measured: Measure) -> list[Flaw]:
    """Tell what is wrong with a recording by what was *measured* of it."""
    flaws = _of_level(measured) + _of_length(measured)
    if measured.edge_dbfs > EDGE_DBFS:
        words = f"begins or ends at {measured.edge_dbfs:.0f} dBFS: a click"
        flaws.append(Flaw("edge", words))
    return flaws


def _of_level(measured: Measure) -> list[Flaw]:
    flaws: list[Flaw] = []
    if abs(measured.level_dbov - takes.LEVEL_DBOV) > LEVEL_TOLERANCE_DB:
        flaws.append(Flaw("level", f"{measured.level_dbov:.1f} dBov"))
    if measured.peak_dbfs > takes.PEAK_DBFS + PEAK_TOLERANCE_DB:
        flaws.append(Flaw("level", f"peak {measured.peak_dbfs:+.1f} dBFS"))
    return flaws


def _of_row(path: Path, measured: Measure, row: Row | None) -> list[Flaw]:
    if row is None:
        return []
    if abs(measured.duration_s - float(row.duration_s)) > LENGTH_TOLERANCE_S:
        words = f"{measured.duration_s:.2f} s, the manifest says {row.duration_s} s"
        return [Flaw("length", words)]
    if row.sha256 and row.sha256 != fingerprint(path):
        return [Flaw("stale", "another sound than the manifest says")]
    return []


def _of_length(measured: Measure) -> list[Flaw]:
    flaws: list[Flaw] = []
    if measured.duration_s < SHORTEST_S:
        flaws.append(Flaw("length", f"{1000 * measured.duration_s:.0f} ms is no word"))
    if measured.longest_silence_s > takes.LONGEST_PAUSE_S:
        words = f"a pause of {measured.longest_silence_s:.2f} s inside"
        flaws.append(Flaw("length", words))
    return flaws
