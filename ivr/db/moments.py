"""Moments as the database gives them."""

from datetime import UTC, datetime


def utc(moment: datetime) -> datetime:
    """Give *moment* with its time zone: SQLite forgets it, and all is kept in UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
