"""How SIP comes in and goes out, over UDP.

Rules of this file:
1. A request that comes again gets its answer again, and does nothing twice. A refusal
   that anybody gets, and that changes nothing, is made anew instead (RFC 3261 8.2.7):
   who knows no password fills no memory.
2. Answers go to where the request came from, whatever its Via says of the host.
3. What cannot be read is dropped without a word: anybody can send anything. So is what
   would take long to read, or much room to answer: all calls share one loop of events.
"""

import asyncio
import hashlib
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

from ivr.phone.sip.responses import KeptResponses

DEFAULT_PORT = 5060
NOT_KEPT = {400, 401, 405, 413, 420, 481, 482, 503}
LONGEST_HEAD_BYTES = 8192
LONGEST_ECHO_BYTES = 1024
ECHOED = ("Via", "From", "To", "Call-ID", "CSeq")
"""What a response repeats."""

MOST_HEADERS = 128
"""With each value of a list, as of Via: of those aiosipua has no limit."""

Address = tuple[str, int]


class Transport(UdpSipTransport, asyncio.DatagramProtocol):
    """A UDP socket at *local_addr* that remembers its responses.

    It is the protocol of that socket, too: aiosipua's own asserts a class that sockets
    have only from Python 3.12 on.
    """

    def __init__(
        self, local_addr: Address, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(local_addr)
        self.responses = KeptResponses(clock)
        self._is_full = False

    async def start(self) -> None:
        """Bind; the port is known then, also if any would do."""
        loop = asyncio.get_running_loop()
        self._udp_transport, _ = await loop.create_datagram_endpoint(
            lambda: self, local_addr=self.local_addr
        )
        self.local_addr = self._udp_transport.get_extra_info("sockname")[:2]

    def pause_writing(self) -> None:
        """Send nothing more: the network takes less than comes, and it would pile up."""
        self._is_full = True

    def resume_writing(self) -> None:
        """Send again."""
        self._is_full = False

    def datagram_received(self, data: bytes, addr: Any) -> None:
        """Take a datagram."""
        if len(data.partition(b"\r\n\r\n")[0]) > LONGEST_HEAD_BYTES:
            return
        source = (addr[0], addr[1])
        try:
            message = SipMessage.parse(data)
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
        octets, address = bytes(response), _way_back(response)
        asked = response.cseq.method if response.cseq else ""
        if response.status_code not in NOT_KEPT and asked != "OPTIONS":
            self.responses.keep(_key(response), octets, address)
        self._send(octets, address)

    def send(self, message: SipRequest | SipResponse, addr: Address) -> None:
        """Send *message*, unless the socket is full, or was closed meanwhile."""
        self._send(bytes(message), addr)

    def _send(self, octets: bytes, address: Address) -> None:
        if self._udp_transport is not None and not self._is_full:
            self._udp_transport.sendto(octets, address)

    def _is_answered(self, request: SipRequest) -> bool:
        kept = self.responses.find(_key(request))
        # An ACK is never answered; its branch may be that of a refused INVITE.
        if kept is None or request.method == "ACK":
            return False
        self._send(kept.octets, kept.address)
        return True


def _check(request: SipRequest) -> None:
    """Raise ValueError unless *request* can be answered, and soon."""
    if sum(len(values) for _, values in request.headers.items()) > MOST_HEADERS:
        raise ValueError
    echoed = [value for name in ECHOED for value in request.get_header_values(name)]
    if any(len(value.encode()) > LONGEST_ECHO_BYTES for value in echoed):
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


def _way_back(response: SipResponse) -> Address:
    via = response.via[0]
    return via.received or via.host, int(via.rport or via.port or DEFAULT_PORT)


def _key(message: SipRequest | SipResponse) -> bytes:
    via: Via = parse_via(message.get_header_values("Via")[0])
    named = [message.get_header(name) or "" for name in ("Call-ID", "CSeq", "From")]
    text = "\n".join((via.branch or "", via.host, str(via.port), *named))
    return hashlib.sha256(text.encode()).digest()
