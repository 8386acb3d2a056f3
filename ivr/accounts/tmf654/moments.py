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


def last_day(period: object, zone: ZoneInfo) -> date | None:
    """Give the last day in *zone* of a *period*; None if it has no end, or makes none.

    A period that ends before it starts says nothing. One that ends at midnight has
    no part of the day that begins there; a day without an hour is the last.
    """
    if not isinstance(period, dict):
        return None
    text = period.get("endDateTime")
    ends = moment(text, zone)
    starts = moment(period.get("startDateTime"), zone)
    if ends is None or (starts is not None and ends < starts):
        return None
    if ends.year >= LAST_YEAR:
        return None
    day = _day(text)
    return day or (ends - INSTANT).astimezone(zone).date()


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text).strip())
    except ValueError:
        return None
