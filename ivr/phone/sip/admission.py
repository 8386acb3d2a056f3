"""Who may begin something: whoever knows the password, if there is one.

Rules of this file:
1. A request without an answer to a challenge of ours is asked, and is no wrong password.
   So nobody keeps another out by showing their address: a challenge serves the host that
   it was sent to.
2. A wrong password is logged with the network it came from, and nothing that was sent.
"""

from ipaddress import ip_network

from aiosipua import SipRequest, SipResponse

from ivr.logs import log_of
from ivr.phone.sip.authentication import CHALLENGE, Digest, Verdict
from ivr.phone.sip.messages import response_to
from ivr.phone.sip.throttle import Throttle

log = log_of(__name__)


class Admission:
    """Lets in by *digest*, None if there is no password, as fast as *throttle* allows."""

    def __init__(self, digest: Digest | None, throttle: Throttle) -> None:
        self._digest = digest
        self._throttle = throttle

    def refusal_of(self, request: SipRequest, host: str) -> SipResponse | None:
        """Give what to tell the *host* of *request*, None if it may begin.

        Raises ValueError if its credentials are for another request.
        """
        if self._digest is None:
            return None
        credentials = self._digest.credentials_in(request, host)
        if credentials is None:
            return _asking(request, self._digest.challenge(host))
        if wait_s := self._throttle.wait_s(host):
            headers = {"Retry-After": str(wait_s)}
            return response_to(request, 503, "Service Unavailable", headers)
        verdict = self._digest.verdict(credentials, request)
        if verdict is Verdict.RIGHT:
            return None
        if verdict is Verdict.WRONG:
            self._note(host)
        is_stale = verdict is Verdict.OLD
        return _asking(request, self._digest.challenge(host, is_stale=is_stale))

    def _note(self, host: str) -> None:
        count = self._throttle.count(host)
        network = str(ip_network(f"{host}/24", strict=False))
        log.warning("wrong SIP password", network=network, failed_count=count)


def _asking(request: SipRequest, challenge: str) -> SipResponse:
    return response_to(request, 401, "", {CHALLENGE: challenge})
