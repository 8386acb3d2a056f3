"""Which keys a database is used with: those of a trial have no place in another.

Rules of this file:
1. Who serves says which keys it is, and says so at each start: a key may be changed.
2. A key and a pepper are known by what they make of a word, and not kept.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import inspect, select

from ivr.accounts.pins import PinRow
from ivr.accounts.tables import AccountRow
from ivr.calls.tables import CallRow, OriginRow
from ivr.db import Engine, Sessions
from ivr.domain.secret import Secret
from ivr.sealing import Seal

PURPOSE = "origin"


class Origin:
    """Knows a database by *key*, and by the first of *peppers*, which makes PINs."""

    def __init__(
        self, sessions: Sessions, key: Secret, peppers: Sequence[Secret]
    ) -> None:
        self._sessions = sessions
        self._key = Seal(key, PURPOSE).pseudonym("key")
        self._pepper = Seal(peppers[0], PURPOSE).pseudonym("pepper")

    def mark(self, now: datetime) -> None:
        """Note that from *now* on the database is used with what we have."""
        row = OriginRow(key=self._key, pepper=self._pepper, used_at=now)
        with self._sessions.begin() as session:
            session.merge(row)

    def has_our_key(self) -> bool | None:
        """Tell whether the database is used with our key, None if nobody said yet."""
        newest = self._newest()
        return None if newest is None else newest.key == self._key

    def had_our_key(self) -> bool | None:
        """Tell whether our key was used at any time, None if nobody said yet."""
        marked = select(OriginRow.key)
        with self._sessions() as session:
            keys = session.scalars(marked).all()
        return self._key in keys if keys else None

    def is_ours(self) -> bool | None:
        """Tell whether key and pepper are ours, None if nobody said yet."""
        newest = self._newest()
        if newest is None:
            return None
        return (newest.key, newest.pepper) == (self._key, self._pepper)

    def is_empty(self) -> bool:
        """Tell whether there are neither accounts nor PINs nor calls."""
        with self._sessions() as session:
            return not any(
                session.scalar(select(column).limit(1))
                for column in (AccountRow.msisdn, PinRow.msisdn, CallRow.call_sid)
            )

    def has_pins(self) -> bool:
        """Tell whether there is a PIN."""
        with self._sessions() as session:
            return session.scalar(select(PinRow.msisdn).limit(1)) is not None

    def _newest(self) -> OriginRow | None:
        in_time = select(OriginRow).order_by(OriginRow.used_at.desc())
        with self._sessions() as session:
            return session.scalar(in_time.limit(1))


def has_tables(engine: Engine) -> bool:
    """Tell whether anything was made in a database: tables are before all else."""
    return inspect(engine).has_table(PinRow.__tablename__)
