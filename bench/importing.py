"""How long an import of many accounts takes, how much memory, and how one is found then.

Each database is filled twice by the command that operators use, in a process of its own:
once when it is empty, and once over what is there, as every day after the first. Then an
account is read as a call reads it, and the database is asked how it found it.

Usage: python bench/importing.py [ROWS [SQLite | PostgreSQL]]
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, event

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from fakes.postgres import MISSING, postgres

from ivr.accounts.sql import SqlAccounts
from ivr.db import engine_of, sessions_of, upgrade
from ivr.domain.secret import Secret

ROWS = 1_000_000
HEADER = (
    "msisdn,locale,currency,balance,valid_until,status,plan,data_mb_left,data_mb_used,"
    "minutes_left,minutes_used,messages_left,messages_used"
)
LOCALES = ("nl_BE", "fr_BE", "en")
EXPLAIN = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN (COSTS OFF) "}
MAXRSS_BYTES = 1 if sys.platform == "darwin" else 1024


class Measured(NamedTuple):
    """What an import took: seconds, of which in our own process, and memory."""

    took_s: float
    cpu_s: float
    peak_bytes: int


def write_rows(path: Path, count: int, cents: int) -> None:
    """Write *count* rows with three buckets each; *cents* tells one file from another."""
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER + "\n")
        for n in range(count):
            # Scattered over the numbers, as a charging system's own order is.
            number = 470_000_000 + n * 7_919 % 9_999_991
            file.write(
                f"+32{number},{LOCALES[n % 3]},EUR,{n % 90}.{cents:02},2026-12-{n % 28 + 1:02},"
                f"active,everyday-100,{n % 20_000}.5,{n % 700},{n % 300},{n % 90},"
                f"{n % 100},{n % 40}\n"
            )


def imported(path: Path, url: str) -> Measured:
    """Import the file with the command, and measure that (`getrusage` of the child)."""
    command = [sys.executable, "-m", "ivr", "accounts", "import", str(path)]
    environ = os.environ | {"IVR_DATABASE_URL": url}
    begun_s = time.perf_counter()
    pid = os.posix_spawn(sys.executable, command, environ)
    _, status, used = os.wait4(pid, 0)
    took_s = time.perf_counter() - begun_s
    if status:
        raise subprocess.CalledProcessError(os.waitstatus_to_exitcode(status), command)
    cpu_s = used.ru_utime + used.ru_stime
    return Measured(took_s, cpu_s, used.ru_maxrss * MAXRSS_BYTES)


def plans(url: str, number: str) -> list[str]:
    """Read *number* as a call does, and give how the database finds each part."""
    engine = engine_of(Secret(url), is_patient=True)
    asked: list[tuple[str, object]] = []

    def note(
        _connection: Connection,
        _cursor: object,
        statement: str,
        values: object,
        *_: object,
    ) -> None:
        asked.append((statement, values))

    event.listen(engine, "before_cursor_execute", note)
    if SqlAccounts(sessions_of(engine)).read(number) is None:
        raise LookupError(number)
    event.remove(engine, "before_cursor_execute", note)
    with engine.connect() as connection:
        explain = EXPLAIN[engine.dialect.name]
        found = [
            str(row[-1])
            for statement, values in asked
            for row in connection.exec_driver_sql(explain + statement, values)  # type: ignore[arg-type]
        ]
    engine.dispose()
    return found


@contextmanager
def databases(folder: Path) -> Iterator[dict[str, str | None]]:
    """Give the URLs of new databases by name; None where there is no server."""
    with postgres() as server:
        urls: dict[str, str | None] = {"SQLite": f"sqlite:///{folder / 'bench.db'}"}
        urls["PostgreSQL"] = None
        if server:
            url = server.new()
            server.make(url)
            urls["PostgreSQL"] = url.render_as_string(hide_password=False)
        for made in filter(None, urls.values()):
            engine = engine_of(Secret(made), is_patient=True)
            upgrade(engine)
            engine.dispose()
        yield urls


def main() -> None:
    """Print the table, and the plans."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    lines, found = [], {}
    with tempfile.TemporaryDirectory() as name, databases(Path(name)) as urls:
        files = {"empty": Path(name, "first.csv"), "full": Path(name, "second.csv")}
        for cents, path in enumerate(files.values()):
            write_rows(path, count, cents)
        chosen = sys.argv[2:] or list(urls)
        for database, url in ((name, urls[name]) for name in chosen):
            if url is None:
                print(MISSING)
                continue
            for state, path in files.items():
                took_s, cpu_s, peak_bytes = imported(path, url)
                lines.append(
                    f"{database:<12}{state:<8}{took_s:>9.1f}{count / took_s:>10,.0f}"
                    f"{cpu_s:>9.1f}{peak_bytes / 1e6:>10.0f}"
                )
            found[database] = plans(url, "+32470000000")
    load = ", ".join(f"{load:.1f}" for load in os.getloadavg())
    print(f"{count:,} rows, 3 buckets each; load of the machine {load}")
    print(
        f"{'database':<12}{'it was':<8}{'seconds':>9}{'rows/s':>10}{'CPU s':>9}{'peak MB':>10}"
    )
    print("\n".join(lines))
    for database, plan in found.items():
        print(f"\n{database} finds an account by")
        print("\n".join(f"  {step}" for step in plan))


if __name__ == "__main__":
    main()
