"""The tables of accounts, and of what came onto them and went from them."""

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ivr.db import Base


class BucketRow(Base):
    """A bucket of an account; a *usage_type* that we do not know is kept as it is."""

    __tablename__ = "buckets"

    # An import makes each anew: a million accounts a day count beyond 32 bits.
    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True
    )
    msisdn: Mapped[str] = mapped_column(
        ForeignKey("accounts.msisdn", ondelete="CASCADE"), index=True
    )
    usage_type: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(64))
    remaining: Mapped[int] = mapped_column(BigInteger)
    used: Mapped[int] = mapped_column(BigInteger)
    is_unlimited: Mapped[bool] = mapped_column(Boolean)
    is_shared: Mapped[bool] = mapped_column(Boolean)
    valid_until: Mapped[date | None]


class AccountRow(Base):
    """An account."""

    __tablename__ = "accounts"

    msisdn: Mapped[str] = mapped_column(String(16), primary_key=True)
    locale: Mapped[str] = mapped_column(String(8))
    currency: Mapped[str] = mapped_column(String(3))
    minor_units: Mapped[int] = mapped_column(BigInteger)
    valid_until: Mapped[date | None]
    status: Mapped[str] = mapped_column(String(12))
    plan: Mapped[str] = mapped_column(String(64))
    as_of: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    buckets: Mapped[list[BucketRow]] = relationship(
        cascade="all, delete-orphan", order_by=BucketRow.id, lazy="selectin"
    )


class TopUpRow(Base):
    """A top-up of an account."""

    __tablename__ = "top_ups"
    __table_args__ = (Index("ix_top_ups_msisdn_at", "msisdn", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    msisdn: Mapped[str] = mapped_column(
        ForeignKey("accounts.msisdn", ondelete="CASCADE")
    )
    currency: Mapped[str] = mapped_column(String(3))
    minor_units: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    method: Mapped[str] = mapped_column(String(12))
    is_pending: Mapped[bool] = mapped_column(Boolean)


class ChargeRow(Base):
    """A charge to an account."""

    __tablename__ = "charges"
    __table_args__ = (Index("ix_charges_msisdn_at", "msisdn", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    msisdn: Mapped[str] = mapped_column(
        ForeignKey("accounts.msisdn", ondelete="CASCADE")
    )
    currency: Mapped[str] = mapped_column(String(3))
    minor_units: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    reason: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(64))


class ImportRow(Base):
    """How far the file with *digest* is imported: to a line, and where that ends."""

    __tablename__ = "imports"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    line: Mapped[int] = mapped_column(BigInteger)
    ends: Mapped[int] = mapped_column(BigInteger)
    good: Mapped[int] = mapped_column(BigInteger)
    bad: Mapped[int] = mapped_column(BigInteger)
    finished_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
