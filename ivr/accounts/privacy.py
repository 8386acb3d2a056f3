"""Privacy, of accounts: all that is kept about a number here goes, or is told.

That is its account, its PIN, tries at PINs, guards, and what was last known. All but the
first two are found by the pseudonym of the number.
"""

from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Delete,
    delete,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import Session

from ivr.accounts.attempts import GuardRow, PinAttemptRow
from ivr.accounts.guard import ACCOUNT, CALLER, over
from ivr.accounts.guard import OWN as FROM_OWN
from ivr.accounts.last_known import WORTH_TELLING, LastKnownRow
from ivr.accounts.pins import PinRow
from ivr.accounts.tables import AccountRow, BucketRow, ChargeRow, TopUpRow
from ivr.db.rows import json_of, removed, told

IN_TIME = (PinAttemptRow.at, PinAttemptRow.call_sid, PinAttemptRow.turn)
GUARD = (GuardRow.subject, GuardRow.failures, GuardRow.not_before)
OWN, OTHER, WITHHELD = "own", "other", "withheld"


def tries_at(pseudonym: str) -> ColumnElement[bool]:
    """Give what is true of a try at the account of a number."""
    return PinAttemptRow.account == pseudonym


def drop_attempts(session: Session, dropped: ColumnElement[bool], limit: int) -> int:
    """Remove attempts that are to be *dropped*, of *limit* calls at most."""
    calls = select(PinAttemptRow.call_sid).where(dropped).distinct().limit(limit)
    found = session.scalars(calls).all()
    return removed(
        session,
        delete(PinAttemptRow).where(PinAttemptRow.call_sid.in_(found), dropped),
    )


def drop_guards(session: Session, now: datetime, limit: int) -> int:
    """Remove guards that are over, *limit* at most.

    A guard lives as long as it remembers, whenever its tries go. A lock holds until it
    is opened.
    """
    found = session.execute(select(*GUARD).where(over(now)).limit(limit)).all()
    # One that has been tried at since then is not as it was found, and stays.
    is_found = tuple_(*GUARD).in_([tuple(guard) for guard in found])
    return removed(session, delete(GuardRow).where(is_found))


def drop_last_known(session: Session, now: datetime, limit: int) -> int:
    """Remove what was last known too long ago to be told, *limit* rows at most."""
    is_old = LastKnownRow.at < now - WORTH_TELLING
    found = session.scalars(select(LastKnownRow.account).where(is_old).limit(limit))
    return removed(
        session, delete(LastKnownRow).where(LastKnownRow.account.in_(found.all()))
    )


def erase(session: Session, msisdn: str, pseudonym: str) -> Counter[str]:
    """Remove all that is kept about *msisdn* here; count it."""
    tries, guards = _tries_of(pseudonym), _guards_of(pseudonym)
    known = LastKnownRow.account == pseudonym
    # What belongs to an account goes before it, to be counted.
    return Counter(
        {
            "buckets": removed(session, _of(BucketRow, msisdn)),
            "top-ups": removed(session, _of(TopUpRow, msisdn)),
            "charges": removed(session, _of(ChargeRow, msisdn)),
            "accounts": removed(session, _of(AccountRow, msisdn)),
            "PINs": removed(session, _of(PinRow, msisdn)),
            "attempts": removed(session, delete(PinAttemptRow).where(tries)),
            "guards": removed(session, delete(GuardRow).where(guards)),
            "last known": removed(session, delete(LastKnownRow).where(known)),
        }
    )


def export(session: Session, msisdn: str, pseudonym: str) -> dict[str, Any]:
    """Tell all that is kept about *msisdn* here, but the hash of its PIN."""
    account = session.get(AccountRow, msisdn)
    known = session.get(LastKnownRow, pseudonym)
    attempts = select(PinAttemptRow).where(_tries_of(pseudonym))
    guards = select(GuardRow).where(_guards_of(pseudonym))
    return {
        "account": account and told(account),
        "buckets": [told(it, "id", "msisdn") for it in account.buckets]
        if account
        else [],
        "top_ups": _history(session, TopUpRow, msisdn),
        "charges": _history(session, ChargeRow, msisdn),
        "has_pin": session.get(PinRow, msisdn) is not None,
        "attempts": [
            _attempt(it, pseudonym)
            for it in session.scalars(attempts.order_by(*IN_TIME))
        ],
        "guards": [
            _guard(it) for it in session.scalars(guards.order_by(GuardRow.subject))
        ],
        "last_known_at": known and json_of(known.at),
    }


def _tries_of(pseudonym: str) -> ColumnElement[bool]:
    return or_(tries_at(pseudonym), PinAttemptRow.caller == pseudonym)


def _guards_of(pseudonym: str) -> ColumnElement[bool]:
    kinds = (FROM_OWN, ACCOUNT, CALLER)
    return GuardRow.subject.in_([kind + pseudonym for kind in kinds])


def _of(
    table: type[BucketRow | TopUpRow | ChargeRow | AccountRow | PinRow], msisdn: str
) -> Delete:
    return delete(table).where(table.msisdn == msisdn)


def _history(
    session: Session, table: type[TopUpRow | ChargeRow], msisdn: str
) -> list[dict[str, Any]]:
    mine = select(table).where(table.msisdn == msisdn).order_by(table.at, table.id)
    return [told(row, "id", "msisdn") for row in session.scalars(mine)]


def _attempt(row: PinAttemptRow, pseudonym: str) -> dict[str, Any]:
    """Tell of an attempt what concerns one number, and nothing of another's."""
    from_own = OWN if row.caller == pseudonym else OTHER
    return {
        "at": json_of(row.at),
        "hotline": row.hotline,
        "account": OWN if row.account == pseudonym else OTHER,
        "telephone": from_own if row.caller else WITHHELD,
        "outcome": _outcome(row),
    }


def _outcome(row: PinAttemptRow) -> str:
    if not row.was_checked:
        return "held back"
    if row.was_right is None:
        return "not finished"
    return "right PIN" if row.was_right else "other PIN"


def _guard(row: GuardRow) -> dict[str, Any]:
    guarded_as, _, _ = row.subject.partition(" ")
    return {"as": guarded_as, **told(row, "subject")}
