"""PostgreSQL: an engine for which no caller waits long, whatever the server does.

Rules of this file:
1. The server ends what takes too long. One that hangs cannot, and a network that is gone
   tells nothing: then we hang up ourselves.
2. A server that did not answer is not called again in the same breath: it costs the
   caller one wait, not one for each statement.
3. Commands may take their time: only calls are in a hurry.
4. A server that has become a standby is left: its connections live, and write nothing.
"""

import time
from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.pq import TransactionStatus
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, ExceptionContext

CONNECT_S = 2
"""psycopg counts whole seconds, and two at least."""
ANSWER_S = 2.5
"""How long a statement of a call may take with the way there and back."""
BREATH_S = 1.0

NETWORK = {
    "application_name": "saldo",
    "connect_timeout": CONNECT_S,
    "tcp_user_timeout": int(ANSWER_S * 1000),
    "keepalives_idle": 30,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}
ALWAYS = {"timezone": "UTC", "default_transaction_isolation": r"read\ committed"}
IN_A_CALL = {
    "lock_timeout": "1500ms",
    "statement_timeout": "2000ms",
    # A node that is gone in the middle holds nobody else's lock.
    "idle_in_transaction_session_timeout": "5s",
}

Result = TypeVar("Result")


def postgresql_engine(url: URL, *, is_patient: bool, **pool: int) -> Engine:
    """Give an engine for *url*, whose own parameters come before ours."""
    options = ALWAYS if is_patient else ALWAYS | IN_A_CALL
    ours = " ".join(f"-c {name}={value}" for name, value in options.items())
    theirs = " ".join(url.normalized_query.get("options", ()))
    network = {name: it for name, it in NETWORK.items() if name not in url.query}
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        connect_args=network | {"options": f"{ours} {theirs}".strip()},
        pool_pre_ping=True,  # the server may have been started anew
        hide_parameters=True,
        **pool,
    )
    event.listen(engine, "do_connect", _Server(is_patient=is_patient).connect)
    event.listen(engine, "handle_error", _leave_standby)
    return engine


def _leave_standby(failure: ExceptionContext) -> None:
    """Have all connections made anew: the name may lead to the new primary now."""
    if isinstance(failure.original_exception, psycopg.errors.ReadOnlySqlTransaction):
        failure.is_disconnect = True


class _Line(psycopg.Connection[Any]):
    """A connection that hangs up where no answer comes in time."""

    answers_within_s: float | None = None

    def wait(
        self, gen: PQGen[Result], interval: float = 0.1, timeout: float | None = None
    ) -> Result:
        """Wait for the server, as psycopg does everywhere."""
        try:
            return super().wait(gen, interval, timeout or self.answers_within_s)
        except psycopg.OperationalError:
            # The answer may still come, and would be taken for another's.
            if self.info.transaction_status is TransactionStatus.ACTIVE:
                self.close()
            raise


class _Server:
    """Connects, and remembers when a server did not answer."""

    def __init__(self, *, is_patient: bool) -> None:
        self._is_patient = is_patient
        self._call_again_at_s = 0.0

    def connect(
        self, _dialect: object, _record: object, args: list[Any], params: dict[str, Any]
    ) -> _Line:
        """Connect, in the place of psycopg's own function."""
        if time.monotonic() < self._call_again_at_s:
            raise psycopg.OperationalError("the server did not answer just now")
        try:
            line = _Line.connect(*args, **params)
        except psycopg.errors.ConnectionTimeout:
            self._call_again_at_s = time.monotonic() + BREATH_S
            raise
        line.answers_within_s = None if self._is_patient else ANSWER_S
        return line
