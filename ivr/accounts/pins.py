"""PINs: how one is checked, and what is kept of them.

Rules of this file:
1. A try is counted before it is checked, once for each turn of a call: a webhook sent
   twice is one try, and guesses made side by side cannot overtake the count. One whose
   end is not known, as its worker was killed, is checked when its webhook comes again.
2. A number without a PIN, and a try that the guard holds back, take the same way and the
   same time as another PIN.
3. What was verified may have changed meanwhile: a PIN that was issued anew, or erased,
   does not come back.
4. A row of an attempt can refuse, and never prove: whoever can write rows, or send a
   recorded webhook again, still needs the PIN. So a PIN is verified each time it comes.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, String, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from ivr.accounts import breaker, guard
from ivr.accounts.attempts import Attempt, PinAttemptRow
from ivr.accounts.guard import Standing, Subject
from ivr.accounts.pin_hashes import PinHash, PinHashes, pepper_id
from ivr.db import Base, DatabaseError, Sessions
from ivr.domain.secret import Secret
from ivr.logs import log_of
from ivr.sealing import Seal

log = log_of(__name__)

__all__ = ["Attempt", "PinRow", "Pins", "Verdict"]


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
        self._hashes = PinHashes(peppers)
        self._pseudonyms = pseudonyms

    def set(self, msisdn: str, pin: str) -> None:
        """Keep *pin* as the PIN of *msisdn*."""
        made = self._hashes.of(msisdn, pin)
        with self._sessions.begin() as session:
            session.merge(
                PinRow(msisdn=msisdn, pepper_id=made.pepper_id, hash=made.text)
            )

    def fit(self) -> bool:
        """Tell whether any PIN was made with a pepper that we have, or none is kept."""
        ours = PinRow.pepper_id.in_(self._hashes.pepper_ids)
        any_kept = select(PinRow.msisdn).limit(1)
        with self._sessions() as session:
            fits = session.scalar(any_kept.where(ours)) is not None
            return fits or session.scalar(any_kept) is None

    def refuse(self, pepper: Secret) -> None:
        """Fail, saying what to do, if PINs are kept that *pepper*, which all know, made."""
        known = pepper_id(pepper)
        made = select(func.count()).where(PinRow.pepper_id == known)
        with self._sessions() as session:
            count = session.scalar(made)
        if count:
            raise DatabaseError(
                f"{count} PINs were made with the development pepper, which everybody "
                "knows: run `ivr accounts set-pin` or `ivr privacy erase` for each number "
                f"whose row in the table pins has the pepper_id {known}"
            )

    def check(self, msisdn: str, pin: str, attempt: Attempt) -> Verdict:
        """Tell whether *pin* is the PIN of *msisdn*, and count the attempt."""
        subject = self._subject(msisdn, attempt)
        with self._sessions() as session:
            made = session.get(PinAttemptRow, (attempt.call_sid, attempt.turn))
            if made is None and _is_closed(session, subject, attempt.at):
                return Verdict.CLOSED
        if made is None:
            try:
                rested = self._begin(subject, attempt)
            except IntegrityError:  # the same webhook came elsewhere meanwhile
                made = self._made(attempt)
        if made is not None:
            if _is_refused(made, subject):
                return Verdict.OTHER
            rested = attempt.at  # it was let through: no rest of before goes on
        is_right = self._verify(msisdn, pin, is_real=rested is not None)
        self._finish(subject, attempt, rested if is_right else None)
        return Verdict.RIGHT if is_right else Verdict.OTHER

    def failures(self, msisdn: str) -> int:
        """Count the failures at *msisdn* that are kept, from whatever telephone."""
        account = self._pseudonyms.pseudonym(msisdn)
        with self._sessions() as session:
            return guard.failures(session, account)

    def standings(self, msisdn: str, now: datetime) -> tuple[Standing, Standing]:
        """Tell how tries at *msisdn* stand: from its own telephone, and from others."""
        account = self._pseudonyms.pseudonym(msisdn)
        with self._sessions() as session:
            own = guard.standing(session, guard.OWN + account, now)
            return own, guard.standing(session, guard.ACCOUNT + account, now)

    def unlock(self, msisdn: str) -> None:
        """Forget the failures at *msisdn*, from whatever telephone."""
        with self._sessions.begin() as session:
            guard.clear(session, self._pseudonyms.pseudonym(msisdn))

    def _subject(self, msisdn: str, attempt: Attempt) -> Subject:
        caller = attempt.caller and self._pseudonyms.pseudonym(attempt.caller)
        account = self._pseudonyms.pseudonym(msisdn)
        return Subject(account, caller, attempt.hotline)

    def _made(self, attempt: Attempt) -> PinAttemptRow:
        with self._sessions() as session:
            return session.get_one(PinAttemptRow, (attempt.call_sid, attempt.turn))

    def _begin(self, subject: Subject, attempt: Attempt) -> datetime | None:
        """Count the attempt; give what the guard does."""
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
            rested = guard.let_through(session, subject, attempt.at)
            # Written either way, so that a try that is held back takes no less.
            _note(session, attempt, was_checked=rested is not None)
            return rested

    def _verify(self, msisdn: str, pin: str, *, is_real: bool) -> bool:
        """Check *pin*, or in the same time nothing; keep a right one as is due now."""
        with self._sessions() as session:
            row = session.get(PinRow, msisdn)
        if row and row.pepper_id not in self._hashes.pepper_ids:
            log.error(
                "a PIN was made with another IVR_PIN_PEPPER: no digits can match it"
            )
        kept = PinHash(row.pepper_id, row.hash) if row and is_real else None
        fits = self._hashes.fit(kept, msisdn, pin)
        if fits and kept and self._hashes.is_due(kept):
            self._renew(msisdn, pin, kept)
        return fits

    def _renew(self, msisdn: str, pin: str, verified: PinHash) -> None:
        """Keep *pin* as is due now, if what is kept is still what was *verified*."""
        made = self._hashes.of(msisdn, pin)
        with self._sessions.begin() as session:
            session.execute(
                update(PinRow)
                .where(PinRow.msisdn == msisdn, PinRow.hash == verified.text)
                .values(pepper_id=made.pepper_id, hash=made.text)
                .execution_options(synchronize_session=False)
            )

    def _finish(
        self, subject: Subject, attempt: Attempt, rested: datetime | None
    ) -> None:
        """Note how the attempt ended; if it was right, *rested* is what the guard gave."""
        # Written whatever the end is, so that a right PIN takes no longer.
        with self._sessions.begin() as session:
            is_first = _note(session, attempt, was_right=rested is not None)
            if is_first and rested is not None:
                guard.was_right(session, subject, rested)
            elif not is_first and rested is None:
                _withdraw(session, subject, attempt)


def _is_refused(made: PinAttemptRow, subject: Subject) -> bool:
    """Tell whether an attempt that was made before has failed, or is another account's."""
    is_of_account = made.account == subject.account
    return not is_of_account or not made.was_checked or made.was_right is False


