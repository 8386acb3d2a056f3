"""Calls that were removed, by a hash of their CallSid: none of them begins again.

Twilio signs no time. Whoever recorded the signed webhooks of a call could place it anew
once its answers are gone, with the PIN that was keyed in it.
"""

import hashlib
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import String, bindparam, exists, insert, literal, not_, select
from sqlalchemy.orm import Session

from ivr.calls.tables import RemovedCallRow

HASH_BYTES = 16


def note_removed(session: Session, call_sids: Collection[str], at: datetime) -> None:
    """Note that the calls of *call_sids* were removed *at* a time."""
    hashed = bindparam("hashed", type_=String)
    is_noted = exists().where(RemovedCallRow.call_hash == hashed)
    moment = literal(at, RemovedCallRow.removed_at.type)
    fresh = select(hashed, moment).where(not_(is_noted))
    columns = ["call_hash", "removed_at"]
    noted = insert(RemovedCallRow).from_select(columns, fresh)
    if call_sids:
        session.connection().execute(noted, [{"hashed": _hash(it)} for it in call_sids])


def was_removed(session: Session, call_sid: str) -> bool:
    """Tell whether there was a call of *call_sid* that was removed."""
    return session.get(RemovedCallRow, _hash(call_sid)) is not None


def _hash(call_sid: str) -> str:
    # Without a key: a CallSid is random, and its hash must outlive each IVR_SECRET_KEY.
    return hashlib.sha256(call_sid.encode()).digest()[:HASH_BYTES].hex()
