"""How SIP comes in and goes out, over UDP.

Rules of this file:
1. A request that comes again gets its answer again, and does nothing twice.
2. Answers go to where the request came from, whatever its Via says of the host.
3. What cannot be read is dropped without a word: anybody can send anything. So is what
   would take long to read, or much room to answer: all calls share one loop of events.
"""

import asyncio
import time
from collections.abc import Callable
from typing import Any

from aiosipua import (
    SipMessage,
    SipRequest,
    SipResponse,
    UdpSipTransport,
    Via,
    parse_via,
    stringify_via,
)
from aiosipua.message import missing_required_headers
from aiosipua.transaction import TIMER_H

KEPT_ANSWERS = 10_000
LONGEST_HEAD_BYTES = 8192
MOST_HEADERS = 128
"""With each value of a list, as of Via: of those aiosipua has no limit."""

Address = tuple[str, int]
_Key = tuple[str, ...]


class Transport(UdpSipTransport):
    """A UDP socket at *local_addr* that remembers its answers."""

    def __init__(
        self, local_addr: Address, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(local_addr)
        self._clock = clock
        self._answers: dict[_Key, tuple[float, SipResponse]] = {}

    async def start(self) -> None:
        """Bind; the port is known then, also if any would do."""
        loop = asyncio.get_running_loop()
        self._udp_transport, _ = await loop.create_datagram_endpoint(
            lambda: _Socket(self), local_addr=self.local_addr
        )
        self.local_addr = self._udp_transport.get_extra_info("sockname")[:2]

    def receive(self, octets: bytes, source: Address) -> None:
        """Take a datagram."""
        if len(octets.partition(b"\r\n\r\n")[0]) > LONGEST_HEAD_BYTES:
            return
        try:
            message = SipMessage.parse(octets)
            if isinstance(message, SipRequest):
                _check(message)
                _mark_source(message, source)
        except (ValueError, IndexError):
            return
        if isinstance(message, SipRequest) and self._is_answered(message):
            return
        if self.on_message is not None:
            self.on_message(message, source)

    def send_reply(self, response: SipResponse) -> None:
        """Send *response*, and keep it for when its request comes again."""
        now = self._clock()
        kept = self._answers
        key = _key(response)
        kept.pop(key, None)
        kept[key] = (now, response)
        # Oldest first: what nobody repeats any more, or what is too much.
        while len(kept) > KEPT_ANSWERS or now - next(iter(kept.values()))[0] > TIMER_H:
            del kept[next(iter(kept))]
        super().send_reply(response)

    def send(self, message: SipRequest | SipResponse, addr: Address) -> None:
        """Send *message*, unless the socket was closed meanwhile."""
        if self._udp_transport is not None:
            self._udp_transport.sendto(bytes(message), addr)

    def _is_answered(self, request: SipRequest) -> bool:
        _, response = self._answers.get(_key(request), (0.0, None))
        # An ACK is never answered; its branch may be that of a refused INVITE.
        if response is None or request.method == "ACK":
            return False
        super().send_reply(response)
        return True


class _Socket(asyncio.DatagramProtocol):
    """aiosipua's own asserts a class that sockets have only from Python 3.12 on."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def datagram_received(self, data: bytes, addr: Any) -> None:
        self._transport.receive(data, (addr[0], addr[1]))


def _check(request: SipRequest) -> None:
    """Raise ValueError unless *request* can be answered, and soon."""
    if sum(len(values) for _, values in request.headers.items()) > MOST_HEADERS:
        raise ValueError
    if missing_required_headers(request) or not request.cseq:
        raise ValueError
    port = request.via[0].port
    if port is not None and not 0 < port < 2**16:
        raise ValueError  # nothing can be sent there: asyncio would close the socket


def _mark_source(request: SipRequest, source: Address) -> None:
    top, *rest = request.get_header_values("Via")
    via = parse_via(top)
    via.received = source[0]
    if "rport" in via.params:
        via.rport = str(source[1])
    request.remove_header("Via")
    for value in (stringify_via(via), *rest):
        request.add_header("Via", value)


def _key(message: SipRequest | SipResponse) -> _Key:
    via: Via = parse_via(message.get_header_values("Via")[0])
    named = [message.get_header(name) or "" for name in ("Call-ID", "CSeq", "From")]
    return (via.branch or "", via.host, str(via.port), *named)
