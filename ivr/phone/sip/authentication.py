"""Digest authentication of who calls (RFC 7616, and RFC 2617 for older telephones).

Rules of this file:
1. A nonce carries when it was made, sealed: who knows no password costs us no memory.
2. The same answer is never taken twice, not even of a nonce that is still good.
3. The hash is MD5: telephones that know no other (baresip 1.0, sipp 3.6) give up where
   SHA-256 is so much as offered.
"""

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from aiosipua import AuthChallenge, SipRequest, parse_auth, stringify_auth

from ivr.domain.secret import Secret

REALM = "saldo"
NONCE_LIFE_S = 300
CHALLENGE = "WWW-Authenticate"
CREDENTIALS = "Authorization"


@dataclass(frozen=True, slots=True)
class Account:
    """The one account of this endpoint: its *user* and *password*."""

    user: str
    password: Secret = field(repr=False)


class Digest:
    """Asks for the password of *account*; *clock* gives seconds."""

    def __init__(
        self, account: Account, clock: Callable[[], float] = time.time
    ) -> None:
        self._account = account
        self._clock = clock
        self._seal = secrets.token_bytes(32)
        self._counts: dict[str, int] = {}

    def challenge(self, request: SipRequest | None = None) -> str:
        """Give what is to be answered.

        If *request* is right but for the age of its challenge it is told so: the
        telephone answers anew by itself, and asks nobody for the password again.
        """
        nonce = self._nonce(f"{int(self._clock()):x}-{secrets.token_hex(8)}")
        params = {"realm": REALM, "nonce": nonce, "qop": "auth", "algorithm": "MD5"}
        if request is not None and self._is_any(request, self._is_right):
            params["stale"] = "true"
        return stringify_auth(AuthChallenge("Digest", params))

    def is_proven(self, request: SipRequest) -> bool:
        """Tell whether *request* comes with the answer to a challenge of ours."""
        return self._is_any(request, self._is_answer)

    def _is_any(
        self, request: SipRequest, is_so: Callable[[dict[str, str], str], bool]
    ) -> bool:
        return any(
            is_so(parse_auth(header).params, request.method)
            for header in request.get_header_values(CREDENTIALS)
        )

    def _is_answer(self, params: dict[str, str], method: str) -> bool:
        if not self._is_right(params, method):
            return False
        nonce = params["nonce"]
        return self._is_fresh(nonce) and self._is_first(nonce, params)

    def _is_right(self, params: dict[str, str], method: str) -> bool:
        """Tell whether it answers a challenge of ours, of whatever age."""
        is_ours = self._is_ours(params.get("nonce", ""))
        if not is_ours or params.get("username") != self._account.user:
            return False
        right = self._response(params, method).encode()
        return hmac.compare_digest(right, params.get("response", "").encode())

    def _response(self, params: dict[str, str], method: str) -> str:
        """Give the right answer."""
        given = [params.get(name, "") for name in ("nonce", "nc", "cnonce", "qop")]
        between = ":".join(given if params.get("qop") else given[:1])
        user, password = self._account.user, self._account.password.reveal()
        secret = _md5(f"{user}:{REALM}:{password}")
        asked = _md5(f"{method}:{params.get('uri', '')}")
        return _md5(f"{secret}:{between}:{asked}")

    def _is_first(self, nonce: str, params: dict[str, str]) -> bool:
        """Tell whether this answer is newer than all of *nonce*, and remember it."""
        try:
            count = int(params.get("nc", "1"), 16)
        except ValueError:
            return False
        fresh = {it: of for it, of in self._counts.items() if self._is_fresh(it)}
        self._counts = fresh
        if count <= fresh.get(nonce, 0):
            return False
        fresh[nonce] = count
        return True

    def _is_fresh(self, nonce: str) -> bool:
        return self._clock() - int(nonce.partition("-")[0], 16) <= NONCE_LIFE_S

    def _is_ours(self, nonce: str) -> bool:
        made, _, _ = nonce.rpartition("-")
        return hmac.compare_digest(self._nonce(made).encode(), nonce.encode())

    def _nonce(self, made: str) -> str:
        seal = hmac.new(self._seal, made.encode(), hashlib.sha256).hexdigest()
        return f"{made}-{seal[:32]}"


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
