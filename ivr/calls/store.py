"""Calls between two turns: taken out, conducted, put back.

Rules of this file:
1. No lock is held while a call is out. Putting it back moves its turn number on by
   one; if another did so first, that one's answer is the answer.
2. Every answer is kept with its turn: a webhook that comes
   again gets the same words, and does nothing twice.
3. What a caller said or heard lies sealed: numbers and balances are in it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from sqlalchemy import (
    DateTime,
    ForeignKey,
    Index,
    Insert,
    String,
    Text,
    Update,
    and_,
    case,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from ivr.db import Base, Sessions
from ivr.dialogue.call import Call, Place
from ivr.domain.hotline import Hotline, Limits
from ivr.sealing import Seal

HOUR = timedelta(hours=1)
CALL_FIELDS = [item.name for item in fields(Call)]


class CallRow(Base):
    """A call to a *hotline*; *caller* is a pseudonym and *state* is sealed."""

    __tablename__ = "calls"
    __table_args__ = (
        Index("ix_calls_caller_began_at", "caller", "began_at"),
        Index("ix_calls_hotline_began_at", "hotline", "began_at"),
    )

    call_sid: Mapped[str] = mapped_column(String(64), primary_key=True)
    hotline: Mapped[str] = mapped_column(String(16))
    caller: Mapped[str | None] = mapped_column(String(24))
    turn: Mapped[int]
    state: Mapped[str] = mapped_column(Text)
    began_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    end_status: Mapped[str | None] = mapped_column(String(20))


class AnswerRow(Base):
    """The sealed TwiML that answered the webhook of a turn."""

    __tablename__ = "answers"

    call_sid: Mapped[str] = mapped_column(
        ForeignKey("calls.call_sid", ondelete="CASCADE"), primary_key=True
    )
    turn: Mapped[int] = mapped_column(primary_key=True)
    twiml: Mapped[str] = mapped_column(Text)


@dataclass(frozen=True, slots=True)
class Kept:
    """A *call* that is under way; its next answer is that to turn number *turn*."""

    call: Call
    turn: int


class Calls:
    """The calls of *hotlines* (by number), kept through *sessions*."""

    def __init__(
        self,
        sessions: Sessions,
        hotlines: Mapping[str, Hotline],
        seal: Seal,
        pseudonyms: Seal,
    ) -> None:
        self._sessions = sessions
        self._hotlines = hotlines
        self._seal = seal
        self._pseudonyms = pseudonyms

    def take(self, call_sid: str) -> Kept | None:
        """Give the call of *call_sid*, or None if there is none."""
        with self._sessions() as session:
            row = session.get(CallRow, call_sid)
            return Kept(self._unpack(row.state), row.turn) if row else None

    def answer(self, call_sid: str, turn: int) -> str | None:
        """Give the TwiML that answered *turn*, or None if none did yet."""
        with self._sessions() as session:
            row = session.get(AnswerRow, (call_sid, turn))
            return self._seal.open(row.twiml).decode() if row else None

    def are_enough(self, caller: str, limits: Limits, at: datetime) -> bool:
        """Tell whether *caller* has made as many calls as *limits* allow.

        One that has not ended is under way until it must have: the word that it has
        may be lost.
        """
        is_recent = CallRow.began_at > at - HOUR
        is_young = CallRow.began_at > at - limits.longest_call
        is_open = and_(CallRow.ended_at.is_(None), is_young)
        counted = select(
            func.coalesce(func.sum(case((is_recent, 1), else_=0)), 0),
            func.coalesce(func.sum(case((is_open, 1), else_=0)), 0),
        ).where(
            CallRow.caller == self._pseudonyms.pseudonym(caller),
            CallRow.began_at > at - max(HOUR, limits.longest_call),
        )
        with self._sessions() as session:
            recent, under_way = session.execute(counted).one()
        return bool(
            recent >= limits.calls_per_number_and_hour
            or under_way >= limits.calls_per_number_at_once
        )

    def open(
        self, call_sid: str, call: Call, twiml: str, turn: int, at: datetime
    ) -> str:
        """Keep a call that begins with the answer *twiml* to *turn*, which is 0.

        A call that was lost begins anew in the turn that it has come to.
        """
        row = {
            "call_sid": call_sid,
            "hotline": call.hotline.number,
            "caller": call.caller and self._pseudonyms.pseudonym(call.caller),
            "turn": turn + 1,
            "state": self._pack(call),
            "began_at": at,
        }
        return self._keep(call_sid, turn, twiml, insert(CallRow).values(row))

    def put_back(self, call_sid: str, call: Call, twiml: str, turn: int) -> str:
        """Keep the call after *turn* was answered with *twiml*.

        Gives the answer that counts: *twiml*, or that of whoever was faster.
        """
        moved = (
            update(CallRow)
            .where(CallRow.call_sid == call_sid, CallRow.turn == turn)
            .values(turn=turn + 1, state=self._pack(call))
        )
        return self._keep(call_sid, turn, twiml, moved)

    def close(self, call_sid: str, status: str, at: datetime) -> bool:
        """Note that Twilio says the call is over; only the first word counts.

        Tells whether this was it, and of a call that we had not ended ourselves.
        """
        closed = (
            update(CallRow)
            .where(CallRow.call_sid == call_sid, CallRow.ended_at.is_(None))
            .values(ended_at=at, end_status=status)
            .returning(CallRow.state)
        )
        with self._sessions.begin() as session:
            state = session.scalar(closed)
        return state is not None and not self._unpack(state).is_over

    def _keep(self, call_sid: str, turn: int, twiml: str, move: Insert | Update) -> str:
        answer = insert(AnswerRow).values(
            call_sid=call_sid, turn=turn, twiml=self._seal.close(twiml.encode())
        )
        try:
            with self._sessions.begin() as session:
                session.execute(move)
                session.execute(answer)
        except IntegrityError:
            return self.answer(call_sid, turn) or twiml
        return twiml

    def _pack(self, call: Call) -> str:
        state = {name: getattr(call, name) for name in CALL_FIELDS}
        state["hotline"] = call.hotline.number
        state["at"] = call.at and call.at.isoformat()
        return self._seal.close(json.dumps(state).encode())

    def _unpack(self, state: str) -> Call:
        known = json.loads(self._seal.open(state))
        known["hotline"] = self._hotlines[known["hotline"]]
        known["at"] = known["at"] and datetime.fromisoformat(known["at"])
        known["place"], known["wanted"] = Place(known["place"]), Place(known["wanted"])
        # Another version of this program may know more, or less, of a call.
        return Call(**{name: known[name] for name in CALL_FIELDS if name in known})
