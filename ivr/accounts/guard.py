"""The guard: who may try a PIN now, counted in the database before anything is checked.

Rules of this file:
1. A try is taken by one UPDATE that also sets the next moment: of guesses made side by
   side, no more pass than of guesses made in a row.
2. The number that calls can be anybody's: it is counted beside the account, never in its
   place, and proves nothing. A call without one is counted with all such of its hotline.
3. Tries from an account's own telephone are counted apart from those of all others:
   whatever others do, the owner's own telephone always gets a try after its own delay;
   whatever the owner does, others get no more tries for it.
4. The telephone is counted before the account, everywhere: tries that cross each other
   wait for one another's rows in one order, or for ever.
5. A moment that is further away than any rest was set by a wrong clock, and is over.
   Clocks of nodes may differ by minutes: twice the longest rest is too far.
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    and_,
    case,
    exists,
    func,
    insert,
    literal,
    not_,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ivr.accounts.attempts import GuardRow
from ivr.db.moments import utc

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
"""So many failures of other telephones lock an account to all but its own."""

FORGOTTEN_AFTER = timedelta(days=30)
"""Failures at an account are, if none was added for so long; a lock is not."""

WINDOW = timedelta(hours=1)
CALLER_TRIES = 10
WITHHELD_TRIES = 100
"""A telephone that fails so often within the window rests until it is over, and so do all
that withhold their number from a hotline."""

TOO_FAR = 2 * max(WINDOW, *DELAYS.values())

OWN, ACCOUNT, CALLER, WITHHELD = "own ", "account ", "caller ", "withheld "
"""What is guarded: an account from its own telephone, and from all others; a telephone;
a hotline from those that show no number."""


@dataclass(frozen=True, slots=True)
class Subject:
    """An *account* that is tried at, by *caller*, if it is shown, on *hotline*.

    Account and caller are pseudonyms.
    """

    account: str
    caller: str | None
    hotline: str

    @property
    def is_own(self) -> bool:
        """Tell whether the account's own telephone calls, by the number it shows."""
        return self.account == self.caller

    @property
    def guarded(self) -> str:
        """Give as what the account is guarded from this telephone."""
        return (OWN if self.is_own else ACCOUNT) + self.account

    @property
    def telephone(self) -> str:
        """Give as what the telephone is guarded, or all that show no number."""
        return CALLER + self.caller if self.caller else WITHHELD + self.hotline


@dataclass(frozen=True, slots=True)
class Standing:
    """How tries at an account stand, from its own telephone or from others."""

    failures: int
    rests_until: datetime | None
    is_locked: bool


@dataclass(frozen=True, slots=True)
class _Try:
    """What a try at a subject does: *values* are set, unless it is *refused*."""

    refused: ColumnElement[bool]
    values: dict[str, Any]


def let_through(session: Session, subject: Subject, now: datetime) -> datetime | None:
    """Take a try for *subject*; give None if it may not be checked.

    Else what `was_right` is to be told: until when the account had been at rest.
    """
    is_own = subject.is_own
    is_admitted = is_own or _take(session, subject.telephone, _window_try(subject, now))
    rested = session.scalar(select(GuardRow.not_before).where(_is(subject.guarded)))
    at_account = _account_try(now, locks=not is_own)
    if not is_admitted:
        # The account is not touched, by the same statements: the time would tell.
        at_account = replace(at_account, refused=true())
    is_taken = _take(session, subject.guarded, at_account)
    return utc(rested or NEVER) if is_taken else None


def was_right(session: Session, subject: Subject, rested: datetime) -> None:
    """Take the try back that was right; the owner's own telephone clears its others.

    Another's clears no failures but this one: the PIN may have been guessed.
    """
    if subject.is_own:
        _set(session, subject.guarded, failures=0, not_before=NEVER)
        return
    one_less = case((GuardRow.failures > 0, GuardRow.failures - 1), else_=0)
    _set(session, subject.telephone, failures=one_less)
    _set(session, subject.guarded, failures=one_less, not_before=rested)


def clear(session: Session, account: str) -> None:
    """Forget the failures at *account* (a pseudonym), whoever's they are."""
    for kind in (OWN, ACCOUNT):
        _set(session, kind + account, failures=0, not_before=NEVER)