def _is_closed(session: Session, subject: Subject, at: datetime) -> bool:
    """Tell whether nobody is asked now who calls like this, whatever the account."""
    return breaker.is_sprayed(
        session, subject.hotline, at, is_own=subject.is_own
    ) or guard.is_crowded(session, subject, at)


def _note(session: Session, attempt: Attempt, **flag: bool) -> bool:
    """Note *flag* of an attempt whose end is not known; tell whether it was not."""
    return _change(session, attempt, PinAttemptRow.was_right.is_(None), flag)


def _withdraw(session: Session, subject: Subject, attempt: Attempt) -> None:
    """Count an attempt as failed that was right when it came before, and is not now."""
    was_right = PinAttemptRow.was_right.is_(True)
    if _change(session, attempt, was_right, {"was_right": False}):
        guard.let_through(session, subject, attempt.at)


def _change(
    session: Session,
    attempt: Attempt,
    only_if: ColumnElement[bool],
    flag: dict[str, bool],
) -> bool:
    """Set *flag* of an attempt *only if* that is true of it; tell whether it was."""
    changed: CursorResult[Any] = session.execute(  # type: ignore[assignment]
        update(PinAttemptRow)
        .where(
            PinAttemptRow.call_sid == attempt.call_sid,
            PinAttemptRow.turn == attempt.turn,
            only_if,
        )
        .values(flag)
        .execution_options(synchronize_session=False)
    )
    return changed.rowcount == 1
