"""A line of the log, step by step, until it holds what may be told and nothing else."""

import time
from datetime import UTC, datetime

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from ivr.logs.mask import MASK, masked
from ivr.logs.stack_trace import trace_of

FIELDS = (
    "timestamp",
    "level",
    "logger",
    "event",
    # Which call: pseudonyms, and the number of a hotline that is ours.
    "call",
    "caller",
    "hotline",
    "turn",
    # How a turn went.
    "place",
    "act",
    "locale",
    "end",
    "duration_ms",
    # What is amiss: names of sentences and types, counts, paths without numbers.
    "sentence",
    "missing_count",
    # Who guesses a password: a network of 256 addresses, and how often.
    "network",
    "failed_count",
    "error",
    "reason",
    "status",
    "method",
    "path",
    "exception",
)
"""All that a line may tell, in this order. Whoever adds a field asks first whether it
could name a caller or quote a call."""

PLAIN = (str, int, float, bool, type(None))


def _stamped(_log: WrappedLogger, _level: str, line: EventDict) -> EventDict:
    now = datetime.fromtimestamp(time.time(), UTC)
    line["timestamp"] = now.isoformat(timespec="milliseconds")
    return line


def _without_numbers(_log: WrappedLogger, _level: str, line: EventDict) -> EventDict:
    line["event"] = masked(line["event"])
    return line


def _told(_log: WrappedLogger, _level: str, line: EventDict) -> EventDict:
    """Give *line* in the order of FIELDS, and dots for whatever else is in it."""
    known = {name: _plain(line[name]) for name in FIELDS if name in line}
    others = sorted(line.keys() - known.keys())
    # The names with an underscore are structlog's own, which it takes out again.
    own = {name: line[name] for name in others if name.startswith("_")}
    return {**known, **dict.fromkeys(others, MASK), **own}


def _plain(value: object) -> object:
    return value if isinstance(value, PLAIN) else MASK


_STEPS: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    _stamped,
    structlog.processors.ExceptionRenderer(trace_of),
    _told,
)
OURS: tuple[Processor, ...] = (
    structlog.stdlib.filter_by_level,
    *_STEPS,
    structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
)
FOREIGN: tuple[Processor, ...] = (_without_numbers, *_STEPS)
"""What the lines of other libraries go through."""
