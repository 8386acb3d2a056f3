"""Digest authentication of who calls (RFC 7616, and RFC 2617 for older telephones).

Rules of this file:
1. A nonce carries when it was made, sealed, and serves the host that was given it alone:
   who knows no password costs us no memory, and nobody answers in another's name.
2. The same answer is never taken twice, not even of a nonce that is still good; without
   qop nothing in it counts, and the nonce is good once.
3. One answer of a request is looked at: many in one would be many guesses.
4. An answer for one user is worth nothing in a request to another. Hosts are not
   compared, proxies change them (RFC 3261 22.4); sipp names no user.
5. The hash is MD5: telephones that know no other (baresip 1.0, sipp 3.6) give up where
   SHA-256 is so much as offered.
"""

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from urllib.parse import unquote

from aiosipua import AuthChallenge, SipRequest, parse_auth, parse_uri, stringify_auth

from ivr.domain.secret import Secret

REALM = "saldo"
NONCE_LIFE_S = 300
MOST_NONCES = 10_000
CHALLENGE = "WWW-Authenticate"
CREDENTIALS = "Authorization"

Credentials = dict[str, str]
"""The parameters of an answer to a challenge."""


class Verdict(Enum):
    """What credentials are worth: OLD ones are right but for the age or the use of its nonce."""

    RIGHT = "right"
    OLD = "old"
    WRONG = "wrong"


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
        self._forgotten_s = 0

    def challenge(self, host: str, *, is_stale: bool = False) -> str:
        """Give what *host* is to answer.

        If its answer *is_stale*, right but for its age, the telephone answers anew by
        itself, and asks nobody for the password again.
        """
        made = f"{int(self._clock()):x}-{secrets.token_hex(8)}"
        nonce = self._nonce(made, host)
        params = {"realm": REALM, "nonce": nonce, "qop": "auth", "algorithm": "MD5"}
        if is_stale:
            params["stale"] = "true"
        return stringify_auth(AuthChallenge("Digest", params))

    def credentials_in(self, request: SipRequest, host: str) -> Credentials | None:
        """Give the answer to a challenge of ours to *host*, None if there is none."""
        answers = map(parse_auth, request.get_header_values(CREDENTIALS))
        ours = (it.params for it in answers if self._is_ours(it.params, host))
        return next(ours, None)

    def verdict(self, credentials: Credentials, request: SipRequest) -> Verdict:
        """Tell what *credentials* in *request* are worth, and take them if they are right.

        Raises ValueError if they are for a request to somebody else.
        """
        if not _is_for(credentials.get("uri", ""), request.uri):
            raise ValueError(CREDENTIALS)
        if not self._is_right(credentials, request.method):
            return Verdict.WRONG
        nonce = credentials["nonce"]
        is_new = self._is_fresh(nonce) and self._is_first(nonce, credentials)
        return Verdict.RIGHT if is_new else Verdict.OLD

    def _is_right(self, credentials: Credentials, method: str) -> bool:
        right = f"{self._account.user}:{self._response(credentials, method)}"
        given = f"{credentials.get('username')}:{credentials.get('response')}"
        return hmac.compare_digest(right.encode(), given.encode())

    def _response(self, credentials: Credentials, method: str) -> str:
        """Give the right answer."""
        given = [credentials.get(name, "") for name in ("nonce", "nc", "cnonce", "qop")]
        between = ":".join(given if credentials.get("qop") else given[:1])
        user, password = self._account.user, self._account.password.reveal()
        secret = _md5(f"{user}:{REALM}:{password}")
        asked = _md5(f"{method}:{credentials.get('uri', '')}")
        return _md5(f"{secret}:{between}:{asked}")

    def _is_first(self, nonce: str, credentials: Credentials) -> bool:
        """Tell whether this answer is newer than all of *nonce*, and remember it."""
        try:
            count = int(credentials.get("nc", ""), 16) if credentials.get("qop") else 1
        except ValueError:
            return False
        if count <= self._counts.get(nonce, 0):
            return False
        self._counts[nonce] = count
        self._forget()
        return True

    def _forget(self) -> None:
        """Forget old nonces, and the first of too many: those are taken for old then."""
        while self._counts:
            nonce = next(iter(self._counts))
            if self._is_fresh(nonce) and len(self._counts) <= MOST_NONCES:
                break
            del self._counts[nonce]
            self._forgotten_s = max(self._forgotten_s, _made_s(nonce))

    def _is_fresh(self, nonce: str) -> bool:
        made_s = _made_s(nonce)
        is_young = self._clock() - made_s <= NONCE_LIFE_S
        return is_young and made_s > self._forgotten_s

    def _is_ours(self, credentials: Credentials, host: str) -> bool:
        nonce = credentials.get("nonce", "")
        made, _, _ = nonce.rpartition("-")
        return hmac.compare_digest(self._nonce(made, host).encode(), nonce.encode())

    def _nonce(self, made: str, host: str) -> str:
        sealed = f"{made}-{host}".encode()
        return f"{made}-{hmac.new(self._seal, sealed, hashlib.sha256).hexdigest()[:32]}"


def _made_s(nonce: str) -> int:
    return int(nonce.partition("-")[0], 16)


def _is_for(uri: str, requested: str) -> bool:
    user = parse_uri(uri).user
    return user is None or unquote(user) == unquote(parse_uri(requested).user or "")


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
