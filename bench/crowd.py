"""Two hundred guesses at one account at once, at a server with several workers.

The server is `ivr serve` itself, on a free port of this machine, with one SQLite file.
The owner's telephone is counted apart: it is right at once. From another telephone the
right PIN is tried after the rest that three failures bring, in real time.
"""

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier

import httpx
from hotline import BALANCE, Caller, Post, signature
from sqlalchemy import text

from ivr.accounts.demo import demo_accounts
from ivr.accounts.guard import DELAYS
from ivr.app import Rooms, opened_rooms, utc_now
from ivr.db import upgrade
from ivr.settings import Settings, read_settings
from ivr.speech.catalog import catalog_of
from ivr.twilio.signature import HEADER

GUESSES = 200
WORKERS = 4
WRONG = "000000"
OWNER, CLAIMED, PIN = "+32470123456", "0470123456", "161803"
OTHER = "+32494000001"
HEARD_BY_OWNER = "twaalf euro en vijf cent"
ALLOWED = min(DELAYS)
TIMEOUT_S = 60
CLIENT = httpx.Client(
    timeout=TIMEOUT_S,
    limits=httpx.Limits(max_connections=GUESSES, max_keepalive_connections=0),
)


def main() -> None:
    """Guess, count, wait, and try the right PIN."""
    with tempfile.TemporaryDirectory() as folder:
        environ = own_settings(Path(folder))
        settings = read_settings(environ)
        with opened_rooms(settings) as rooms:
            fill(rooms, Path(folder))
            with served(environ, Path(folder) / "log"):
                measure(settings, rooms)
            log = (Path(folder) / "log").read_text()
    print(f"errors in the log: {sum(map(is_error, log.splitlines()))}")


def measure(settings: Settings, rooms: Rooms) -> None:
    """Print what becomes of the guesses, and of the right PIN."""
    begun_s = time.perf_counter()
    answers = guess(settings)
    took_s = time.perf_counter() - begun_s
    print(f"{GUESSES} guesses at one account, {WORKERS} workers, {took_s:.1f} s in all")
    for answer, times in answers.most_common():
        print(f"{times:>5} x {answer}")
    counted = {state: count(rooms, state) for state in ("true", "was_checked")}
    print(f"tries in the database: {counted['true']}")
    print(f"reached verification: {counted['was_checked']} (allowed: {ALLOWED})")
    print(f"the right PIN at once, own telephone: {answer_to_owner(settings)}")
    print(f"the right PIN at once, another: {answer_to_another(settings)}")
    time.sleep(DELAYS[ALLOWED].total_seconds())
    print(
        f"the right PIN {DELAYS[ALLOWED]} later, another: {answer_to_another(settings)}"
    )


def fill(rooms: Rooms, folder: Path) -> None:
    """Make the database, with the demo accounts in it, for nobody else to read."""
    upgrade(rooms.engine)
    for file in folder.iterdir():
        file.chmod(0o600)
    for demo in demo_accounts(utc_now()):
        rooms.accounts.write(demo.account)
        rooms.pins.set(demo.account.msisdn, demo.pin)


def guess(settings: Settings) -> Counter[str]:
    """Bring many callers to the question for the PIN, then let all answer at once."""
    together = Barrier(GUESSES, timeout=TIMEOUT_S)

    def one(number: int) -> str:
        caller = Caller(posting(settings), f"+32495{number:06}")
        caller.claim(CLAIMED)
        together.wait()
        return named(caller.press(WRONG).text)

    with ThreadPoolExecutor(GUESSES) as threads:
        return Counter(threads.map(one, range(GUESSES)))


def answer_to_owner(settings: Settings) -> str:
    """Have the owner call from the own telephone, with the right PIN."""
    owner = Caller(posting(settings), OWNER)
    owner.dial()
    return named(owner.press(BALANCE, PIN).text)


def answer_to_another(settings: Settings) -> str:
    """Have the owner call from another telephone, with the right PIN."""
    caller = Caller(posting(settings), OTHER)
    caller.claim(CLAIMED)
    return named(caller.press(PIN).text)


def posting(settings: Settings) -> Post:
    """Give what posts signed webhooks to the server."""

    def post(path: str, form: Mapping[str, str]) -> httpx.Response:
        headers = {HEADER: signature(settings, path, form)}
        url = settings.public_url + path
        return CLIENT.post(url, data=dict(form), headers=headers)

    return post


def named(twiml: str) -> str:
    """Say which answer *twiml* is."""
    words = catalog_of("nl_BE").words
    known = {
        HEARD_BY_OWNER: "the balance",
        words("pin.again"): "that could not be confirmed, try again",
        words("pin.closed"): "no PIN is taken now",
    }
    names = (name for said, name in known.items() if said in twiml)
    return next(names, f"something else: {twiml}")


def count(rooms: Rooms, condition: str) -> int:
    """Count the attempts of which *condition* is true."""
    counted = text(f"SELECT count(*) FROM pin_attempts WHERE {condition}")  # noqa: S608
    with rooms.engine.connect() as connection:
        return int(connection.execute(counted).scalar_one())


def is_error(line: str) -> bool:
    """Tell whether a *line* of the log is more than a warning."""
    return '"error"' in line or " ERROR " in line


def own_settings(folder: Path) -> dict[str, str]:
    """Give an environment that `ivr serve` takes: own secrets, a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return {
        "IVR_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "IVR_DATABASE_URL": f"sqlite:///{folder / 'crowd.db'}",
        "IVR_SECRET_KEY": secrets.token_urlsafe(32),
        "IVR_PIN_PEPPER": secrets.token_urlsafe(32),
        "IVR_VOICE": "say",
        "TWILIO_ACCOUNT_SID": "AC" + secrets.token_hex(16),
        "TWILIO_AUTH_TOKEN": secrets.token_hex(16),
    }


@contextmanager
def served(environ: Mapping[str, str], log: Path) -> Iterator[None]:
    """Serve the hotline that *environ* describes; what the server says is in *log*."""
    port = environ["IVR_PUBLIC_URL"].rpartition(":")[2]
    serve = ["serve", "--port", port, "--workers", str(WORKERS)]
    env = {"PATH": os.environ["PATH"], **environ}
    with (
        log.open("w") as errors,
        subprocess.Popen(
            [sys.executable, "-m", "ivr", *serve],
            env=env,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as server,
    ):
        try:
            ready = server.stdout and server.stdout.readline()
            if not ready:
                raise SystemExit(f"it does not serve: {log.read_text()}")
            yield
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
