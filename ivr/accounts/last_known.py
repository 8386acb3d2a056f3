"""What a source last told of an account: heard, with its time, while it is down.

It lies sealed under a pseudonym, a row for each account; whoever has the database alone
reads neither whose it is nor what.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import DateTime, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ivr.db import Base, Sessions
from ivr.db.moments import utc
from ivr.domain.account import Account
from ivr.sealing import BrokenSealError, Seal

WORTH_TELLING = timedelta(days=7)
"""Older figures mislead more than they help."""

ACCOUNT = TypeAdapter(Account)


class LastKnownRow(Base):
    """The sealed account of *account*, a pseudonym, as it was read *at* a time."""

    __tablename__ = "last_known"

    account: Mapped[str] = mapped_column(String(24), primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    sealed: Mapped[str] = mapped_column(Text)


class LastKnown:
    """Keeps the accounts that were last read; *seal* and *pseudonyms* hide them."""

    def __init__(self, sessions: Sessions, seal: Seal, pseudonyms: Seal) -> None:
        self._sessions = sessions
        self._seal = seal
        self._pseudonyms = pseudonyms

    def keep(self, account: Account, at: datetime) -> None:
        """Keep *account* as it was read *at* a time (UTC)."""
        pseudonym = self._pseudonyms.pseudonym(account.msisdn)
        row = LastKnownRow(
            account=pseudonym,
            at=at,
            sealed=self._seal.close(ACCOUNT.dump_json(account), pseudonym),
        )
        with self._sessions.begin() as session:
            session.merge(row)

    def of(self, msisdn: str, now: datetime) -> Account | None:
        """Give the account of *msisdn* as it was last read, or None."""
        pseudonym = self._pseudonyms.pseudonym(msisdn)
        with self._sessions() as session:
            row = session.get(LastKnownRow, pseudonym)
        if row is None or now - utc(row.at) > WORTH_TELLING:
            return None
        try:
            account = ACCOUNT.validate_json(self._seal.open(row.sealed, pseudonym))
        except (BrokenSealError, ValidationError):
            # Kept under another key or another's name, or by another version of us.
            return None
        as_of = account.as_of or utc(row.at)
        return replace(account, as_of=as_of, is_last_known=True)
