"""Hashes of PINs: how they are made and compared, in the same time whosever they are.

Rules of this file:
1. A PIN is kept as argon2id (OWASP's minimum) over HMAC-SHA-256(pepper, number ‖ PIN).
   The pepper lies outside the database: without it, a stolen table of six-digit PINs
   would be read in hours. The number is in it, so that hashes cannot change rows.
2. Where there is nothing to compare with, a hash of nobody's is. While PINs are kept at
   more than one cost, every comparison takes one of each.
3. Few hashes are made or compared at a time: each takes 19 MiB, and some threads of a
   server must stay free to talk.
"""

import hashlib
import hmac
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from ivr.domain.secret import Secret

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""OWASP's minimum for argon2id: 19 MiB, two passes, one lane; 20 ms here."""

FORMER_HASHERS: tuple[PasswordHasher, ...] = ()
"""What it cost before: who changes `HASHER` adds the old one here, as long as a PIN is
kept that was made with it."""

AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class PinHash:
    """The argon2id *text* of a PIN, and which pepper it was made with."""

    pepper_id: str
    text: str


class PinHashes:
    """Makes and compares hashes; the first of *peppers* is the present one."""

    def __init__(self, peppers: Sequence[Secret]) -> None:
        self._peppers = {pepper_id(it): it.reveal().encode() for it in peppers}
        self._present = pepper_id(peppers[0])
        self._turnstile = threading.BoundedSemaphore(AT_ONCE)
        self._nobodys = _nobodys((HASHER, *FORMER_HASHERS))

    @property
    def pepper_ids(self) -> tuple[str, ...]:
        """Give which peppers there are."""
        return tuple(self._peppers)

    def of(self, msisdn: str, pin: str) -> PinHash:
        """Make the hash of *pin* for *msisdn*, as one is made today."""
        keyed = _keyed(self._peppers[self._present], msisdn, pin)
        with self._turnstile:
            return PinHash(self._present, HASHER.hash(keyed))

    def fit(self, kept: PinHash | None, msisdn: str, pin: str) -> bool:
        """Tell whether *kept* is the hash of *pin*; of None nothing is."""
        kept = kept or PinHash(self._present, self._nobodys[0])
        keyed = _keyed(self._peppers.get(kept.pepper_id, b""), msisdn, pin)
        others = [it for it in self._nobodys if _cost(it) != _cost(kept.text)]
        with self._turnstile:
            fits, *_ = [_is_of(it, keyed) for it in (kept.text, *others)]
        return fits

    def is_due(self, kept: PinHash) -> bool:
        """Tell whether *kept* would be made otherwise today."""
        is_old = kept.pepper_id != self._present
        return is_old or HASHER.check_needs_rehash(kept.text)


def pepper_id(pepper: Secret) -> str:
    """Give what a hash says of its *pepper*."""
    return hashlib.sha256(b"pepper id" + pepper.reveal().encode()).hexdigest()[:8]


@cache
def _nobodys(hashers: tuple[PasswordHasher, ...]) -> tuple[str, ...]:
    """Make a hash at each cost: not keyed, as those of PINs are, so that no PIN fits."""
    return tuple(hasher.hash("nobody's") for hasher in hashers)


def _keyed(pepper: bytes, msisdn: str, pin: str) -> bytes:
    return hmac.digest(pepper, f"{msisdn}‖{pin}".encode(), hashlib.sha256)


def _cost(text: str) -> str:
    """Give what a hash says of its making: all but salt and sum."""
    return text.rpartition("$")[0].rpartition("$")[0]


def _is_of(text: str, keyed: bytes) -> bool:
    try:
        return HASHER.verify(text, keyed)
    except (VerifyMismatchError, InvalidHashError):
        return False
