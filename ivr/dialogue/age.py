"""How old figures are: told where they are not of this moment."""

from datetime import timedelta

from ivr.dialogue.call import Call
from ivr.domain.account import Account
from ivr.domain.phrase import Phrase, RecentDay, say

FRESH = timedelta(minutes=5)


def as_of(account: Account, call: Call) -> Phrase | None:
    """Say when the figures were true, if that is some minutes ago or all we know."""
    if account.as_of is None or call.at is None:
        return None
    if call.at - account.as_of <= FRESH and not account.is_last_known:
        return None
    at = account.as_of.time().replace(second=0, microsecond=0)
    day = RecentDay(account.as_of.date(), call.today)
    if day.days_ago == 0:
        # NOTE: After the balance. The figures are not of this moment but of {time}
        # today. Let words follow {time}.
        return say("asof.time", time=at)
    # NOTE: After the balance. The figures are those of an earlier day; {day} is
    # "yesterday" or "on 3 November". Let words follow {time}.
    return say("asof.day", day=day, time=at)
