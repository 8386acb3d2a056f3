"""Logs: lines that tell what happened in which call, and nothing of what was said.

Rules of this room:
1. A line has the fields of FIELDS and no others, and a field is a word, a number or a
   flag: nobody's account is logged by an oversight.
2. Lines of other libraries go the same way, without long numbers and speech links.
3. An error is told without its message; see `ivr.logs.stack_trace`.
"""

import logging
from typing import Any, TextIO

import structlog
from structlog.stdlib import BoundLogger
from structlog.typing import Processor

from ivr.logs.line import FOREIGN, OURS
from ivr.logs.mask import masked
from ivr.logs.stack_trace import name_of

__all__ = [
    "ERROR",
    "INFO",
    "WARNING",
    "Log",
    "bind",
    "clear",
    "log_of",
    "masked",
    "name_of",
    "set_up",
]

INFO, WARNING, ERROR = logging.INFO, logging.WARNING, logging.ERROR

TALKATIVE = ("alembic", "httpcore", "httpx", "sqlalchemy", "twilio", "urllib3")
"""Below a warning these quote statements, rows, addresses and messages."""

WARNING_OF_EACH = ("aiosipua.message",)
"""These warn of each datagram whose length is not as it says, and anybody sends those."""


class Log(BoundLogger):
    """The log of a module."""

    def exception(self, event: str | None = None, *args: Any, **fields: Any) -> None:
        """Tell *event* with the error that is being handled.

        Not as the standard library does it: it would hand the error itself on, with
        its message, to whoever else reads along.
        """
        self.error(event, *args, **{"exc_info": True, **fields})


def log_of(name: str) -> Log:
    """Give the log of the module *name*."""
    log: Log = structlog.wrap_logger(
        logging.getLogger(name), processors=OURS, wrapper_class=Log
    )
    return log


def bind(**fields: str | int) -> None:
    """Have every line tell *fields*, from here to `clear`, in this thread."""
    structlog.contextvars.bind_contextvars(**fields)


def clear() -> None:
    """Forget what was bound."""
    structlog.contextvars.clear_contextvars()


def set_up(stream: TextIO, level: int, *, as_json: bool) -> None:
    """Write all logs of this program to *stream*, from *level* on.

    A line is one JSON object, or else a readable one for a terminal.
    """
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_form(stream, as_json=as_json))
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
    for name in WARNING_OF_EACH:
        logging.getLogger(name).setLevel(max(level, logging.ERROR))
    logging.captureWarnings(capture=True)
    # A line that cannot be written is lost: what would be shown instead is not masked.
    logging.raiseExceptions = False


def _form(stream: TextIO, *, as_json: bool) -> logging.Formatter:
    form: Processor = structlog.processors.JSONRenderer(ensure_ascii=False)
    if not as_json:
        form = structlog.dev.ConsoleRenderer(
            colors=stream.isatty(),
            exception_formatter=structlog.dev.plain_traceback,
        )
    plainly = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=FOREIGN, processors=[plainly, form]
    )
