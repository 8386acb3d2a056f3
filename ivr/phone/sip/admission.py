"""Who may begin something: whoever knows the password, if there is one."""

from aiosipua import SipRequest, SipResponse

from ivr.phone.sip.authentication import CHALLENGE, Digest, Verdict
from ivr.phone.sip.messages import response_to


class Admission:
    """Lets in by *digest*, or everybody if there is no password."""

    def __init__(self, digest: Digest | None) -> None:
        self._digest = digest

    def refusal_of(self, request: SipRequest, host: str) -> SipResponse | None:
        """Give what to tell the *host* of *request*, None if it may begin.

        Raises ValueError if its answer is for another request.
        """
        if self._digest is None:
            return None
        answer = self._digest.answer_in(request, host)
        verdict = answer and self._digest.verdict(answer, request)
        if verdict is Verdict.RIGHT:
            return None
        challenge = self._digest.challenge(host, is_stale=verdict is Verdict.OLD)
        return response_to(request, 401, "", {CHALLENGE: challenge})
