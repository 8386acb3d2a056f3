"""Asks an account source, which is somebody else's code: it may be slow, hang or fail.

Rules of this file:
1. Whoever asks gives up in time. The source is asked in a thread of its own, which is
   left behind if it hangs; how many are left behind is limited.
2. Who has waited a while may leave and come back for the answer: the question goes on.
3. After failures in a row the source is left in peace for a while, and each question
   fails at once.
"""

import contextvars
import threading
import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future, wait
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from circuitbreaker import CircuitBreaker

from ivr import metrics
from ivr.accounts.source import (
    Patience,
    SourceUnavailableError,
    UnreadableAccountError,
)

QUESTIONS_AT_ONCE = 32
"""In one process; more than its threads for calls, so that some may hang."""

FAILURES_IN_A_ROW = 5
LEFT_IN_PEACE_S = 10

KEPT_S = 60
"""How long an answer waits for whoever left; who hung up does not come back."""

Answer = TypeVar("Answer")


class LateError(Exception):
    """The answer takes longer than a caller likes silence; ask for it again."""


@dataclass(frozen=True, slots=True)
class _Question(Generic[Answer]):
    """A question that was *asked_at_s*, by a clock that only goes forward."""

    answer: Future[Answer]
    asked_at_s: float

    def is_answered_within(self, limit_s: float) -> bool:
        """Wait for the answer until *limit_s* after it was asked."""
        left_s = self.asked_at_s + limit_s - time.monotonic()
        return bool(wait([self.answer], max(left_s, 0)).done)


def _is_failure(kind: type[Exception], _error: Exception) -> bool:
    # One account that is amiss says nothing of all others.
    return not issubclass(kind, UnreadableAccountError)


class Asking:
    """Asks one source, within *patience*; a process has one for all its calls."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._free = threading.BoundedSemaphore(QUESTIONS_AT_ONCE)
        self._breaker = CircuitBreaker(
            FAILURES_IN_A_ROW, LEFT_IN_PEACE_S, expected_exception=_is_failure
        )
        self._left: dict[Hashable, _Question[Any]] = {}
        self._lock = threading.Lock()

    @property
    def is_in_peace(self) -> bool:
        """Tell whether the source is left in peace now."""
        return bool(self._breaker.opened)

    def ask(
        self, key: Hashable, ask: Callable[[], Answer], *, may_be_late: bool
    ) -> Answer:
        """Give what *ask* gives, or raise what it raises.

        Fails with `SourceUnavailableError` when the time is over. If it *may_be_late*,
        and is, it fails with `LateError`: the next to ask by the same *key* is given
        the answer to this question.
        """
        patience = self._patience
        question: _Question[Answer] = self._taken_back(key) or self._put(ask)
        if may_be_late and not question.is_answered_within(patience.filler_after_s):
            self._leave(key, question)
            raise LateError
        try:
            with self._breaker:
                if not question.is_answered_within(patience.time_limit_s):
                    raise SourceUnavailableError("the source did not answer in time")
                return question.answer.result()
        finally:
            metrics.breaker_is_open.labels("accounts").set(self.is_in_peace)

    def _put(self, ask: Callable[[], Answer]) -> _Question[Answer]:
        if self._breaker.opened:
            raise SourceUnavailableError("the source failed, and is left in peace")
        if not self._free.acquire(blocking=False):
            raise SourceUnavailableError("too many questions have no answer yet")
        answer: Future[Answer] = Future()
        # What the log tells of a call goes along; a daemon keeps no server from ending.
        run = contextvars.copy_context().run
        thread = threading.Thread(
            target=run, args=(self._answer, answer, ask), daemon=True
        )
        try:
            thread.start()
        except RuntimeError as error:
            # A machine without threads to spare will have some again.
            self._free.release()
            raise SourceUnavailableError("no thread is left to ask in") from error
        return _Question(answer, time.monotonic())

    def _answer(self, answer: Future[Answer], ask: Callable[[], Answer]) -> None:
        try:
            answer.set_result(ask())
        except Exception as error:  # noqa: BLE001 - it is raised where it is waited for
            answer.set_exception(error)
        finally:
            self._free.release()

    def _leave(self, key: Hashable, question: _Question[Answer]) -> None:
        oldest_s = time.monotonic() - KEPT_S
        with self._lock:
            self._left = {
                key: left
                for key, left in self._left.items()
                if left.asked_at_s > oldest_s
            }
            self._left[key] = question

    def _taken_back(self, key: Hashable) -> _Question[Any] | None:
        with self._lock:
            return self._left.pop(key, None)
