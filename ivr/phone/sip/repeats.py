"""What is sent again until the other side says that it has come."""

import asyncio
from collections.abc import Callable

from aiosipua.transaction import T1, T2, TIMER_H

Key = tuple[str, str]


class Repeats:
    """Sends again, slower and slower (RFC 3261 17.2.1), and gives up in the end."""

    def __init__(self) -> None:
        self._tasks: dict[Key, asyncio.Task[None]] = {}

    def send(self, key: Key, send: Callable[[], object]) -> None:
        """Call *send* now, and again until `arrived` is told the *key*."""
        send()
        task = asyncio.get_running_loop().create_task(_again(send))
        self._tasks[key] = task
        task.add_done_callback(lambda _: self._forget(key, task))

    def arrived(self, *key: str) -> None:
        """Be told that what was sent under *key*, a call and a method, has come."""
        task = self._tasks.get((key[0], key[1]))
        if task is not None:
            task.cancel()

    async def settle(self, timeout_s: float) -> None:
        """Wait until all has come, *timeout_s* at most; then give up."""
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=timeout_s)
        for task in self._tasks.values():
            task.cancel()

    def _forget(self, key: Key, task: asyncio.Task[None]) -> None:
        if self._tasks.get(key) is task:
            del self._tasks[key]


async def _again(send: Callable[[], object]) -> None:
    interval_s, elapsed_s = T1, 0.0
    while elapsed_s < TIMER_H:
        await asyncio.sleep(interval_s)
        send()
        elapsed_s += interval_s
        interval_s = min(interval_s * 2, T2)
