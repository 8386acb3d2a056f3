"""How many calls a telephone has, counted among those that are kept."""

from datetime import timedelta

from sqlalchemy import and_, case, func, not_, select
from sqlalchemy.orm import Session

from ivr.calls.moment import Moment
from ivr.calls.tables import CallRow
from ivr.domain.hotline import Limits

HOUR = timedelta(hours=1)
CLOCKS_DIFFER_BY = timedelta(minutes=1)
"""More than the clocks of nodes do, and the waits for their turn of what they keep."""


def are_enough(session: Session, caller: str, limits: Limits, moment: Moment) -> bool:
    """Tell whether *caller*, a pseudonym, has other calls enough at *moment*.

    One that has not ended is under way until it must have: the word that it has
    may be lost. One that is to come was kept by a clock that was ahead, unless it came
    side by side: then it is told a moment later than it is counted here, or by a node
    whose clock is another.
    """
    at = moment.at
    is_recent = and_(CallRow.began_at > at - HOUR, not_(CallRow.was_turned_away))
    is_young = CallRow.began_at > at - limits.longest_call
    is_open = and_(CallRow.ended_at.is_(None), is_young)
    counted = select(
        func.coalesce(func.sum(case((is_recent, 1), else_=0)), 0),
        func.coalesce(func.sum(case((is_open, 1), else_=0)), 0),
    ).where(
        CallRow.caller == caller,
        CallRow.call_sid != moment.call_sid,
        CallRow.began_at > at - max(HOUR, limits.longest_call),
        CallRow.began_at <= at + CLOCKS_DIFFER_BY,
    )
    recent, under_way = session.execute(counted).one()
    return bool(
        recent >= limits.calls_per_number_and_hour
        or under_way >= limits.calls_per_number_at_once
    )
