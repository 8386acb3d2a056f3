"""Locks by name, for what no row can be locked for."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session


def hold(session: Session, pseudonym: str) -> None:
    """Let others who hold *pseudonym* (hexadecimal) go first, each to its commit.

    SQLite has one writer at a time: who has written has waited already.
    """
    if session.get_bind().dialect.name == "postgresql":
        number = int.from_bytes(bytes.fromhex(pseudonym)[:8], signed=True)
        session.execute(select(func.pg_advisory_xact_lock(number)))
