"""Responses that are kept for a while, for requests that come again.

Rules of this file:
1. What is kept is limited in bytes, whoever sends: the oldest goes first.
2. Octets are kept, not messages: a text in Python takes up to four bytes for a letter.
"""

from collections.abc import Callable
from dataclasses import dataclass

from aiosipua.transaction import TIMER_H

MOST_KEPT = 10_000
MOST_KEPT_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class KeptResponse:
    """The *octets* that were sent to *address* at *at_s*."""

    octets: bytes
    address: tuple[str, int]
    at_s: float


class KeptResponses:
    """Responses by the key of what they answer; *clock* gives seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._responses: dict[bytes, KeptResponse] = {}
        self._kept_bytes = 0

    def __len__(self) -> int:
        return len(self._responses)

    def keep(self, key: bytes, octets: bytes, address: tuple[str, int]) -> None:
        """Keep *octets*, in place of what was kept under *key*."""
        self._forget(key)
        self._responses[key] = KeptResponse(octets, address, self._clock())
        self._kept_bytes += len(octets)
        while self._responses and self._is_too_much():
            self._forget(next(iter(self._responses)))

    def find(self, key: bytes) -> KeptResponse | None:
        """Give what is kept under *key*, None if nothing is."""
        return self._responses.get(key)

    def _forget(self, key: bytes) -> None:
        forgotten = self._responses.pop(key, None)
        if forgotten is not None:
            self._kept_bytes -= len(forgotten.octets)

    def _is_too_much(self) -> bool:
        oldest = next(iter(self._responses.values()))
        is_old = self._clock() - oldest.at_s > TIMER_H  # nobody repeats it any more
        is_many = len(self._responses) > MOST_KEPT
        return is_old or is_many or self._kept_bytes > MOST_KEPT_BYTES
