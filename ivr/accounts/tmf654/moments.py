"""Moments and days of a charging system (TMF's `date-time` and `TimePeriod`)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

LAST_YEAR = 9000
"""From here on a year means for ever."""

INSTANT = timedelta(microseconds=1)


def moment(text: object, zone: ZoneInfo) -> datetime | None:
    """Read *text*, which is in *zone* where it names none; None if it is no moment."""
    if not isinstance(text, str):
        return None
    try:
        read = datetime.fromisoformat(text.strip())
        aware = read if read.tzinfo else read.replace(tzinfo=zone)
        return aware.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def is_ahead(period: object, zone: ZoneInfo, at: datetime) -> bool:
    """Tell whether *period* has not begun *at* a time; one that makes no sense has."""
    starts, _ = _bounds(period, zone)
    return starts is not None and starts > at


def is_over(period: object, zone: ZoneInfo, at: datetime) -> bool:
    """Tell whether the last day in *zone* of *period* was before that *at* a time."""
    ends_on = last_day(period, zone)
    return ends_on is not None and ends_on < at.astimezone(zone).date()


def last_day(period: object, zone: ZoneInfo) -> date | None:
    """Give the last day in *zone* of a *period*; None if it has no end, or makes none.

    A period that ends before it starts says nothing. One that ends at midnight has
    no part of the day that begins there; a day without an hour is the last.
    """
    _, ends = _bounds(period, zone)
    if not isinstance(period, dict) or ends is None or ends.year >= LAST_YEAR:
        return None
    day = _day(period.get("endDateTime"))
    return day or (ends - INSTANT).astimezone(zone).date()


def _bounds(period: object, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    """Give when *period* starts and ends, as far as it says and makes sense."""
    if not isinstance(period, dict):
        return None, None
    starts = moment(period.get("startDateTime"), zone)
    ends = moment(period.get("endDateTime"), zone)
    return (None, None) if starts and ends and ends < starts else (starts, ends)


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text).strip())
    except ValueError:
        return None
