"""Accounts in tables of our own."""

from datetime import date

from sqlalchemy import BigInteger, ForeignKey, String, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ivr.accounts.source import SourceUnavailableError
from ivr.db import Base, Sessions
from ivr.domain.account import Account, AccountStatus
from ivr.domain.money import Money
from ivr.domain.usage import Bucket, UsageType


class BucketRow(Base):
    """A bucket of an account."""

    __tablename__ = "buckets"

    id: Mapped[int] = mapped_column(primary_key=True)
    msisdn: Mapped[str] = mapped_column(
        ForeignKey("accounts.msisdn", ondelete="CASCADE"), index=True
    )
    usage_type: Mapped[str] = mapped_column(String(8))
    remaining: Mapped[int] = mapped_column(BigInteger)
    used: Mapped[int] = mapped_column(BigInteger)


class AccountRow(Base):
    """An account."""

    __tablename__ = "accounts"

    msisdn: Mapped[str] = mapped_column(String(16), primary_key=True)
    locale: Mapped[str] = mapped_column(String(8))
    currency: Mapped[str] = mapped_column(String(3))
    minor_units: Mapped[int] = mapped_column(BigInteger)
    valid_until: Mapped[date]
    status: Mapped[str] = mapped_column(String(12))
    buckets: Mapped[list[BucketRow]] = relationship(
        cascade="all, delete-orphan", order_by=BucketRow.id, lazy="selectin"
    )


class SqlAccounts:
    """The source `sql`: accounts in the database of the hotline."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def read(self, msisdn: str) -> Account | None:
        """Give the account of *msisdn*, or None."""
        try:
            with self._sessions() as session:
                row = session.get(AccountRow, msisdn)
                return None if row is None else _account(row)
        except SQLAlchemyError as error:
            raise SourceUnavailableError("the account tables cannot be read") from error

    def write(self, account: Account) -> None:
        """Keep *account*, in the place of what was kept under its number."""
        with self._sessions.begin() as session:
            old = session.scalar(
                select(AccountRow).where(AccountRow.msisdn == account.msisdn)
            )
            if old is not None:
                session.delete(old)
                session.flush()
            session.add(_row(account))


def _account(row: AccountRow) -> Account:
    return Account(
        msisdn=row.msisdn,
        locale=row.locale,
        balance=Money(row.minor_units, row.currency),
        valid_until=row.valid_until,
        status=AccountStatus(row.status),
        buckets=tuple(
            Bucket(UsageType(bucket.usage_type), bucket.remaining, bucket.used)
            for bucket in row.buckets
        ),
    )


def _row(account: Account) -> AccountRow:
    return AccountRow(
        msisdn=account.msisdn,
        locale=account.locale,
        currency=account.balance.currency,
        minor_units=account.balance.minor_units,
        valid_until=account.valid_until,
        status=account.status.value,
        buckets=[
            BucketRow(
                usage_type=bucket.usage_type.value,
                remaining=bucket.remaining,
                used=bucket.used,
            )
            for bucket in account.buckets
        ],
    )
