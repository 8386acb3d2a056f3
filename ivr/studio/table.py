"""What a check found, as a table."""

from collections.abc import Iterable

from ivr.studio.check import Report

HEAD = ("locale", "fragments", "seconds", "MB", "level dBov", "faults")
ROW = "{:<8}{:>10}{:>10}{:>8}{:>16}{:>8}"


def table(reports: Iterable[Report], took_s: float) -> str:
    """Write a row for each of *reports*, its faults below it, and a total."""
    reports = list(reports)
    lines = [ROW.format(*HEAD)]
    for report in reports:
        lines.append(ROW.format(report.locale, *figures([report])))
        lines += [f"  {fault}" for fault in report.faults]
    total = ROW.format("total", *figures(reports))
    return "\n".join([*lines, f"{total}  in {took_s:.1f} s"])


def figures(reports: Iterable[Report]) -> tuple[str, ...]:
    """Give fragments, seconds, megabytes, levels and faults of all *reports*."""
    reports = list(reports)
    levels = [level for report in reports for level in report.levels_dbov or ()]
    return (
        str(sum(report.fragments for report in reports)),
        f"{sum(report.seconds for report in reports):.1f}",
        f"{sum(report.megabytes for report in reports):.2f}",
        f"{min(levels):.1f}…{max(levels):.1f}" if levels else "–",
        str(sum(len(report.faults) for report in reports)),
    )
