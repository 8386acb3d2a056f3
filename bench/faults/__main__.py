"""What becomes of calls while everything breaks (`make faults`).

Calls, twenty at a time, while the charging system is killed and started again with other
amounts, a worker of the server is killed every second, PostgreSQL is restarted, and one
in ten webhooks is sent twice. Every call must end in a balance or an honest sentence.
"""

import statistics
import sys
import threading
import time
import traceback
from concurrent.futures import Future, ThreadPoolExecutor

import httpx
from accounts import ACCOUNTS
from caller import TIMEOUT_S, Caller, Tally
from sqlalchemy import text
from world import World, world

from ivr.app import opened_rooms

CALLS_AT_ONCE = 20
NEVER = (
    "WITHOUT WORDS",
    "calls that never ended",
    "HTTP errors",
    "turns without words",
    "wrong amounts",
    "PINs tried twice",
    "answers given twice",
)
"""What must not happen: the program fails if it does."""


def main() -> None:
    """Place the calls, break everything, and print what became of them."""
    calls = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    tally = Tally()
    with world() as broken:
        stop = threading.Event()
        chaos = [
            threading.Thread(target=kill_workers, args=(broken, stop)),
            threading.Thread(target=break_the_rest, args=(broken, tally, calls, stop)),
        ]
        for thread in chaos:
            thread.start()
        began_s = time.perf_counter()
        place_calls(broken, tally, calls)
        took_s = time.perf_counter() - began_s
        stop.set()
        for thread in chaos:
            thread.join()
        count_effects(broken, tally, calls)
        print_table(broken, tally, calls, took_s)
    if any(tally.ends[name] + tally.counts[name] for name in NEVER):
        raise SystemExit(1)


def place_calls(broken: World, tally: Tally, calls: int) -> None:
    """Call from one account after another."""
    with (
        httpx.Client(timeout=TIMEOUT_S) as client,
        ThreadPoolExecutor(CALLS_AT_ONCE) as pool,
    ):
        for number in range(calls):
            index = number % ACCOUNTS
            caller = Caller(
                client,
                broken.settings,
                tally,
                broken.fallback,
                index,
                lambda: broken.era,
            )
            pool.submit(caller.call).add_done_callback(raised)


def raised(call: Future[None]) -> None:
    """Say at once if the program itself fails."""
    if error := call.exception():
        traceback.print_exception(error)


def kill_workers(broken: World, stop: threading.Event) -> None:
    """Kill one every second."""
    while not stop.wait(1):
        broken.kill_worker()


def break_the_rest(
    broken: World, tally: Tally, calls: int, stop: threading.Event
) -> None:
    """Break one thing after another, each when its share of the calls has ended."""
    faults = {
        0.15: broken.stop_source,
        0.3: broken.start_source,
        0.45: broken.restart_database,
        0.6: broken.stop_source,
        0.75: broken.start_source,
    }
    for share, fault in faults.items():
        while tally.ends.total() < share * calls and not stop.wait(0.05):
            pass
        fault()


def count_effects(broken: World, tally: Tally, calls: int) -> None:
    """Look in the database for what was done twice, or never asked for."""
    with opened_rooms(broken.settings) as rooms, rooms.engine.connect() as connection:
        tries = connection.execute(
            text("SELECT call_sid, turn FROM pin_attempts")
        ).all()
        answers = connection.execute(text("SELECT count(*) FROM answers")).scalar_one()
        turns = connection.execute(text("SELECT sum(turn) FROM calls")).scalar_one()
        failed = connection.execute(text("SELECT sum(failures) FROM pin_guards"))
        tally.counts["failures that guards still hold"] = failed.scalar_one() or 0
    tally.counts["calls that never ended"] = calls - tally.ends.total()
    tally.counts["PINs keyed in"] = len(tally.pins)
    tally.counts["PINs tried"] = len(tries)
    tally.counts["PINs tried twice"] = len(tries) - len(
        {*map(tuple, tries)} & tally.pins
    )
    tally.counts["answers kept"] = answers
    tally.counts["answers given twice"] = answers - turns


def print_table(broken: World, tally: Tally, calls: int, took_s: float) -> None:
    """Print how calls ended, what was broken, and what must not be."""
    p50_s, p99_s = (statistics.quantiles(tally.seconds, n=100)[it] for it in (49, 98))
    print(f"{calls} calls, {CALLS_AT_ONCE} at a time, in {took_s:.0f} s; ", end="")
    print(f"a webhook took {p50_s * 1e3:.0f} ms, 99 of 100 under {p99_s * 1e3:.0f} ms")
    sections = {
        "what was broken": broken.broken,
        "how calls ended": dict(tally.ends.most_common()),
        "what was counted": {
            name: count for name, count in tally.counts.items() if name not in NEVER
        },
        "what must not be": {
            name: tally.counts[name] + tally.ends[name] for name in NEVER
        },
    }
    for title, counts in sections.items():
        print(f"\n{title}")
        for name, count in counts.items():
            print(f"  {name:<45}{count:>7}")


if __name__ == "__main__":
    main()
