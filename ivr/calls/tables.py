"""The tables of calls."""

from datetime import datetime

from sqlalchemy import Boolean, DateTime, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ivr.db import Base


class CallRow(Base):
    """A call to a *hotline*; *state* is sealed.

    *caller* and *claimed*, whose account it asks about, are pseudonyms. One that
    *was_turned_away* was over as it began, and counts for no limit.
    """

    __tablename__ = "calls"
    __table_args__ = (
        Index("ix_calls_caller_began_at", "caller", "began_at"),
        Index("ix_calls_hotline_began_at", "hotline", "began_at"),
    )

    call_sid: Mapped[str] = mapped_column(String(64), primary_key=True)
    hotline: Mapped[str] = mapped_column(String(16))
    caller: Mapped[str | None] = mapped_column(String(24))
    claimed: Mapped[str | None] = mapped_column(String(24), index=True)
    turn: Mapped[int]
    state: Mapped[str] = mapped_column(Text)
    began_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    end_status: Mapped[str | None] = mapped_column(String(20))
    was_turned_away: Mapped[bool] = mapped_column(Boolean, default=False)


class AnswerRow(Base):
    """The sealed TwiML that answered the webhook of a turn."""

    __tablename__ = "answers"

    call_sid: Mapped[str] = mapped_column(
        ForeignKey("calls.call_sid", ondelete="CASCADE"), primary_key=True
    )
    turn: Mapped[int] = mapped_column(primary_key=True)
    twiml: Mapped[str] = mapped_column(Text)


class RemovedCallRow(Base):
    """A call that was removed *removed_at* a time, by a hash of its CallSid."""

    __tablename__ = "removed_calls"

    call_hash: Mapped[str] = mapped_column(String(32), primary_key=True)
    removed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class OriginRow(Base):
    """A key and a pepper that the database was used with, last *used_at* a time.

    *key* and *pepper* are what they make of a known word: they tell nothing else.
    """

    __tablename__ = "origins"

    key: Mapped[str] = mapped_column(String(24), primary_key=True)
    pepper: Mapped[str] = mapped_column(String(24), primary_key=True)
    used_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
