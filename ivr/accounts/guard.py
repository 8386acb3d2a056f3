"""The guard: who may try a PIN now, counted in the database before anything is checked.

Rules of this file:
1. A try is taken by one UPDATE that also sets the next moment: of guesses made side by
   side, no more pass than of guesses made in a row.
2. The number that calls can be anybody's: it is counted beside the account, never in its
   place, and proves nothing.
3. The owner's own telephone always gets a try after the delay, so that nobody can lock
   somebody else out for long.
4. The telephone is counted before the account, everywhere: tries that cross each other
   wait for one another's rows in one order, or for ever.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    CursorResult,
    DateTime,
    Index,
    String,
    Update,
    and_,
    case,
    distinct,
    exists,
    func,
    insert,
    literal,
    not_,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from ivr.db import Base

NEVER = datetime(1970, 1, 1, tzinfo=UTC)

DELAYS = MappingProxyType(
    {
        3: timedelta(seconds=30),
        5: timedelta(minutes=5),
        7: timedelta(hours=1),
    }
)
"""How long an account rests after so many failures in a row."""

LOCKED_AFTER = 10
"""So many failures in a row lock an account to all telephones but its own."""

CALLER_TRIES = 10
CALLER_WINDOW = timedelta(hours=1)
"""A telephone that fails so often within the window rests until it is over."""

RATE_WINDOW = timedelta(minutes=10)
SPRAYED_ACCOUNTS = 30
FAILED_SHARE = 0.5
"""Spraying: tries failed at so many accounts within the window, and at more than this
share of all. Many at one account are none: that account rests, and nobody else."""


ACCOUNT, CALLER = "account ", "caller "
"""What a pseudonym is guarded as."""


class GuardRow(Base):
    """How often tries at a *subject* failed, and when the next may be made.

    *subject* is an account, or a telephone that calls, before its pseudonym.
    """

    __tablename__ = "pin_guards"

    subject: Mapped[str] = mapped_column(String(40), primary_key=True)
    failures: Mapped[int]
    not_before: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class PinAttemptRow(Base):
    """One attempt; *account* and *caller* are pseudonyms of the numbers.

    *was_right* is unknown while the PIN is checked, and counts as a failure.
    *was_checked* is false for a try that the guard did not let through.
    """

    __tablename__ = "pin_attempts"
    __table_args__ = (
        Index("ix_pin_attempts_account_at", "account", "at"),
        Index("ix_pin_attempts_hotline_at", "hotline", "at"),
        Index("ix_pin_attempts_at", "at"),
    )

    call_sid: Mapped[str] = mapped_column(String(64), primary_key=True)
    turn: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(String(24))
    caller: Mapped[str | None] = mapped_column(String(24))
    hotline: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    was_right: Mapped[bool | None] = mapped_column(Boolean)
    was_checked: Mapped[bool] = mapped_column(Boolean)


@dataclass(frozen=True, slots=True)
class Attempt:
    """Who tries, where: the turn of a call, its caller (E.164) and its hotline."""

    call_sid: str
    turn: int
    caller: str | None
    hotline: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Subject:
    """The account that is tried at, by pseudonym; *is_own* if it calls itself."""

    account: str
    caller: str | None
    is_own: bool


@dataclass(frozen=True, slots=True)
class _Try:
    """What a try at a subject does: *values* are set, unless it is *refused*."""

    refused: ColumnElement[bool]
    values: dict[str, Any]


def let_through(session: Session, subject: Subject, now: datetime) -> bool:
    """Take a try for *subject*; tell whether it may be checked.

    A telephone's own account needs no second count.
    """
    if subject.caller is not None and not subject.is_own:
        caller_try = _caller_try(now)
        if not _take(session, CALLER + subject.caller, caller_try):
            return False
    account_try = _account_try(now, is_own=subject.is_own)
    return _take(session, ACCOUNT + subject.account, account_try)


def was_right(session: Session, subject: Subject) -> None:
    """Take the try back that was right; the owner's own telephone clears all others.

    Another's clears no failures but this one: the PIN may have been guessed.
    """
    if subject.caller is not None and not subject.is_own:
        _set(session, CALLER + subject.caller, failures=GuardRow.failures - 1)
    left = 0 if subject.is_own else GuardRow.failures - 1
    _set(session, ACCOUNT + subject.account, failures=left, not_before=NEVER)


def clear(session: Session, account: str) -> None:
    """Forget the failures at *account* (a pseudonym)."""
    _set(session, ACCOUNT + account, failures=0, not_before=NEVER)


def failures(session: Session, account: str) -> int:
    """Count the failures at *account* (a pseudonym) since it was last cleared."""
    row = session.get(GuardRow, ACCOUNT + account)
    return row.failures if row else 0


def is_sprayed(session: Session, hotline: str, now: datetime) -> bool:
    """Tell whether somebody tries PINs on many accounts: on *hotline*, or on all."""
    # Of accounts, not of tries: who has the right PIN of one cannot hide many wrong ones
    # behind it, and a try that was held back has taught nobody anything.
    is_right = PinAttemptRow.was_right.is_(True)
    counted = select(
        func.count(distinct(case((is_right, None), else_=PinAttemptRow.account))),
        func.count(distinct(case((is_right, PinAttemptRow.account), else_=None))),
    ).where(PinAttemptRow.at > now - RATE_WINDOW, PinAttemptRow.was_checked)
    on_hotline = counted.where(PinAttemptRow.hotline == hotline)
    rates = (session.execute(query).one() for query in (counted, on_hotline))
    return any(
        failed >= SPRAYED_ACCOUNTS and failed > FAILED_SHARE * (failed + right)
        for failed, right in rates
    )


def _account_try(now: datetime, *, is_own: bool) -> _Try:
    rests = GuardRow.not_before > now
    is_locked = GuardRow.failures >= LOCKED_AFTER
    delays = [
        (GuardRow.failures + 1 >= count, now + delay)
        for count, delay in sorted(DELAYS.items(), reverse=True)
    ]
    return _Try(
        refused=rests if is_own else or_(rests, is_locked),
        values={
            "failures": GuardRow.failures + 1,
            "not_before": case(*delays, else_=NEVER),
        },
    )


def _caller_try(now: datetime) -> _Try:
    """Count within a window that ends at *not_before*, then begins anew."""
    is_over = GuardRow.not_before <= now
    return _Try(
        refused=and_(not_(is_over), GuardRow.failures >= CALLER_TRIES),
        values={
            "failures": case((is_over, 1), else_=GuardRow.failures + 1),
            "not_before": case(
                (is_over, now + CALLER_WINDOW), else_=GuardRow.not_before
            ),
        },
    )


def _take(session: Session, subject: str, wanted: _Try) -> bool:
    # Known or new, refused or not, the same is done: the time must not tell which.
    known = exists().where(GuardRow.subject == subject)
    fresh = select(
        literal(subject), literal(0), literal(NEVER, GuardRow.not_before.type)
    ).where(not_(known))
    names = ["subject", "failures", "not_before"]
    with suppress(IntegrityError), session.begin_nested():
        session.execute(insert(GuardRow).from_select(names, fresh))
    taking = (
        update(GuardRow)
        .where(GuardRow.subject == subject, not_(wanted.refused))
        .values(wanted.values)
        .execution_options(synchronize_session=False)
    )
    return _changed(session, taking)


def _set(session: Session, subject: str, **values: Any) -> None:
    session.execute(
        update(GuardRow)
        .where(GuardRow.subject == subject)
        .values(values)
        .execution_options(synchronize_session=False)
    )


def _changed(session: Session, statement: Update) -> bool:
    result: CursorResult[Any] = session.execute(statement)  # type: ignore[assignment]
    return result.rowcount == 1
