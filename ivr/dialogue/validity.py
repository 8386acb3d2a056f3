"""When something ends, in words: today, tomorrow, in some days, on a date."""

from dataclasses import dataclass
from datetime import date, timedelta

from ivr.dialogue.menu import AGENT_KEY
from ivr.domain.account import Account, AccountStatus
from ivr.domain.hotline import Hotline
from ivr.domain.phrase import YEAR_IS_CLEAR_DAYS, DayCount, Key, MonthDay, Phrase, say

SOON_DAYS = 3


def spoken_date(on: date, today: date) -> date | MonthDay:
    """Give *on* as it is said *today*, with its year only where that is not clear."""
    if abs((on - today).days) > YEAR_IS_CLEAR_DAYS:
        return on
    return MonthDay(on.month, on.day)


@dataclass(frozen=True, slots=True)
class Validity:
    """The validity of an *account* of a *hotline* as it is told *today*.

    A `state` is said before any number; the rest after them: how it is `ending`, or else
    `until` when it lasts.
    """

    account: Account
    hotline: Hotline
    today: date

    @property
    def state(self) -> Phrase | None:
        """Say what matters before numbers: suspended, expired."""
        match self.account.status_on(self.today):
            case AccountStatus.SUSPENDED:
                # NOTE: Before the balance. The operator has suspended the card: it
                # cannot be used for now. Kindly; short.
                return say("state.suspended")
            case AccountStatus.EXPIRED:
                # NOTE: Before the balance. The validity is over: calls and messages
                # come in, but none go out until the card is topped up. Short.
                return say("state.expired")
            case AccountStatus.ACTIVE:
                return None

    @property
    def ending(self) -> Phrase | None:
        """Say, after the numbers, that the validity ends soon, or what follows its end."""
        match self.account.status_on(self.today):
            case AccountStatus.ACTIVE:
                return self._ends_soon()
            case AccountStatus.EXPIRED:
                return self._lost()
            case AccountStatus.SUSPENDED:
                return None

    @property
    def until(self) -> Phrase | None:
        """Say until when, after the numbers, where that is no news."""
        ends, is_active = self.account.valid_until, self._is_active
        if ends is None or not is_active or self._ends_soon() is not None:
            return None
        # NOTE: After the balance. {date} is the last day on which the card can be used.
        return say("valid.until", date=spoken_date(ends, self.today))

    @property
    def needs_top_up(self) -> bool:
        """Tell whether a top-up would give the card more time."""
        status = self.account.status_on(self.today)
        is_expired = status is AccountStatus.EXPIRED
        return not self.is_number_lost and (is_expired or self._ends_soon() is not None)

    @property
    def is_number_lost(self) -> bool:
        """Tell whether the number is no longer kept, so that no top-up helps."""
        ends, kept_days = self.account.valid_until, self.hotline.number_kept_days
        if ends is None or kept_days is None:
            return False
        return ends + timedelta(kept_days) < self.today

    @property
    def way_out(self) -> Phrase | None:
        """Say, last, who can end a suspension."""
        status = self.account.status_on(self.today)
        if status is not AccountStatus.SUSPENDED or self.hotline.agent is None:
            return None
        # NOTE: After the balance of a suspended card: a person can help with that.
        return say("state.suspended_agent", key=Key(AGENT_KEY))

    @property
    def _is_active(self) -> bool:
        return self.account.status_on(self.today) is AccountStatus.ACTIVE

    def _ends_soon(self) -> Phrase | None:
        if self.account.valid_until is None or not self._is_active:
            return None
        match (self.account.valid_until - self.today).days:
            case 0:
                # NOTE: After the balance. Today is the last day of the card's validity.
                return say("valid.today")
            case 1:
                # NOTE: After the balance. Tomorrow is the last day of validity.
                return say("valid.tomorrow")
            case days if 1 < days <= SOON_DAYS:
                # NOTE: After the balance. {days} is a span of two or three days: the
                # card is valid for that long.
                return say("valid.days", days=DayCount(days))
            case _:
                return None

    def _lost(self) -> Phrase | None:
        ends, kept_days = self.account.valid_until, self.hotline.number_kept_days
        if (
            ends is None
            or ends >= self.today
            or kept_days is None
            or self.is_number_lost
        ):
            return None
        last_safe = ends + timedelta(kept_days)
        # NOTE: After the balance of an expired card. {date} is the last day on which a
        # top-up keeps the number: say it so that the day is included ("by").
        return say("valid.lost", date=spoken_date(last_safe, self.today))
