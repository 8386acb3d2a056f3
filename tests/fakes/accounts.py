"""Accounts as they may be on some day: what transcripts call them, and what it means."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ivr.domain.account import AccountStatus
from ivr.domain.money import Money
from ivr.domain.usage import Bucket, UsageType

DATA, VOICE, SMS, OTHER = UsageType


def changes(name: str, today: date) -> dict[str, object]:
    """Give what is otherwise in an account that is *name* *today*."""

    def after(days: int) -> date:
        return today + timedelta(days)

    return {
        "suspended": {"status": AccountStatus.SUSPENDED},
        "expired": {"status": AccountStatus.EXPIRED, "valid_until": after(-4)},
        "valid until today": {"valid_until": today},
        "valid until tomorrow": {"valid_until": after(1)},
        "valid for three days": {"valid_until": after(3)},
        "valid for long": {"valid_until": date(2028, 2, 29)},
        "valid for ever": {"valid_until": None},
        "of yesterday": {
            "as_of": datetime.combine(after(-1), time(7, 5), ZoneInfo("UTC"))
        },
        "too rich to say": {"balance": Money(10**12, "EUR")},
        "in francs": {"balance": Money(1250, "CHF")},
        "without limits": {
            "buckets": (
                Bucket(DATA, 0, is_unlimited=True),
                Bucket(VOICE, 26, 34, is_shared=True),
                Bucket(SMS, 3, 7, valid_until=after(2)),
                Bucket(OTHER, 5, name="europe", valid_until=after(10)),
            ),
            "valid_until": after(40),
        },
        "used up": {
            "buckets": (
                Bucket(DATA, 0),
                Bucket(VOICE, 0, 60),
                Bucket(SMS, 0, 20),
                Bucket(OTHER, 0, name="europe"),
            )
        },
        "empty": {"buckets": (Bucket(DATA, 0), Bucket(VOICE, 0), Bucket(SMS, 0))},
    }[name]
