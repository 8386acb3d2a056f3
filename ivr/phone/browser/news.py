"""What a page is told of its call: numbered, in order, from any thread."""

import threading
import time
from collections.abc import Callable
from typing import Any

Item = dict[str, Any]


class News:
    """The news of one call; *clock* gives seconds.

    Items are counted from 1. Who has heard some asks for those after the last.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._told: list[Item] = []
        self._changed = threading.Condition()
        self._is_over = False
        self._listeners = 0
        self._last_listener = 0
        self._left_s = clock()

    def tell(self, kind: str, **fields: object) -> None:
        """Add an item of this *kind*."""
        with self._changed:
            self._told.append({"number": len(self._told) + 1, "kind": kind, **fields})
            self._changed.notify_all()

    def end(self, **fields: object) -> None:
        """Add the last item, after which nobody waits for more."""
        self._is_over = True
        self.tell("ended", **fields)

    @property
    def is_over(self) -> bool:
        """Tell whether the last item was told."""
        return self._is_over

    def after(self, number: int, patience_s: float) -> list[Item]:
        """Give what was told after item *number*; wait for it *patience_s* at most.

        A page listens once: who asks again sends away who asked before, so that a
        call never holds more than one thread of the server.
        """
        with self._changed:
            self._last_listener += 1
            self._listeners += 1
            own = self._last_listener
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._is_due(number, own), patience_s)
            self._listeners -= 1
            self._left_s = self._clock()
            return self._told[number:]

    def unheard_s(self) -> float:
        """Give for how long nobody has listened."""
        with self._changed:
            return 0.0 if self._listeners else self._clock() - self._left_s

    def _is_due(self, number: int, listener: int) -> bool:
        has_more = len(self._told) > number
        return has_more or self._is_over or listener != self._last_listener
