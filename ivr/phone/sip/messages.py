"""What is read in SIP messages, and how they are answered outside a call."""

import socket
from collections.abc import Mapping

from aiosipua import SipRequest, SipResponse, create_dialog_from_request

from ivr.phone.sip.offer import OfferError
from ivr.phone.sip.transport import Address

SDP = "application/sdp"
LONGEST_BODY_BYTES = 8192
LONGEST_INFO_BYTES = 256
"""A key needs some twenty; what is read in one loop of events holds up all calls."""

ANYWHERE = "0.0.0.0"  # noqa: S104  # nosec B104
"""All addresses of a machine, which is none that can be called."""


def response_to(
    request: SipRequest, status: int, reason: str, headers: Mapping[str, str]
) -> SipResponse:
    """Answer *request* with *status*; without a *reason* it is the usual one."""
    dialog = create_dialog_from_request(request)
    response = dialog.create_response(request, status, reason)
    for name, value in headers.items():
        response.add_header(name, value)
    return response


def sdp_of(request: SipRequest) -> str:
    """Give the offer of sound that comes with *request*. Raises OfferError."""
    kind = (request.content_type or "").partition(";")[0].strip().lower()
    if kind != SDP:
        raise OfferError
    return request.text


def required_by(request: SipRequest) -> list[str]:
    """Give the extensions that *request* cannot do without: we do none of them.

    An ACK and a CANCEL may require nothing (RFC 3261 8.2.2.3).
    """
    if request.method in {"ACK", "CANCEL"}:
        return []
    listed = ",".join(request.get_header_values("Require"))
    return [name for it in listed.split(",") if (name := it.strip())]


def is_too_large(request: SipRequest) -> bool:
    """Tell whether *request* has a body that nobody here reads; an ACK is not asked."""
    longest = LONGEST_INFO_BYTES if request.method == "INFO" else LONGEST_BODY_BYTES
    return request.method != "ACK" and len(request.body) > longest


def branch_of(request: SipRequest) -> str | None:
    """Give what a request and its CANCEL have in common."""
    return request.via[0].branch


def method_of(response: SipResponse) -> str:
    """Give what *response* answers."""
    return response.cseq.method if response.cseq else ""


def own_address(bound: Address, other: Address) -> Address:
    """Give our address, *bound* so, as whoever is at *other* can reach it."""
    host, port = bound
    if host != ANYWHERE:
        return host, port
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(other)
        return probe.getsockname()[0], port
