"""The source `sql`: accounts in the database of the hotline."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import delete, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from ivr.accounts.source import SourceUnavailableError
from ivr.accounts.tables import AccountRow, BucketRow, ChargeRow, TopUpRow
from ivr.db import Sessions
from ivr.db.moments import utc
from ivr.domain.account import (
    Account,
    AccountStatus,
    Charge,
    ChargeReason,
    PaymentMethod,
    TopUp,
)
from ivr.domain.money import Money
from ivr.domain.usage import Bucket, UsageType

Kind = TypeVar("Kind", bound=StrEnum)


class SqlAccounts:
    """Accounts in tables of our own."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def read(self, msisdn: str) -> Account | None:
        """Give the account of *msisdn*, or None."""
        with self._reading() as session:
            row = session.get(AccountRow, msisdn)
            return None if row is None else _account(row)

    def top_ups(self, msisdn: str, limit: int) -> list[TopUp]:
        """Give the last *limit* top-ups of *msisdn*, the latest first."""
        mine = select(TopUpRow).where(TopUpRow.msisdn == msisdn)
        latest = mine.order_by(TopUpRow.at.desc(), TopUpRow.id.desc()).limit(limit)
        with self._reading() as session:
            return list(map(_top_up, session.scalars(latest)))

    def charges(self, msisdn: str, limit: int) -> list[Charge]:
        """Give the last *limit* charges of *msisdn*, the latest first."""
        mine = select(ChargeRow).where(ChargeRow.msisdn == msisdn)
        latest = mine.order_by(ChargeRow.at.desc(), ChargeRow.id.desc()).limit(limit)
        with self._reading() as session:
            return list(map(_charge, session.scalars(latest)))

    def write(self, account: Account) -> None:
        """Keep *account*, in the place of what was kept under its number."""
        with self._sessions.begin() as session:
            session.merge(_row(account))

    def write_history(
        self, msisdn: str, top_ups: Iterable[TopUp], charges: Iterable[Charge]
    ) -> None:
        """Keep all the *top_ups* and *charges* that *msisdn* ever had."""
        with self._sessions.begin() as session:
            session.execute(delete(TopUpRow).where(TopUpRow.msisdn == msisdn))
            session.execute(delete(ChargeRow).where(ChargeRow.msisdn == msisdn))
            session.add_all(_top_up_row(msisdn, top_up) for top_up in top_ups)
            session.add_all(_charge_row(msisdn, charge) for charge in charges)

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        try:
            with self._sessions() as session:
                yield session
        except SQLAlchemyError as error:
            raise SourceUnavailableError("the account tables cannot be read") from error


def _account(row: AccountRow) -> Account:
    return Account(
        msisdn=row.msisdn,
        locale=row.locale,
        balance=Money(row.minor_units, row.currency),
        valid_until=row.valid_until,
        # A status that we do not know keeps nobody from figures that are right.
        status=_known(AccountStatus, row.status, AccountStatus.SUSPENDED),
        buckets=tuple(map(_bucket, row.buckets)),
        plan=row.plan,
        as_of=row.as_of and utc(row.as_of),
    )


def _bucket(row: BucketRow) -> Bucket:
    usage_type = _known(UsageType, row.usage_type, UsageType.OTHER)
    return Bucket(
        usage_type=usage_type,
        remaining=row.remaining,
        used=row.used,
        # What we do not know is told by its name, and its type is one if need be.
        name=row.name or ("" if row.usage_type in set(UsageType) else row.usage_type),
        is_unlimited=row.is_unlimited,
        is_shared=row.is_shared,
        valid_until=row.valid_until,
    )


def _top_up(row: TopUpRow) -> TopUp:
    return TopUp(
        amount=Money(row.minor_units, row.currency),
        at=utc(row.at),
        method=_known(PaymentMethod, row.method, PaymentMethod.OTHER),
        is_pending=row.is_pending,
    )


def _charge(row: ChargeRow) -> Charge:
    return Charge(
        amount=Money(row.minor_units, row.currency),
        at=utc(row.at),
        reason=_known(ChargeReason, row.reason, ChargeReason.OTHER),
        name=row.name,
    )


def _row(account: Account) -> AccountRow:
    return AccountRow(
        msisdn=account.msisdn,
        locale=account.locale,
        currency=account.balance.currency,
        minor_units=account.balance.minor_units,
        valid_until=account.valid_until,
        status=account.status.value,
        plan=account.plan,
        as_of=account.as_of and account.as_of.astimezone(UTC),
        buckets=[
            BucketRow(
                usage_type=bucket.usage_type.value,
                name=bucket.name,
                remaining=bucket.remaining,
                used=bucket.used,
                is_unlimited=bucket.is_unlimited,
                is_shared=bucket.is_shared,
                valid_until=bucket.valid_until,
            )
            for bucket in account.buckets
        ],
    )


def _top_up_row(msisdn: str, top_up: TopUp) -> TopUpRow:
    return TopUpRow(
        msisdn=msisdn,
        currency=top_up.amount.currency,
        minor_units=top_up.amount.minor_units,
        at=top_up.at.astimezone(UTC),
        method=top_up.method.value,
        is_pending=top_up.is_pending,
    )


def _charge_row(msisdn: str, charge: Charge) -> ChargeRow:
    return ChargeRow(
        msisdn=msisdn,
        currency=charge.amount.currency,
        minor_units=charge.amount.minor_units,
        at=charge.at.astimezone(UTC),
        reason=charge.reason.value,
        name=charge.name,
    )


def _known(kinds: Callable[[str], Kind], value: str, otherwise: Kind) -> Kind:
    """Give the kind that *value* names; a source may know more than we do."""
    try:
        return kinds(value)
    except ValueError:
        return otherwise
