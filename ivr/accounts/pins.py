"""PINs: how they are kept, and how one is checked.

Rules of this file:
1. A PIN is kept as argon2id (OWASP's minimum) over HMAC-SHA-256(pepper, number ‖ PIN).
   The pepper lies outside the database: without it, a stolen table of six-digit PINs
   would be read in hours. The number is in it, so that hashes cannot change rows.
2. A number without a PIN, and a try that the guard holds back, are checked against a hash
   of nobody's, in the same time.
3. A try is counted before it is checked, once for each turn of a call: a webhook sent
   twice is one try, and guesses made side by side cannot overtake the count.
4. Checks are few at a time: each takes 19 MiB.
"""

import hashlib
import hmac
import threading
from collections.abc import Sequence
from enum import Enum

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import String, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from ivr.accounts import guard
from ivr.accounts.guard import Attempt, PinAttemptRow, Subject
from ivr.db import Base, Sessions
from ivr.domain.secret import Secret
from ivr.sealing import Seal

__all__ = ["Attempt", "PinRow", "Pins", "Verdict"]

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""OWASP's minimum for argon2id: 19 MiB, two passes, one lane; 20 ms here."""

CHECKS_AT_ONCE = 4


class PinRow(Base):
    """The hash of a PIN, and which pepper it was made with."""

    __tablename__ = "pins"

    msisdn: Mapped[str] = mapped_column(String(16), primary_key=True)
    pepper_id: Mapped[str] = mapped_column(String(16))
    hash: Mapped[str] = mapped_column(String(200))


class Verdict(Enum):
    """What became of a try: the PIN was *right*, or another; or none is taken now."""

    RIGHT = "right"
    OTHER = "other"
    CLOSED = "closed"


