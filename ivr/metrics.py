"""What is seen from outside: counts and times for Prometheus, of nobody in particular.

Rules of this file:
1. A label has few values, and none of a caller: places, locales, sentences, outcomes.
2. Every metric has a label: without one its value would be made while this is loaded,
   before `share` can say that several processes count together.
3. To count ends no call: where there is no room to count together, a process is left out.
"""

import logging
import os
from contextlib import suppress
from pathlib import Path

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    values,
)
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""Where the processes of a server count together, as Prometheus' client names it."""

ROOM_BYTES = {
    "counter": 128 * 1024,
    "histogram": 512 * 1024,
    "gauge_livemax": 64 * 1024,
}
"""What a process needs, by the beginning of a file's name: more than all labels fill."""

QUICK_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10)

REGISTRY = CollectorRegistry()
CONTENT_TYPE = CONTENT_TYPE_LATEST

turns = Histogram(
    "ivr_turn_seconds",
    "Time to answer a turn, by where the call then stands and what it is told to do.",
    ["place", "act"],
    buckets=QUICK_S,
    registry=REGISTRY,
)
calls_ended = Counter(
    "ivr_calls_ended",
    "Calls by end reason: the sentence we ended them with, or what Twilio reports.",
    ["reason"],
    registry=REGISTRY,
)
misses = Counter(
    "ivr_misses",
    "Silences and other keys, by the place of the question and its locale.",
    ["place", "locale"],
    registry=REGISTRY,
)
pin_checks = Counter(
    "ivr_pin_checks",
    "Tries at PINs, by outcome: right, other, or closed while somebody sprays.",
    ["outcome"],
    registry=REGISTRY,
)
source = Histogram(
    "ivr_source_seconds",
    "Time of the account source, by what it was asked and how that went.",
    ["wish", "outcome"],
    buckets=QUICK_S,
    registry=REGISTRY,
)
wishes = Counter(
    "ivr_wishes",
    "Wishes of calls, by what they are and their outcome: granted, late, failed.",
    ["wish", "outcome"],
    registry=REGISTRY,
)
breaker_is_open = Gauge(
    "ivr_source_breaker_open",
    "1 if the account source failed, and is left in peace since the last question.",
    ["source"],
    registry=REGISTRY,
    multiprocess_mode="livemax",
)
speech = Counter(
    "ivr_speech",
    "Speech that was fetched, by kind (stable, personal) and answer (sent, cached).",
    ["kind", "answer"],
    registry=REGISTRY,
)


log = logging.getLogger(__name__)


def share(folder: Path) -> None:
    """Count together with the processes that are forked from here on, in *folder*.

    Prometheus' client looks for the variable once, while it is loaded; the class is
    chosen again here, as its own tests do.
    """
    os.environ[FOLDER] = str(folder)
    values.ValueClass = values.get_value_class()  # type: ignore[no-untyped-call]
    os.register_at_fork(after_in_child=_take_room)


def _take_room() -> None:
    """Write the files of this process before they are mapped, or be left out.

    A full disk gives no error where a mapped file has a hole: it ends the process.
    """
    folder, end = Path(os.environ[FOLDER]), f"_{os.getpid()}.db"
    try:
        for kind, size_bytes in ROOM_BYTES.items():
            with (folder / f"{kind}{end}").open("ab") as file:
                file.write(bytes(max(size_bytes - file.tell(), 0)))
    except OSError as error:
        for kind in ROOM_BYTES:
            with suppress(OSError):
                (folder / f"{kind}{end}").unlink(missing_ok=True)
        values.ValueClass = values.MutexValue
        log.warning("no room for metrics, a worker is left out: %s", error.strerror)


def forget(process_id: int) -> None:
    """Drop what only a living process can tell: *process_id* has ended."""
    if FOLDER in os.environ:
        mark_process_dead(process_id)  # type: ignore[no-untyped-call]


def exposition() -> bytes:
    """Give all metrics as Prometheus reads them."""
    if FOLDER not in os.environ:
        return generate_latest(REGISTRY)
    shared = CollectorRegistry()
    MultiProcessCollector(shared)  # type: ignore[no-untyped-call]
    return generate_latest(shared)
