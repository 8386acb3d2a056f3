"""Sealing: what leaves us or lies in the database unreadable, and unforgeable.

One secret is given; each purpose has a key of its own, derived from it, so that a
token made for one use is worth nothing in another. AES-SIV gives the same box for the
same words, so a sentence that never changes keeps one address.
"""

import base64
import hashlib
import hmac

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ivr.domain.secret import Secret

KEY_BYTES = 32
PSEUDONYM_BYTES = 12


class BrokenSealError(ValueError):
    """The box was not made by us, or was tampered with."""


class Seal:
    """Seals bytes with a key that *secret* gives for one *purpose*."""

    def __init__(self, secret: Secret, purpose: str) -> None:
        hkdf = HKDF(SHA256(), KEY_BYTES, salt=None, info=f"saldo {purpose}".encode())
        self._key = hkdf.derive(secret.reveal().encode())
        self._box = AESSIV(self._key)

    def close(self, content: bytes, place: str = "") -> str:
        """Give *content* as an unreadable text that fits into a URL.

        It opens in its *place* only: a row of the database, or "" for anywhere.
        """
        box = self._box.encrypt(content, _bound_to(place))
        return base64.urlsafe_b64encode(box).decode().rstrip("=")

    def open(self, text: str, place: str = "") -> bytes:
        """Give the content of *text*, or fail if it is not ours, or of another *place*."""
        try:
            box = base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
            content = self._box.decrypt(box, _bound_to(place))
        except (ValueError, InvalidTag) as error:
            raise BrokenSealError("not sealed by this hotline") from error
        # Base64 has more than one spelling for the same bytes; a box has one.
        if base64.urlsafe_b64encode(box).decode().rstrip("=") != text:
            raise BrokenSealError("not sealed by this hotline")
        return content

    def pseudonym(self, name: str) -> str:
        """Give a keyed name that stands for *name* and does not tell it."""
        digest = hmac.digest(self._key, name.encode(), hashlib.sha256)
        return digest[:PSEUDONYM_BYTES].hex()


def _bound_to(place: str) -> list[bytes] | None:
    return [place.encode()] if place else None
