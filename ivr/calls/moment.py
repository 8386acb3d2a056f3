"""A moment in a call."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Moment:
    """Which turn of which call this is, and when (UTC)."""

    call_sid: str
    turn: int
    at: datetime
