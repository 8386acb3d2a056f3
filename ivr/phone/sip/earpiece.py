"""The earpiece of a telephone that is reached by SIP, for the thread of the player."""

import asyncio
from collections.abc import Callable

from ivr.logs import log_of
from ivr.phone.sip.line import Line
from ivr.phone.sound import Sound

log = log_of(__name__)


class LineEarpiece:
    """Plays on *line*, whose *loop* it asks from the player's thread.

    Before each sound *wait_until_taken* waits until the caller can hear it, and gives
    False if that will never be. *tell* is told the number of each sound at its end.
    """

    tell: Callable[[int], None]

    def __init__(
        self,
        line: Line,
        loop: asyncio.AbstractEventLoop,
        wait_until_taken: Callable[[], bool],
    ) -> None:
        self._line = line
        self._loop = loop
        self._wait_until_taken = wait_until_taken

    def play(self, sound: Sound, number: int) -> None:
        """Begin to play *sound*, as soon as the caller can hear it."""
        octets = self._line.encode(sound.samples)
        if self._wait_until_taken():
            self._ask(self._line.play, octets, lambda: self.tell(number))

    def stop(self) -> None:
        """Play silence from the next packet on."""
        self._ask(self._line.stop)

    def connect(self, number: str) -> None:
        """Note that *number* would be called: it is nobody's here."""
        del number
        log.info("a caller would be connected with a person now")

    def _ask(self, do: Callable[..., object], *given: object) -> None:
        self._loop.call_soon_threadsafe(do, *given)
