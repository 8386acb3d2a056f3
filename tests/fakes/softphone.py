"""A SIP telephone for tests, on real UDP sockets, that can also misbehave."""

import itertools
import socket
import struct
import time
from collections.abc import Callable

from aiosipua import SipMessage, SipRequest, SipResponse
from fakes.ear import HOST, Ear

PATIENCE_S = 20
EVENT_TYPE = 96
PACKETS_OF_A_PRESS = 6
END_PACKETS = 3
KEYS = "0123456789*#"
SOURCE = 7
PACKET_OCTETS = 160

_numbers = itertools.count(1)


class Softphone:
    """A telephone of *number* that calls the endpoint at *port*."""

    def __init__(self, port: int, number: str = "+32470654321") -> None:
        self.endpoint = (HOST, port)
        self.number = number
        self.ear = Ear()
        self.call_id = f"call-{next(_numbers)}"
        self.tag = "here"
        self.to_tag = ""
        self.media: tuple[str, int] | None = None
        self.answers: list[SipResponse] = []
        self._sequence = 1000
        self._timestamp = 16_000
        self._cseq = 0
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((HOST, 0))
        self._socket.settimeout(PATIENCE_S)
        self.address = self._socket.getsockname()
        self.sent_invite = SipRequest()

    def close(self) -> None:
        self.ear.close()
        self._socket.close()

    def offer(self, formats: str = "0 96", *lines: str, port: int | None = None) -> str:
        """Write an offer of sound."""
        events = [f"a=rtpmap:{EVENT_TYPE} telephone-event/8000"]
        port = self.ear.port if port is None else port
        session = ["v=0", f"o=- 1 1 IN IP4 {HOST}", "s=-", f"c=IN IP4 {HOST}", "t=0 0"]
        media = [f"m=audio {port} RTP/AVP {formats}", *(lines or events)]
        return "\r\n".join([*session, *media, ""])

    def request(self, method: str, body: str = "", **headers: str) -> SipRequest:
        """Write a request of this call, the next in its order."""
        self._cseq += 1
        user = headers.pop("user", "+3278120001")
        uri = f"sip:{user}@{HOST}:{self.endpoint[1]}"
        request = SipRequest(method=method, uri=uri)
        host, port = self.address
        branch = f"z9hG4bK{self.call_id}-{self._cseq}"
        to_tag = f";tag={self.to_tag}" if self.to_tag else ""
        named = {
            "Via": f"SIP/2.0/UDP {host}:{port};branch={branch}",
            "From": f"<sip:{self.number}@{HOST}>;tag={self.tag}",
            "To": f"<{uri}>{to_tag}",
            "Call-ID": self.call_id,
            "CSeq": f"{self._cseq} {method}",
            "Contact": f"<sip:{host}:{port}>",
            "Max-Forwards": "70",
        }
        if body:
            named["Content-Type"] = "application/sdp"
        for name, value in {**named, **headers}.items():
            request.set_header(name.replace("_", "-"), value)
        request.text = body
        return request

    def send(self, request: SipRequest | SipResponse | bytes) -> None:
        self._socket.sendto(bytes(request), self.endpoint)

    def receive(self) -> SipRequest | SipResponse:
        """Wait for the next message."""
        message = SipMessage.parse(self._socket.recv(65_535))
        if isinstance(message, SipResponse):
            self.answers.append(message)
        return message

    def ask(self, request: SipRequest) -> SipResponse:
        """Send *request* and give its final answer."""
        self.send(request)
        return self.answer_to(request.method)

    def is_answered(self, request: SipRequest) -> bool:
        """Tell whether *request* is answered soon; the network may have lost it."""
        self._socket.settimeout(0.2)
        try:
            self.ask(request)
        except TimeoutError:
            return False
        finally:
            self._socket.settimeout(PATIENCE_S)
        return True

    def answer_to(self, method: str) -> SipResponse:
        while True:
            message = self.receive()
            if isinstance(message, SipRequest):
                continue
            asked = (message.get_header("CSeq") or "").endswith(method)
            if asked and message.status_code >= 200:
                return message

    def dial(self, body: str | None = None, **headers: str) -> SipResponse:
        """Call, and acknowledge the answer."""
        self.sent_invite = self.request(
            "INVITE", self.offer() if body is None else body, **headers
        )
        answer = self.ask(self.sent_invite)
        self.acknowledge(answer)
        return answer

    def acknowledge(self, answer: SipResponse) -> None:
        """Say that *answer* to an INVITE has come."""
        self.to_tag = answer.to_addr.tag or ""
        ack = self.request("ACK", CSeq=f"{answer.cseq.seq} ACK")
        self._cseq -= 1
        if answer.status_code >= 300:
            ack.set_header("Via", answer.get_header("Via") or "")
            self.to_tag = ""
        self.send(ack)
        if answer.status_code == 200:
            self.media = (HOST, media_port(answer))

    def until_bye(self) -> SipRequest:
        """Wait until the other side hangs up, and say yes."""
        while True:
            message = self.receive()
            if isinstance(message, SipRequest) and message.method == "BYE":
                self.send(ok_to(message))
                return message

    def hang_up(self) -> SipResponse:
        return self.ask(self.request("BYE"))

    def press(self, keys: str) -> None:
        """Press *keys* as events, as sipp sends them."""
        for key in keys:
            for packet in self.packets_of(key):
                self.ear.send(packet, self.media)

    def packets_of(self, key: str) -> list[bytes]:
        """Give the packets of a press of *key*: its events, and its end three times."""
        self._timestamp += 8000
        durations = [160 * (it + 1) for it in range(PACKETS_OF_A_PRESS)]
        ends = [False] * PACKETS_OF_A_PRESS + [True] * END_PACKETS
        durations += [durations[-1]] * END_PACKETS
        packets = []
        for place, (duration, is_end) in enumerate(zip(durations, ends, strict=True)):
            self._sequence += 1
            kind = EVENT_TYPE | (0x80 if place == 0 else 0)
            header = struct.pack(
                "!BBHLL", 0x80, kind, self._sequence, self._timestamp, SOURCE
            )
            event = struct.pack("!BBH", KEYS.index(key), is_end << 7 | 10, duration)
            packets.append(header + event)
        return packets


def sound_packet(source: int = SOURCE) -> bytes:
    """Give a packet of silence, in PCMU."""
    header = struct.pack("!BBHLL", 0x80, 0, 0, 0, source)
    return header + b"\xff" * PACKET_OCTETS


def ok_to(request: SipRequest) -> SipResponse:
    """Answer *request* with 200."""
    response = SipResponse(status_code=200, reason_phrase="OK")
    for name in ("Via", "From", "To", "Call-ID", "CSeq"):
        for value in request.get_header_values(name):
            response.add_header(name, value)
    return response


def media_port(answer: SipResponse) -> int:
    """Give the port at which the answer wants sound."""
    line = next(it for it in answer.text.splitlines() if it.startswith("m=audio"))
    return int(line.split()[1])


def eventually(is_so: Callable[[], object]) -> None:
    """Wait until something is so."""
    ends_s = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < ends_s, "it never was"
        time.sleep(0.01)
