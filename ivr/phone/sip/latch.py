"""Where the sound of a call goes, and whose packets count (latching, RFC 7362).

Packets come from another port than the offer names if there is a NAT between, or if a
telephone sends from one port and listens at another. Nothing proves whose they are.

Rules of this file:
1. The port of the offer is the telephone's: what it sends counts, whoever was there
   before, and from then on nobody else's does.
2. Until it sends, the first other port that does is taken for the telephone's, once. If
   that was a stranger who was quicker, rule 1 ends it.
3. Sound goes to the port of the offer until sound comes from the telephone's; keys alone
   do not move it, for some send them from a port at which they hear nothing.
4. From the telephone's port one source (SSRC) of sound and one of keys count, as some
   gateways give keys their own. A telephone may take another in mid-call: it counts once
   those before have been silent for a second.
5. After an offer of another port what still comes from the one before is not listened to
   for a second: it was on its way.
"""

import time
from collections.abc import Callable

from ivr.phone.sip.transport import Address

SILENCE_S = 1.0


class Latch:
    """Knows the telephone at *host* that offered to listen at *port*.

    It sent from the port *left* before, if it had offered another.
    """

    def __init__(
        self,
        host: str,
        port: int,
        clock: Callable[[], float] = time.monotonic,
        *,
        left: int | None = None,
    ) -> None:
        self.offered = port
        self.port: int | None = None
        self.destination: Address = (host, port)
        self._host = host
        self._left = left
        self._clock = clock
        self._began_s = self._heard_s = clock()
        self._sources: dict[bool, int] = {}  # of sound, and of keys

    def takes(self, sender: Address, source: int, *, is_sound: bool) -> bool:
        """Tell whether a packet of *source* (SSRC) from *sender* is the telephone's."""
        if not self._is_from_telephone(sender):
            return False
        if not self._is_known(source, is_sound=is_sound):
            return False
        if is_sound:
            self.destination = sender
        return True

    def _is_from_telephone(self, sender: Address) -> bool:
        host, port = sender
        if host != self._host or self._is_on_its_way(port):
            return False
        if self.port is None or port == self.offered != self.port:
            self._settle(port)
        return port == self.port

    def _is_on_its_way(self, port: int) -> bool:
        is_early = self._clock() - self._began_s < SILENCE_S
        return is_early and port == self._left != self.offered

    def _settle(self, port: int) -> None:
        self.port = port
        self._sources.clear()
        self.destination = (self._host, self.offered)

    def _is_known(self, source: int, *, is_sound: bool) -> bool:
        now_s = self._clock()
        if now_s - self._heard_s > SILENCE_S:
            self._sources.clear()
        self._sources.setdefault(is_sound, source)
        is_known = source in self._sources.values()
        if is_known:
            self._heard_s = now_s
        return is_known
