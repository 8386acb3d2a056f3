"""The sound of a call: G.711 in RTP both ways, a packet every 20 ms.

Rules of this file:
1. Sound goes only to the host that the call came from, and keys are taken only from
   there: an offer can name anybody's address. Which port it is says `ivr.phone.sip.latch`.
2. What comes before the answer is dropped: the telephone does not know our port yet.
3. All state belongs to the event loop; whoever plays from a thread asks the loop.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from aiortp.clock import MediaClock
from aiortp.packet import RtpPacket
from aiortp.port_allocator import PortAllocator
from aiortp.session import RTPSession

from ivr.phone.sip.digits import EventReceiver, read_event
from ivr.phone.sip.g711 import encode
from ivr.phone.sip.latch import Latch
from ivr.phone.sip.offer import Offer
from ivr.phone.sip.transport import Address

PACKET_S = 0.020
PACKET_SAMPLES = 160
ATTEMPTS = 5
"""Ports can be taken by another program between looking and binding."""


@dataclass(slots=True)
class _Playing:
    octets: bytes
    ended: Callable[[], None]
    at: int = 0


class Line(RTPSession):
    """Plays sounds to a telephone, silence between them, and tells its keys."""

    on_key: Callable[[str], None] | None = None

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # made by `create`
        self._events = EventReceiver()
        self._event_type: int | None = None
        self._is_held = False
        self._is_started = False
        self._latch = Latch("", 0)
        self._silence = encode(bytes(2 * PACKET_SAMPLES), self._payload_type)
        self._playing: _Playing | None = None
        self._clock = MediaClock(PACKET_S, self._tick)

    @classmethod
    async def open(
        cls, offer: Offer, local_host: str, remote_host: str, ports: PortAllocator
    ) -> "Line":
        """Open a line from *local_host* to the telephone at *remote_host*."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                line = await cls.create(
                    local_addr=(local_host, 0),
                    remote_addr=(remote_host, offer.port),
                    payload_type=offer.payload_type,
                    plc=False,
                    port_allocator=ports,
                )
            except OSError:
                if attempt == ATTEMPTS:
                    raise
            else:
                break
        line = cast("Line", line)
        line.follow(offer)
        return line

    @property
    def port(self) -> int:
        """Give the port that the telephone is to send to."""
        return self._allocated_rtp_port or 0

    def follow(self, offer: Offer) -> None:
        """Do as *offer* says, the first or one in mid-call.

        One that names the same port, as to hold the call, changes nothing of where the
        telephone was found.
        """
        self._event_type = offer.event_type
        self._is_held = offer.is_held
        if offer.port != self._latch.offered:
            host, _ = cast("Address", self._remote_addr)  # never another than at first
            self._latch = Latch(host, offer.port, left=self._latch.port)
            self.update_remote(self._latch.destination)

    def start(self) -> None:
        """Begin to send, and to listen."""
        self._is_started = True
        self._clock.start()

    def encode(self, samples: bytes) -> bytes:
        """Encode 16-bit *samples*, in whatever thread, as this line carries them."""
        return encode(samples, self._payload_type)

    def play(self, octets: bytes, ended: Callable[[], None]) -> None:
        """Play *octets* next, and call *ended* when they were heard to the end."""
        self._playing = _Playing(octets, ended)

    def stop(self) -> None:
        """Play silence."""
        self._playing = None

    async def close(self) -> None:
        """Stop sending, and give the ports back."""
        self.stop()
        await self._clock.stop()
        await super().close()

    def _tick(self) -> None:
        payload = self._next()
        if not self._is_held:
            self.send_audio_auto(payload)
        elif self._sender is not None:
            self._sender.advance_timestamp()

    def _next(self) -> bytes:
        playing = self._playing
        if playing is None:
            return self._silence
        packet = playing.octets[playing.at : playing.at + PACKET_SAMPLES]
        playing.at += PACKET_SAMPLES
        if not packet:
            self._playing = None
            playing.ended()
        return packet + self._silence[len(packet) :]

    def _handle_rtp(self, data: bytes, addr: Address) -> None:
        """Take a packet: only keys are listened to."""
        if not self._is_started:
            return
        try:
            packet = RtpPacket.parse(data)
        except (ValueError, IndexError):
            return
        is_sound = packet.payload_type == self._payload_type
        if not is_sound and packet.payload_type != self._event_type:
            return
        if not self._latch.takes(addr, packet.ssrc, is_sound=is_sound):
            return
        self._remote_addr = self._latch.destination
        if not is_sound:
            self._hear_event(packet, addr)

    def _hear_event(self, packet: RtpPacket, addr: Address) -> None:
        event = read_event(
            packet.payload,
            timestamp=packet.timestamp,
            sequence=packet.sequence_number,
            marker=bool(packet.marker),
            source=(addr, packet.ssrc),
        )
        key = event and self._events.receive(event)
        if key and self.on_key is not None:
            self.on_key(key)

    def _handle_rtcp(self, data: bytes, addr: tuple[str, int]) -> None:
        """Listen to no reports: nothing that we send would change."""
