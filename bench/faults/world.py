"""The world of the faults: a charging system, PostgreSQL and `ivr serve`, to be broken."""

import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from accounts import ACCOUNTS, PIN, number_of
from fakes.postgres import OwnPostgres, postgres

from ivr.app import opened_rooms
from ivr.db import upgrade
from ivr.settings import Settings, read_settings

WORKERS = 3
DATABASE_DOWN_S = 2
HERE = Path(__file__).parent
CONFIG = """
[limits]
calls_per_number_and_hour = 1000
calls_per_number_at_once = 1000

[tmf654]
time_zone = "Europe/Brussels"
locale = "nl_BE"

[[hotline]]
number = "+3278120001"
brand = "Saldo"
languages = ["nl_BE", "fr_BE", "en"]
time_zone = "Europe/Brussels"
agent = "+3222340001"
"""


@dataclass
class World:
    """All that a call needs; *settings* are those of the server. *era* is of amounts."""

    settings: Settings
    environ: dict[str, str]
    database: OwnPostgres
    source_port: int
    port: int
    era: int = 0
    source: subprocess.Popen[str] | None = None
    server: subprocess.Popen[str] | None = None
    broken: dict[str, int] = field(default_factory=dict)

    def start_source(self) -> None:
        """Start the charging system, in a new era of amounts."""
        self.era += 1
        program = [sys.executable, HERE / "charging_system.py"]
        self.source = _started([*program, str(self.source_port), str(self.era)], {})

    def stop_source(self) -> None:
        """Kill the charging system."""
        self._note("source stopped")
        _killed(self.source)

    def start_server(self) -> None:
        """Start `ivr serve`."""
        command = [sys.executable, "-m", "ivr", "serve", "--port", str(self.port)]
        self.server = _started([*command, "--workers", str(WORKERS)], self.environ)

    def kill_worker(self) -> None:
        """Kill one of the server's workers, whatever it does."""
        pid = self.server.pid if self.server else 0
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        if children:
            self._note("worker killed")
            os.kill(int(random.choice(children)), signal.SIGKILL)

    def restart_database(self) -> None:
        """Stop PostgreSQL, for those who are connected too, and start it again."""
        self._note("PostgreSQL restarted")
        self.database.stop()
        time.sleep(DATABASE_DOWN_S)
        self.database.start()

    @cached_property
    def fallback(self) -> str:
        """Give what `ivr fallback` writes."""
        command = [sys.executable, "-m", "ivr", "fallback"]
        environ = os.environ | self.environ
        return subprocess.run(
            command, env=environ, check=True, capture_output=True, text=True
        ).stdout

    def _note(self, fault: str) -> None:
        self.broken[fault] = self.broken.get(fault, 0) + 1


@contextmanager
def world() -> Iterator[World]:
    """Give a world in which all is well, and take it down in the end."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        database = stack.enter_context(postgres())
        if not isinstance(database, OwnPostgres):
            raise SystemExit("a PostgreSQL of our own is needed, to be restarted")
        url = database.new()
        database.make(url)
        environ = _environ(folder, url.render_as_string(hide_password=False))
        settings = read_settings(environ)
        _fill(settings)
        made = World(
            settings,
            environ,
            database,
            int(environ["SOURCE_PORT"]),
            int(environ["PORT"]),
        )
        stack.callback(lambda: _killed(made.source))
        stack.callback(lambda: _ended(made.server))
        made.start_source()
        made.start_server()
        yield made


def _environ(folder: Path, database_url: str) -> dict[str, str]:
    (folder / "hotlines.toml").write_text(CONFIG, "utf-8")
    source_port, port = _free_port(), _free_port()
    return {
        "IVR_CONFIG": str(folder / "hotlines.toml"),
        "IVR_DATABASE_URL": database_url,
        "IVR_ACCOUNTS": "tmf654",
        "IVR_TMF654_URL": (
            f"http://127.0.0.1:{source_port}/tmf-api/prepayBalanceManagement/v4"
        ),
        "IVR_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "IVR_SECRET_KEY": "a secret key for the bench of faults",
        "IVR_PIN_PEPPER": "another secret for the bench of faults",
        "TWILIO_ACCOUNT_SID": "AC" + "1" * 32,
        "TWILIO_AUTH_TOKEN": "a token for the bench of faults",
        "SOURCE_PORT": str(source_port),
        "PORT": str(port),
    }


def _fill(settings: Settings) -> None:
    with opened_rooms(settings) as rooms:
        upgrade(rooms.engine)
        for index in range(ACCOUNTS):
            rooms.pins.set(number_of(index), PIN)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _started(command: list[object], environ: dict[str, str]) -> subprocess.Popen[str]:
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            list(map(str, command)),
            env=os.environ | environ,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        for line in process.stdout or ():
            if line.startswith("ready"):
                return process
        log.seek(0)
        raise SystemExit(f"{command} did not start: {log.read()}")


def _killed(process: subprocess.Popen[str] | None) -> None:
    if process:
        process.kill()
        process.communicate()


def _ended(process: subprocess.Popen[str] | None) -> None:
    if process:
        process.terminate()
        process.communicate(timeout=60)
