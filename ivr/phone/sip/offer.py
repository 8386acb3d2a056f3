"""What a telephone offers of sound (SDP), and what it is answered (RFC 3264).

Answers mirror the offer: its payload type for digits, its order of lines.
"""

from dataclasses import dataclass

from aiosipua import MediaDescription, SdpMessage, SdpNegotiationError
from aiosipua.sdp import negotiate_sdp, parse_sdp

from ivr.phone.sip.g711 import PCMA, PCMU

CLOCK_HZ = 8000
PROFILES = {"RTP/AVP", "RTP/AVPF"}
LISTENING = {"sendrecv", "recvonly"}


class OfferError(Exception):
    """Nothing in the offer is sound as we send it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Sound that is taken on *port* of the telephone, as *payload_type* (PCMU, PCMA).

    Digits come as *event_type*, None if not among the sound; *is_held* tells that
    nothing is to be heard now. *sdp* is all of what was said.
    """

    port: int
    payload_type: int
    event_type: int | None
    is_held: bool
    sdp: SdpMessage

    def answer(self, host: str, port: int) -> SdpMessage:
        """Give the answer: our sound comes from *port* of *host*."""
        answer, _ = negotiate_sdp(
            self.sdp,
            host,
            port,
            supported_codecs=[self.payload_type],
            dtmf_payload_type=self.event_type or 0,
        )
        return answer


def read_offer(text: str, payload_types: tuple[int, ...] = (PCMU, PCMA)) -> Offer:
    """Read the offer *text*; of *payload_types* the telephone's first is taken.

    Raises OfferError.
    """
    try:
        sdp = parse_sdp(text)
        audio = sdp.audio
        if audio is None or audio.proto not in PROFILES or not 0 < audio.port < 2**16:
            raise OfferError
        types = [codec.payload_type for codec in audio.codecs]
        chosen = next(it for it in types if it in payload_types)
        offer = Offer(audio.port, chosen, _event_type(audio), _is_held(sdp, audio), sdp)
        offer.answer("127.0.0.1", audio.port)
    except (ValueError, StopIteration, SdpNegotiationError) as error:
        raise OfferError from error
    return offer


def _event_type(audio: MediaDescription) -> int | None:
    for codec in audio.codecs:
        is_event = codec.encoding_name.lower() == "telephone-event"
        if is_event and codec.clock_rate == CLOCK_HZ and 0 < codec.payload_type < 2**7:
            return codec.payload_type
    return None


def _is_held(sdp: SdpMessage, audio: MediaDescription) -> bool:
    connection = audio.connection or sdp.connection
    # An old way to hold (RFC 2543).
    is_nowhere = connection is not None and connection.address == "0.0.0.0"  # noqa: S104  # nosec B104
    return is_nowhere or audio.direction not in LISTENING