class Pins:
    """The PINs of a hotline, in its own database whatever the account source is.

    The first of *peppers* is the present one; others are of PINs that were not used
    since it came.
    """

    def __init__(
        self, sessions: Sessions, peppers: Sequence[Secret], pseudonyms: Seal
    ) -> None:
        self._sessions = sessions
        keys = [pepper.reveal().encode() for pepper in peppers]
        self._peppers = {_id_of(key): key for key in keys}
        self._present = _id_of(keys[0])
        self._pseudonyms = pseudonyms
        self._turnstile = threading.BoundedSemaphore(CHECKS_AT_ONCE)
        self._nobody = PinRow(
            msisdn="", pepper_id=self._present, hash=HASHER.hash("nobody's")
        )

    def set(self, msisdn: str, pin: str) -> None:
        """Keep *pin* as the PIN of *msisdn*."""
        with self._sessions.begin() as session:
            session.merge(self._row(msisdn, pin))

    def fit(self) -> bool:
        """Tell whether the PINs that are kept were made with peppers that we have."""
        other = select(PinRow.msisdn).where(PinRow.pepper_id.not_in(self._peppers))
        with self._sessions() as session:
            return session.scalar(other.limit(1)) is None

    def check(self, msisdn: str, pin: str, attempt: Attempt) -> Verdict:
        """Tell whether *pin* is the PIN of *msisdn*, and count the attempt."""
        subject = self._subject(msisdn, attempt)
        with self._sessions() as session:
            if self._was_made(session, attempt):
                return self._made(session, attempt, subject)
            if guard.is_sprayed(session, attempt.hotline, attempt.at):
                return Verdict.CLOSED
        try:
            may_be_checked = self._begin(subject, attempt)
        except IntegrityError:
            # The same webhook is under way, or died, elsewhere: its count stands.
            with self._sessions() as session:
                return self._made(session, attempt, subject)
        is_right = self._verify(msisdn, pin, is_real=may_be_checked)
        self._finish(subject, attempt, is_right=is_right)
        return Verdict.RIGHT if is_right else Verdict.OTHER

    def failures(self, msisdn: str) -> int:
        """Count the failures at *msisdn* since the last right PIN, over all calls."""
        with self._sessions() as session:
            return guard.failures(session, self._pseudonyms.pseudonym(msisdn))

    def unlock(self, msisdn: str) -> None:
        """Forget the failures at *msisdn*."""
        with self._sessions.begin() as session:
            guard.clear(session, self._pseudonyms.pseudonym(msisdn))

    def _subject(self, msisdn: str, attempt: Attempt) -> Subject:
        caller = attempt.caller and self._pseudonyms.pseudonym(attempt.caller)
        account = self._pseudonyms.pseudonym(msisdn)
        return Subject(account, caller, is_own=account == caller)

    @staticmethod
    def _was_made(session: Session, attempt: Attempt) -> bool:
        key = (attempt.call_sid, attempt.turn)
        return session.get(PinAttemptRow, key) is not None

    @staticmethod
    def _made(session: Session, attempt: Attempt, subject: Subject) -> Verdict:
        """Give the end of an attempt that was made before, as far as it is known."""
        made = session.get_one(PinAttemptRow, (attempt.call_sid, attempt.turn))
        # What was proven of one account says nothing of another.
        is_right = made.was_right and made.account == subject.account
        return Verdict.RIGHT if is_right else Verdict.OTHER

    def _begin(self, subject: Subject, attempt: Attempt) -> bool:
        """Count the attempt; tell whether it may be checked."""
        with self._sessions.begin() as session:
            session.add(
                PinAttemptRow(
                    call_sid=attempt.call_sid,
                    turn=attempt.turn,
                    account=subject.account,
                    caller=subject.caller,
                    hotline=attempt.hotline,
                    at=attempt.at,
                    was_right=None,
                    was_checked=False,
                )
            )
            session.flush()
            is_let_through = guard.let_through(session, subject, attempt.at)
            # Written either way, so that a try that is held back takes no less.
            _note(session, attempt, was_checked=is_let_through)
            return is_let_through

    def _verify(self, msisdn: str, pin: str, *, is_real: bool) -> bool:
        """Check *pin*, or in the same time nothing; keep a right one as is due now."""
        with self._sessions() as session:
            kept = session.get(PinRow, msisdn)
        row = kept if kept is not None and is_real else self._nobody
        pepper = self._peppers.get(row.pepper_id, b"")
        with self._turnstile:
            fits = _fits(row.hash, _keyed(pepper, msisdn, pin))
        if not fits or row is self._nobody:
            return False
        if row.pepper_id != self._present or HASHER.check_needs_rehash(row.hash):
            self.set(msisdn, pin)
        return True

    def _finish(self, subject: Subject, attempt: Attempt, *, is_right: bool) -> None:
        # Written whatever the end is, so that a right PIN takes no longer.
        with self._sessions.begin() as session:
            _note(session, attempt, was_right=is_right)
            if is_right:
                guard.was_right(session, subject)

    def _row(self, msisdn: str, pin: str) -> PinRow:
        keyed = _keyed(self._peppers[self._present], msisdn, pin)
        return PinRow(msisdn=msisdn, pepper_id=self._present, hash=HASHER.hash(keyed))


def _note(session: Session, attempt: Attempt, **flag: bool) -> None:
    session.execute(
        update(PinAttemptRow)
        .where(
            PinAttemptRow.call_sid == attempt.call_sid,
            PinAttemptRow.turn == attempt.turn,
        )
        .values(flag)
        .execution_options(synchronize_session=False)
    )


def _id_of(pepper: bytes) -> str:
    return hashlib.sha256(b"pepper id" + pepper).hexdigest()[:8]


def _keyed(pepper: bytes, msisdn: str, pin: str) -> bytes:
    return hmac.digest(pepper, f"{msisdn}‖{pin}".encode(), hashlib.sha256)


def _fits(stored: str, keyed: bytes) -> bool:
    try:
        return HASHER.verify(stored, keyed)
    except (VerifyMismatchError, InvalidHashError):
        return False
