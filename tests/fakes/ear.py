"""What a telephone for tests hears: RTP on a real UDP socket, by the kernel's clock."""

import socket
import struct
import threading
from dataclasses import dataclass, field

HOST = "127.0.0.1"
RTCP = range(192, 224)
"""What tells RTCP from RTP in the second byte (RFC 5761)."""

SO_TIMESTAMPNS = 35
"""Linux: have the kernel say when a packet came, however busy its reader is."""


@dataclass(frozen=True, slots=True)
class Packet:
    """A packet of sound that came at *at_s*, on the clock of the kernel."""

    at_s: float
    payload_type: int
    sequence: int
    timestamp: int
    payload: bytes = field(repr=False)


class Ear:
    """Listens to RTP at a port, and keeps it all."""

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((HOST, 0))
        self._socket.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
        self._socket.settimeout(0.1)
        self.port = self._socket.getsockname()[1]
        self.packets: list[Packet] = []
        self._is_closed = False
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def send(self, packet: bytes, address: tuple[str, int]) -> None:
        self._socket.sendto(packet, address)

    def close(self) -> None:
        self._is_closed = True
        self._thread.join()
        self._socket.close()

    def octets(self, silence: bytes = b"\xff") -> bytes:
        """Give the sound by its timestamps, silence where a packet is missing."""
        if not self.packets:
            return b""
        first = self.packets[0].timestamp
        heard = {(it.timestamp - first) % 2**32: it.payload for it in self.packets}
        whole = bytearray(silence * (max(heard) + 160))
        for at, payload in heard.items():
            whole[at : at + len(payload)] = payload
        return bytes(whole)

    def _listen(self) -> None:
        while not self._is_closed:
            try:
                octets, [(_, _, came)], _, _ = self._socket.recvmsg(2048, 128)
            except TimeoutError:
                continue
            if octets[1] in RTCP:
                continue  # of the ear on the port below
            _, kind, sequence, timestamp, _ = struct.unpack("!BBHLL", octets[:12])
            seconds, nanoseconds = struct.unpack("@ll", came)
            at_s = seconds + nanoseconds / 1e9
            packet = Packet(at_s, kind & 0x7F, sequence, timestamp, octets[12:])
            self.packets.append(packet)
