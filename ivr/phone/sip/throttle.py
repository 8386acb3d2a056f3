"""How many wrong passwords a source may give, and how long it then has to wait.

Rules of this file:
1. A source that gave too many waits until a minute has passed since the first of them:
   a typing error keeps nobody out for long, and a list of passwords takes for ever.
2. While it waits nothing that it answers is looked at, right or wrong.
3. All of this machine (127.0.0.0/8) is one source: a program here may call from any.
4. The number of sources that are remembered is limited; the first is forgotten.
"""

import ipaddress
import math
import time
from collections.abc import Callable
from dataclasses import dataclass

MOST_WRONG = 10
WINDOW_S = 60
MOST_SOURCES = 10_000


@dataclass(slots=True)
class _Window:
    ends_s: float
    count: int = 0


class Throttle:
    """Counts wrong answers by source; *clock* gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._windows: dict[str, _Window] = {}

    def __len__(self) -> int:
        return len(self._windows)

    def wait_s(self, host: str) -> int:
        """Tell how many seconds *host* has to wait, 0 if it may answer now."""
        window = self._window_of(_source_of(host))
        if window is None or window.count < MOST_WRONG:
            return 0
        return math.ceil(window.ends_s - self._clock())

    def count(self, host: str) -> int:
        """Count a wrong answer of *host*, and tell how many there are by now."""
        source = _source_of(host)
        window = self._window_of(source)
        if window is None:
            self._windows.pop(source, None)  # the newest goes to the end
            window = self._windows[source] = _Window(self._clock() + WINDOW_S)
            self._forget()
        window.count += 1
        return window.count

    def _window_of(self, source: str) -> _Window | None:
        window = self._windows.get(source)
        return window if window and window.ends_s > self._clock() else None

    def _forget(self) -> None:
        while len(self._windows) > MOST_SOURCES or self._is_first_over():
            del self._windows[next(iter(self._windows))]

    def _is_first_over(self) -> bool:
        return next(iter(self._windows.values())).ends_s <= self._clock()


def _source_of(host: str) -> str:
    return "127.0.0.0/8" if ipaddress.ip_address(host).is_loopback else host
