"""OAuth2 client credentials: a token is asked for once, and renewed before it ends."""

import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote_plus

import httpx

from ivr.accounts.source import SourceUnavailableError
from ivr.accounts.tmf654.answers import json_of
from ivr.accounts.tmf654.quantities import UnreadableError, number
from ivr.accounts.tmf654.terms import Credentials
from ivr.domain.secret import Secret

SHORTEST_LIFE_S = 1
DEFAULT_LIFE_S = 300
"""Of a token that does not say when it ends."""
LEFT_OVER = 0.1
"""The share of its life in which a token is not used any more."""


@dataclass(frozen=True, slots=True)
class _Token:
    """A token, and until when it is used, by a clock that only goes forward."""

    text: Secret
    until_s: float


class ClientCredentials(httpx.Auth):
    """Puts a token on every request; asks for another if it is refused, once."""

    def __init__(
        self,
        credentials: Credentials,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._credentials = credentials
        self._clock = clock
        # Two threads may ask for one at the same time: both tokens are good.
        self._token: _Token | None = None

    def sync_auth_flow(
        self, request: httpx.Request
    ) -> Generator[httpx.Request, httpx.Response, None]:
        """Send *request* with a token."""
        token = self._token
        if token is None or token.until_s <= self._clock():
            token = yield from self._renew()
        response = yield _signed(request, token)
        if response.status_code == HTTPStatus.UNAUTHORIZED:
            # Some give one token at a time: another thread's may have ended this one.
            newer = self._token if self._token is not token else None
            yield _signed(request, newer or (yield from self._renew()))

    def _renew(self) -> Generator[httpx.Request, httpx.Response, _Token]:
        asked = self._credentials
        # RFC 6749, 2.3.1: both are written as in a form before they are joined.
        name, secret = (
            quote_plus(text) for text in (asked.client_id, asked.client_secret.reveal())
        )
        form = {"grant_type": "client_credentials"}
        request = httpx.Request(
            "POST",
            asked.url,
            data=form | ({"scope": asked.scope} if asked.scope else {}),
            headers={"Accept": "application/json", "Accept-Encoding": "identity"},
        )
        response = yield next(httpx.BasicAuth(name, secret).sync_auth_flow(request))
        token = self._token = self._read(response)
        return token

    def _read(self, response: httpx.Response) -> _Token:
        if response.status_code != HTTPStatus.OK:
            status = response.status_code
            raise SourceUnavailableError(f"no token is given: {status}")
        told = json_of(response.read())
        text = told.get("access_token") if isinstance(told, dict) else None
        if not isinstance(text, str) or not (text.isascii() and text.isprintable()):
            raise SourceUnavailableError("no token is given: there is none")
        life_s = _life_s(told.get("expires_in"))
        return _Token(Secret(text), self._clock() + life_s * (1 - LEFT_OVER))


def _signed(request: httpx.Request, token: _Token) -> httpx.Request:
    request.headers["Authorization"] = f"Bearer {token.text.reveal()}"
    return request


def _life_s(told: object) -> float:
    try:
        return max(float(number(told)), SHORTEST_LIFE_S)
    except UnreadableError:
        return DEFAULT_LIFE_S
