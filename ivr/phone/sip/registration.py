"""Registration: granted to telephones that call no other way, and kept nowhere."""

from aiosipua import SipRequest, SipResponse

from ivr.phone.sip.messages import response_to

LONGEST_S = 3600


def granted(request: SipRequest) -> SipResponse:
    """Grant what *request* asks for, an hour at most.

    Raises ValueError if the time that it asks for is none.
    """
    asked = int(request.get_header("Expires") or LONGEST_S)
    expires = str(min(asked, LONGEST_S))
    response = response_to(request, 200, "", {"Expires": expires})
    for contact in request.get_header_values("Contact"):
        response.add_header("Contact", contact)
    return response
