"""The breaker: takes no PINs for a while when somebody tries them on many accounts.

Rules of this file:
1. Telephones that try their own account are judged among themselves, and so are all
   others: a spray by strangers keeps no owner out, and cannot hide behind the right PINs
   of owners.
2. Of what was right accounts are counted, never tries: who has the right PIN of one
   account cannot hide many wrong ones behind it.
3. A try that was held back counts for nothing: it has taught nobody anything. Nor has
   one that was never answered, as its worker was killed.
4. Only what has happened counts: a clock that was ahead for a moment closes no door later.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, distinct, func, or_, select
from sqlalchemy.orm import Session

from ivr.accounts.attempts import PinAttemptRow

RATE_WINDOW = timedelta(minutes=10)

ANSWERED_WITHIN = timedelta(seconds=30)
"""A try whose end is not known by then has none: Twilio waits half as long."""

FAILED_SHARE = 0.5
"""More than this share failing is a spray, if it is many: people mistype far less."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """So many *accounts*, or *tries*, that failed within the window are a spray.

    An account sees six tries in a window, then it rests: many tries are many accounts.
    """

    accounts: int
    tries: int


ON_ONE_HOTLINE = Threshold(accounts=30, tries=40)
ON_ALL_HOTLINES = Threshold(accounts=60, tries=80)
"""More than on one: what closes one door must not close all of them."""


def is_sprayed(session: Session, hotline: str, now: datetime, *, is_own: bool) -> bool:
    """Tell whether somebody tries PINs on many accounts: on *hotline*, or on all.

    *is_own* says of which telephones: those that try their own accounts, or all others.
    """
    own = PinAttemptRow.caller.is_not_distinct_from(PinAttemptRow.account)
    like_this = and_(
        PinAttemptRow.at > now - RATE_WINDOW,
        PinAttemptRow.at <= now,
        PinAttemptRow.was_checked,
        or_(
            PinAttemptRow.was_right.is_not(None),
            PinAttemptRow.at > now - ANSWERED_WITHIN,
        ),
        own if is_own else ~own,
    )
    on_hotline = and_(like_this, PinAttemptRow.hotline == hotline)
    return _is_over(session, like_this, ON_ALL_HOTLINES) or _is_over(
        session, on_hotline, ON_ONE_HOTLINE
    )


def _is_over(session: Session, tried: ColumnElement[bool], most: Threshold) -> bool:
    right = PinAttemptRow.was_right.is_(True)
    account = PinAttemptRow.account
    counted = select(
        func.count(distinct(case((right, None), else_=account))),
        func.count(case((right, None), else_=account)),
        func.count(distinct(case((right, account), else_=None))),
    ).where(tried)
    accounts, tries, right_accounts = session.execute(counted).one()
    return any(
        failed >= limit and failed > FAILED_SHARE * (failed + right_accounts)
        for failed, limit in ((accounts, most.accounts), (tries, most.tries))
    )
