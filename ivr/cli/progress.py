"""How a long command tells that it goes on: a bar on a terminal, lines elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import click

LINE_EVERY_S = 5.0

Move = Callable[[int, int], None]
"""Is told how many rows more are done, and how many bytes of the file."""


@contextmanager
def progress(label: str, done_bytes: int, all_bytes: int | None) -> Iterator[Move]:
    """Tell on stderr how far a file of *all_bytes* is read, None if nobody knows."""
    pace = _Pace(done_bytes, all_bytes)
    if all_bytes is None or not sys.stderr.isatty():
        yield _lines(label, pace)
    else:
        with click.progressbar(
            length=all_bytes,
            label=label,
            file=sys.stderr,
            item_show_func=lambda told: told,
        ) as bar:
            bar.update(done_bytes)
            yield lambda rows, read_bytes: bar.update(
                read_bytes, pace.move(rows, read_bytes)
            )
    click.echo(f"{label}: {pace}", err=True)


def _lines(label: str, pace: "_Pace") -> Move:
    """Give what tells a line now and then: logs want no bars."""
    told_s = pace.began_s

    def move(rows: int, read_bytes: int) -> None:
        nonlocal told_s
        pace.move(rows, read_bytes)
        if time.monotonic() - told_s >= LINE_EVERY_S:
            told_s = time.monotonic()
            click.echo(f"{label}: {pace}{pace.left}", err=True)

    return move


@dataclass(slots=True)
class _Pace:
    """Counts rows, and how many there are in a second."""

    begun_bytes: int
    all_bytes: int | None
    began_s: float = field(default_factory=time.monotonic)
    rows: int = 0
    read_bytes: int = 0

    def __str__(self) -> str:
        rows = "row" if self.rows == 1 else "rows"
        return f"{self.rows:,} {rows}, {self.a_second}"

    def move(self, rows: int, read_bytes: int) -> str:
        self.rows += rows
        self.read_bytes += read_bytes
        return self.a_second

    @property
    def took_s(self) -> float:
        return max(time.monotonic() - self.began_s, 0.001)

    @property
    def a_second(self) -> str:
        return f"{self.rows / self.took_s:,.0f} a second"

    @property
    def left(self) -> str:
        """Tell how much is done, and how long the rest will take."""
        if not self.all_bytes or not self.read_bytes:
            return ""
        done_bytes = self.begun_bytes + self.read_bytes
        left_s = (self.all_bytes - done_bytes) * self.took_s / self.read_bytes
        return f", {done_bytes / self.all_bytes:.0%} done, {left_s:.0f} s left"
