"""The line between a call and the hotline: the hotline's own door, in this process.

Rules of this file:
1. Requests go through the whole application, signed like Twilio's: there is no second
   way to a caller's figures. The thread of the call runs them, so none of the server's
   is waited for.
2. What the page may peek at has no secret in it. From a signature somebody who has the
   token can find six digits: it is masked with them.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl

import httpx

from ivr.phone.transcript import MASK
from ivr.twilio.signature import HEADER

WEBHOOKS = "/voice"
SLOW_S = 2.0
"""How much later an answer comes over a slow line."""


@dataclass(frozen=True, slots=True)
class Peek:
    """A webhook at *path*: its *form* and *signature*, and how it was answered."""

    path: str
    form: dict[str, str]
    signature: str
    status: int
    twiml: str
    milliseconds: int


class Line(httpx.BaseTransport):
    """Carries requests to *hotline*, each webhook's answer *delay_s* late.

    *note* is handed what may be seen of a webhook; *is_secret* tells whether the keys
    that are sent now may be a secret.
    """

    def __init__(
        self,
        hotline: httpx.BaseTransport,
        note: Callable[[Peek], None],
        is_secret: Callable[[], bool],
        delay_s: float = 0.0,
    ) -> None:
        self._hotline = hotline
        self._note = note
        self._is_secret = is_secret
        self._delay_s = delay_s

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Carry *request*, and what comes back."""
        if not request.url.path.startswith(WEBHOOKS):
            return self._hotline.handle_request(request)
        sent_s = time.perf_counter()
        response = self._hotline.handle_request(request)
        twiml = response.read().decode(errors="replace")
        time.sleep(self._delay_s)
        took_s = time.perf_counter() - sent_s
        form, signature = self._shown(request)
        path, status = request.url.path, response.status_code
        self._note(Peek(path, form, signature, status, twiml, round(took_s * 1000)))
        return httpx.Response(status, headers=response.headers, text=twiml)

    def _shown(self, request: httpx.Request) -> tuple[dict[str, str], str]:
        form = dict(parse_qsl(request.read().decode(), keep_blank_values=True))
        signature = request.headers.get(HEADER, "")
        digits = form.get("Digits")
        if digits is None or not self._is_secret():
            return form, signature
        return form | {"Digits": MASK * len(digits)}, MASK * len(signature)
