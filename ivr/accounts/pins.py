"""PINs: how they are kept, checked and counted.

Rules of this file:
1. A PIN is kept as argon2id (OWASP's minimum) over HMAC-SHA-256(pepper, number ‖ PIN).
   The pepper lies outside the database: without it, a stolen table of six-digit PINs
   would be read in hours. The number is in it, so that hashes cannot change rows.
2. A number without a PIN is checked against a hash of nobody's, in the same time.
3. An attempt is counted before it is checked, once for each turn of a call: a webhook
   sent twice is one attempt, and guesses made side by side cannot overtake the count.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import Boolean, DateTime, Index, String, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from ivr.db import Base, Sessions
from ivr.sealing import Seal

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""OWASP's minimum for argon2id: 19 MiB, two passes, one lane; 20 ms here."""


class PinRow(Base):
    """The hash of a PIN, and which pepper it was made with."""

    __tablename__ = "pins"

    msisdn: Mapped[str] = mapped_column(String(16), primary_key=True)
    pepper_id: Mapped[str] = mapped_column(String(16))
    hash: Mapped[str] = mapped_column(String(200))


class PinAttemptRow(Base):
    """One attempt; *account* and *caller* are pseudonyms of the numbers.

    *was_right* is unknown while the PIN is checked, and counts as a failure.
    """

    __tablename__ = "pin_attempts"
    __table_args__ = (Index("ix_pin_attempts_account_at", "account", "at"),)

    call_sid: Mapped[str] = mapped_column(String(64), primary_key=True)
    turn: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(String(24))
    caller: Mapped[str | None] = mapped_column(String(24))
    hotline: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    was_right: Mapped[bool | None] = mapped_column(Boolean)


@dataclass(frozen=True, slots=True)
class Attempt:
    """Who tries, where: the turn of a call, its caller (E.164) and its hotline."""

    call_sid: str
    turn: int
    caller: str | None
    hotline: str
    at: datetime


class Pins:
    """The PINs of a hotline, in its own database whatever the account source is."""

    def __init__(self, sessions: Sessions, pepper: str, pseudonyms: Seal) -> None:
        self._sessions = sessions
        self._pepper = pepper.encode()
        self._pepper_id = hashlib.sha256(b"pepper id" + self._pepper).hexdigest()[:8]
        self._pseudonyms = pseudonyms
        self._nobody = HASHER.hash(self._keyed("+0", "nobody"))

    def set(self, msisdn: str, pin: str) -> None:
        """Keep *pin* as the PIN of *msisdn*."""
        hashed = HASHER.hash(self._keyed(msisdn, pin))
        with self._sessions.begin() as session:
            session.merge(PinRow(msisdn=msisdn, pepper_id=self._pepper_id, hash=hashed))

    def fit(self) -> bool:
        """Tell whether the PINs that are kept were made with this pepper."""
        other = select(PinRow.msisdn).where(PinRow.pepper_id != self._pepper_id)
        with self._sessions() as session:
            return session.scalar(other.limit(1)) is None

    def check(self, msisdn: str, pin: str, attempt: Attempt) -> bool:
        """Tell whether *pin* is the PIN of *msisdn*, and count the attempt."""
        known = self._begin(msisdn, attempt)
        if known is not None:
            return known
        # Also where the same webhook is under way, or died, elsewhere: its count stands.
        with self._sessions() as session:
            row = session.get(PinRow, msisdn)
            stored = row.hash if row else self._nobody
        was_right = self._verify(stored, self._keyed(msisdn, pin)) and row is not None
        self._finish(attempt, was_right=was_right)
        return was_right

    def failures(self, msisdn: str) -> int:
        """Count the attempts on *msisdn* since the last right one, over all calls."""
        account = self._pseudonyms.pseudonym(msisdn)
        mine = PinAttemptRow.account == account
        with self._sessions() as session:
            last_right = session.scalar(
                select(func.max(PinAttemptRow.at)).where(
                    mine, PinAttemptRow.was_right.is_(True)
                )
            )
            counted = select(func.count()).where(
                mine, PinAttemptRow.was_right.is_not(True)
            )
            if last_right is not None:
                counted = counted.where(PinAttemptRow.at > last_right)
            return session.scalar(counted) or 0

    def _begin(self, msisdn: str, attempt: Attempt) -> bool | None:
        """Count the attempt; if it was made before, give its end as far as known."""
        row = PinAttemptRow(
            call_sid=attempt.call_sid,
            turn=attempt.turn,
            account=self._pseudonyms.pseudonym(msisdn),
            caller=attempt.caller and self._pseudonyms.pseudonym(attempt.caller),
            hotline=attempt.hotline,
            at=attempt.at,
            was_right=None,
        )
        try:
            with self._sessions.begin() as session:
                session.add(row)
        except IntegrityError:
            with self._sessions() as session:
                made = session.get_one(PinAttemptRow, (attempt.call_sid, attempt.turn))
                # What was proven of one account says nothing of another.
                return made.was_right if made.account == row.account else False
        return None

    def _finish(self, attempt: Attempt, *, was_right: bool) -> None:
        # Written whatever the end is, so that a right PIN takes no longer.
        with self._sessions.begin() as session:
            session.execute(
                update(PinAttemptRow)
                .where(
                    PinAttemptRow.call_sid == attempt.call_sid,
                    PinAttemptRow.turn == attempt.turn,
                )
                .values(was_right=was_right)
            )

    def _keyed(self, msisdn: str, pin: str) -> bytes:
        return hmac.digest(self._pepper, f"{msisdn}‖{pin}".encode(), hashlib.sha256)

    @staticmethod
    def _verify(stored: str, keyed: bytes) -> bool:
        try:
            return HASHER.verify(stored, keyed)
        except (VerifyMismatchError, InvalidHashError):
            return False
