"""How long the hotline computes: each kind of turn, against a view that does nothing.

Everything runs in this process, signatures, database and all; figures are medians, and
the ratio to the empty view of the same run is what can be compared between machines.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path

from flask import Flask
from werkzeug.test import Client, TestResponse

from ivr.app import create_app, utc_now
from ivr.cli.development import prepare
from ivr.settings import DEVELOPMENT, Settings, read_settings
from ivr.twilio.signature import HEADER, sign

ROUNDS = 200
CALLER, DIALLED, PIN = "+32470654321", "+3278120001", "141421"


class Bench:
    """Times turns of calls to the demo hotline of *settings*."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.at = utc_now()
        self.client = Client(create_app(settings, lambda: self.at))
        self.calls = count()

    def post(self, path: str, call: int, **fields: str) -> TestResponse:
        """Post a signed webhook of *call*."""
        form = {"CallSid": f"CA{call}", "From": CALLER, "To": DIALLED, **fields}
        url = self.settings.public_url + path
        signature = sign(url, form, self.settings.auth_tokens[0])
        return self.client.post(path, data=form, headers={HEADER: signature})

    def call(self) -> dict[str, float]:
        """Place a call and give the seconds of each of its requests."""
        call = next(self.calls)
        self.at += timedelta(hours=2)  # an hour has its limit of calls
        took = {
            "answer": timed(lambda: self.post("/voice", call)),
            "menu": timed(lambda: self.post("/voice/turn/1", call, Digits="1")),
        }
        begun_s = time.perf_counter()
        balance = self.post("/voice/turn/2", call, Digits=PIN)
        took["PIN and balance"] = time.perf_counter() - begun_s
        took["the same again"] = timed(
            lambda: self.post("/voice/turn/2", call, Digits=PIN)
        )
        path = balance.text.split("<Play>")[1].split("</Play>")[0]
        path = path.removeprefix(self.settings.public_url)
        took["audio of the balance"] = timed(lambda: self.client.get(path))
        return took


def timed(act: Callable[[], object]) -> float:
    """Give the seconds that *act* takes."""
    begun_s = time.perf_counter()
    act()
    return time.perf_counter() - begun_s


def empty_view_s() -> float:
    """Give the median seconds of a view that does nothing."""
    app = Flask("empty")
    app.add_url_rule("/", view_func=lambda: "")
    client = Client(app)
    return statistics.median(timed(lambda: client.get("/")) for _ in range(ROUNDS))


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        settings = read_settings(DEVELOPMENT | {"IVR_DATABASE_URL": url})
        prepare(settings)
        bench = Bench(settings)
        bench.call()
        calls = [bench.call() for _ in range(ROUNDS)]
    unit_s = empty_view_s()
    print(f"{'request':<24}{'median ms':>10}{'p95 ms':>10}{'x empty view':>14}")
    print(f"{'empty view':<24}{unit_s * 1e3:>10.2f}{'':>10}{1:>14}")
    for name in calls[0]:
        took = [call[name] for call in calls]
        median_s = statistics.median(took)
        p95_s = statistics.quantiles(took, n=20)[-1]
        ratio = median_s / unit_s
        print(f"{name:<24}{median_s * 1e3:>10.2f}{p95_s * 1e3:>10.2f}{ratio:>14.0f}")


if __name__ == "__main__":
    main()
