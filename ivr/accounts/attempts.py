"""Attempts at PINs, as they are told and as they are kept, with what guards against them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Boolean, DateTime, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from ivr.db import Base


@dataclass(frozen=True, slots=True)
class Attempt:
    """Who tries, where: the turn of a call, its caller (E.164) and its hotline."""

    call_sid: str
    turn: int
    caller: str | None
    hotline: str
    at: datetime


class PinAttemptRow(Base):
    """One attempt; *account* and *caller* are pseudonyms of the numbers.

    *was_right* is unknown while the PIN is checked, and counts as a failure; for good if
    the worker was killed then, and the webhook did not come again.
    *was_checked* is false for a try that the guard did not let through.
    """

    __tablename__ = "pin_attempts"
    __table_args__ = (
        Index("ix_pin_attempts_account_at", "account", "at"),
        Index("ix_pin_attempts_hotline_at", "hotline", "at"),
        Index("ix_pin_attempts_at", "at"),
    )

    call_sid: Mapped[str] = mapped_column(String(64), primary_key=True)
    turn: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(String(24))
    caller: Mapped[str | None] = mapped_column(String(24))
    hotline: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    was_right: Mapped[bool | None] = mapped_column(Boolean)
    was_checked: Mapped[bool] = mapped_column(Boolean)


class GuardRow(Base):
    """How often tries at a *subject* failed, and when the next may be made.

    *subject* is what is guarded, and a pseudonym or a hotline's number. *not_before* is
    the moment of the last failure, or the end of the rest that it brought; of a
    telephone, the end of its window.
    """

    __tablename__ = "pin_guards"

    subject: Mapped[str] = mapped_column(String(40), primary_key=True)
    failures: Mapped[int]
    not_before: Mapped[datetime] = mapped_column(DateTime(timezone=True))