def is_crowded(session: Session, subject: Subject, now: datetime) -> bool:
    """Tell whether those that withhold their number failed too often on the hotline.

    None of them is let through then, at whichever account: that may be told.
    """
    if subject.caller is not None:
        return False
    refused = _window_try(subject, now).refused
    full = select(GuardRow.failures).where(_is(subject.telephone), refused)
    return session.scalar(full) is not None


def failures(session: Session, account: str) -> int:
    """Count the failures at *account* (a pseudonym) that are kept, whoever's they are."""
    kept = func.coalesce(func.sum(GuardRow.failures), 0)
    both = GuardRow.subject.in_([OWN + account, ACCOUNT + account])
    return session.execute(select(kept).where(both)).scalar_one()


def standing(session: Session, subject: str, now: datetime) -> Standing:
    """Tell how tries at *subject* stand: `OWN` or `ACCOUNT`, and a pseudonym."""
    row = session.get(GuardRow, subject)
    if row is None or session.scalar(select(over(now)).where(_is(subject))):
        return Standing(0, None, is_locked=False)
    rests = session.scalar(select(_rests(now)).where(_is(subject)))
    is_locked = subject.startswith(ACCOUNT) and row.failures >= LOCKED_AFTER
    return Standing(row.failures, utc(row.not_before) if rests else None, is_locked)


def over(now: datetime) -> ColumnElement[bool]:
    """Give what is true of a guard that holds nobody back, and remembers nothing."""
    of_telephone = or_(*map(GuardRow.subject.startswith, (CALLER, WITHHELD)))
    is_locked = and_(
        GuardRow.subject.startswith(ACCOUNT), GuardRow.failures >= LOCKED_AFTER
    )
    is_old = and_(GuardRow.not_before <= now - FORGOTTEN_AFTER, not_(is_locked))
    return case((of_telephone, GuardRow.not_before <= now), else_=is_old)


def _account_try(now: datetime, *, locks: bool) -> _Try:
    """Count at an account; of too old failures none is left, unless they are a lock."""
    count = case((over(now), 1), else_=GuardRow.failures + 1)
    delays = [
        (count >= failures, now + delay)
        for failures, delay in sorted(DELAYS.items(), reverse=True)
    ]
    is_locked = GuardRow.failures >= LOCKED_AFTER
    return _Try(
        refused=or_(_rests(now), is_locked) if locks else _rests(now),
        values={"failures": count, "not_before": case(*delays, else_=now)},
    )


def _rests(now: datetime) -> ColumnElement[bool]:
    return and_(GuardRow.failures >= min(DELAYS), _lies_ahead(now))


def _lies_ahead(now: datetime) -> ColumnElement[bool]:
    return and_(GuardRow.not_before > now, GuardRow.not_before <= now + TOO_FAR)


def _window_try(subject: Subject, now: datetime) -> _Try:
    """Count within a window that ends at *not_before*, then begins anew."""
    tries = CALLER_TRIES if subject.caller else WITHHELD_TRIES
    is_open = _lies_ahead(now)
    return _Try(
        refused=and_(is_open, GuardRow.failures >= tries),
        values={
            "failures": case((is_open, GuardRow.failures + 1), else_=1),
            "not_before": case((is_open, GuardRow.not_before), else_=now + WINDOW),
        },
    )


def _take(session: Session, subject: str, wanted: _Try) -> bool:
    # Known or new, refused or not, the same is done: the time must not tell which.
    fresh = select(
        literal(subject), literal(0), literal(NEVER, GuardRow.not_before.type)
    ).where(not_(exists().where(_is(subject))))
    names = ["subject", "failures", "not_before"]
    with suppress(IntegrityError), session.begin_nested():
        session.execute(insert(GuardRow).from_select(names, fresh))
    return _set(session, subject, not_(wanted.refused), **wanted.values) == 1


def _set(
    session: Session, subject: str, *conditions: ColumnElement[bool], **values: Any
) -> int:
    """Set *values* of a guard, if *conditions* are true of it; count the rows."""
    statement = update(GuardRow).where(_is(subject), *conditions).values(values)
    result: CursorResult[Any] = session.execute(  # type: ignore[assignment]
        statement.execution_options(synchronize_session=False)
    )
    return result.rowcount


def _is(subject: str) -> ColumnElement[bool]:
    return GuardRow.subject == subject
