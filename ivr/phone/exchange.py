"""Twilio's side of the web: signed webhooks, and the fetching of sounds."""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from uuid import uuid4

import httpx

from ivr.domain.secret import Secret
from ivr.phone.captions import Caption, read_captions
from ivr.phone.faults import HotlineError
from ivr.phone.sound import Sound, read_sound
from ivr.twilio.signature import HEADER, sign

ANONYMOUS = "anonymous"
"""How somebody who shows no number is named to a phone."""

ANONYMOUS_NUMBER = "+266696687"
"""What Twilio sends for such a caller: the word ANONYMOUS on a keypad."""

NUMBER = re.compile(r"\+[0-9]{5,15}")
"""How a number is written that calls or is called: +32470123456."""

WEBHOOK_TIMEOUT_S = 15
"""How long Twilio waits for an answer."""


class WebhookError(HotlineError):
    """The hotline did not answer a request as it should."""


@dataclass(frozen=True, slots=True)
class Document:
    """The *twiml* that was read at *url*, *server_s* real seconds after asking."""

    url: str
    twiml: str = field(repr=False)
    server_s: float


@dataclass(frozen=True, slots=True)
class Exchange:
    """Where calls to the hotline at *public_url* go through, over *client*.

    Webhooks come from *account_sid* and are signed with *auth_token*; *clock* gives
    seconds.
    """

    client: httpx.Client
    public_url: str
    account_sid: str
    auth_token: Secret
    clock: Callable[[], float] = time.perf_counter

    def connect(self, caller: str, dialled: str) -> "Leg":
        """Begin a call from *caller* (E.164 or `anonymous`) to *dialled*."""
        number = ANONYMOUS_NUMBER if caller.lower() == ANONYMOUS else caller
        return Leg(self, number, dialled, f"CA{uuid4().hex}")


@dataclass(frozen=True, slots=True)
class Leg:
    """One call as an *exchange* sees it, known by its *call_sid*."""

    exchange: Exchange
    caller: str
    dialled: str
    call_sid: str

    def ring(self) -> Document:
        """Tell the hotline that a call arrives."""
        return self._ask(self._voice_url(), {}, "POST", "ringing")

    def request(
        self, url: str, fields: Mapping[str, str], method: str = "POST"
    ) -> Document:
        """Ask for the document at *url*, an absolute one, sending *fields*."""
        return self._ask(url, fields, method, "in-progress")

    def fetch_sound(self, url: str) -> Sound:
        """Fetch the sound at *url*, which ends in `.wav`, with its captions."""
        wav = self._send(self.exchange.client.build_request("GET", url))
        return read_sound(wav.content, self.fetch_captions(url), url)

    def fetch_captions(self, url: str, language: str = "") -> tuple[Caption, ...]:
        """Fetch the captions of the sound at *url*, in another *language* if one is given."""
        parts = urlsplit(url)
        path = parts.path.removesuffix(".wav") + ".vtt"
        asked = httpx.URL(parts._replace(path=path).geturl())
        if language:
            asked = asked.copy_set_param("lang", language)
        vtt = self._send(self.exchange.client.build_request("GET", asked))
        return read_captions(vtt.content.decode(errors="replace"))

    def hang_up(self, duration_s: float) -> None:
        """Tell the hotline that the call is over, after *duration_s*."""
        fields = {"CallDuration": str(round(duration_s))}
        url = f"{self._voice_url()}/status"
        self._send(self._signed(url, fields, "POST", "completed"))

    def _voice_url(self) -> str:
        return f"{self.exchange.public_url.rstrip('/')}/voice"

    def _ask(
        self, url: str, fields: Mapping[str, str], method: str, call_status: str
    ) -> Document:
        request = self._signed(url, fields, method, call_status)
        sent_s = self.exchange.clock()
        response = self._send(request)
        server_s = self.exchange.clock() - sent_s
        if response.status_code != httpx.codes.OK:
            raise WebhookError(f"The hotline answered without TwiML at {_path(url)}.")
        return Document(url, response.text, server_s)

    def _signed(
        self, url: str, fields: Mapping[str, str], method: str, call_status: str
    ) -> httpx.Request:
        form = {**self._identity(), "CallStatus": call_status, **fields}
        client = self.exchange.client
        if method == "GET":
            request = client.build_request(
                "GET", httpx.URL(url).copy_merge_params(form)
            )
            form = {}
        else:
            request = client.build_request("POST", url, data=form)
        # Signed as sent: httpx may write an address otherwise than we were given it.
        signature = sign(str(request.url), form, self.exchange.auth_token)
        request.headers[HEADER] = signature
        return request

    def _identity(self) -> dict[str, str]:
        return {
            "CallSid": self.call_sid,
            "AccountSid": self.exchange.account_sid,
            "From": self.caller,
            "Caller": self.caller,
            "To": self.dialled,
            "Called": self.dialled,
            "Direction": "inbound",
            "ApiVersion": "2010-04-01",
        }

    def _send(self, request: httpx.Request) -> httpx.Response:
        path = _path(str(request.url))
        try:
            response = self.exchange.client.send(request)
        except httpx.HTTPError as error:
            raise WebhookError(
                f"The hotline cannot be reached at {path} ({type(error).__name__})."
            ) from error
        if response.status_code == httpx.codes.FORBIDDEN:
            raise WebhookError(
                f"The hotline answered 403 at {path}: is it another auth token's, or is "
                "another address its IVR_PUBLIC_URL?"
            )
        if not response.is_success:
            raise WebhookError(
                f"The hotline answered {response.status_code} at {path}."
            )
        return response


def _path(url: str) -> str:
    # Without the query: keys that were pressed could stand there.
    return urlsplit(url)._replace(query="", fragment="").geturl()
