"""Calls between two turns: taken out, conducted, put back.

Rules of this file:
1. No lock is held while a call is out. Putting it back moves its turn number on by
   one; if another did so first, that one's answer is the answer.
2. Every answer is kept with its turn: a webhook that comes
   again gets the same words, and does nothing twice.
3. What a caller said or heard lies sealed: numbers and balances are in it. A seal holds
   in its own row only; what cannot be opened there is as if it were not kept.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ivr.calls import limits, removed
from ivr.calls.moment import Moment
from ivr.calls.tables import AnswerRow, CallRow
from ivr.db import Sessions
from ivr.db.locks import hold
from ivr.dialogue.call import Call, Place
from ivr.domain.hotline import Hotline, Limits
from ivr.sealing import BrokenSealError, Seal

CALL_FIELDS = [item.name for item in fields(Call)]
MOMENTS = ("at", "last_turn_at")
PLACES = ("place", "wanted", "stated_at")


class TooManyCallsError(Exception):
    """The telephone that calls has come to a limit."""


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
        """Give the call of *call_sid*, or None if there is none that we can read."""
        with self._sessions() as session:
            row = session.get(CallRow, call_sid)
        try:
            return Kept(self._unpack(row.state, call_sid), row.turn) if row else None
        except BrokenSealError:
            return None

    def answer(self, call_sid: str, turn: int) -> str | None:
        """Give the TwiML that answered *turn*, or None if none did yet."""
        with self._sessions() as session:
            row = session.get(AnswerRow, (call_sid, turn))
        try:
            return (
                self._seal.open(row.twiml, place(call_sid, turn)).decode()
                if row
                else None
            )
        except BrokenSealError:
            return None

    def was_removed(self, call_sid: str) -> bool:
        """Tell whether there was a call of *call_sid*, of which nothing is kept now."""
        with self._sessions() as session:
            return removed.was_removed(session, call_sid)

    def are_enough(self, caller: str, allowed: Limits, moment: Moment) -> bool:
        """Tell whether *caller* has as many calls as are *allowed*, but for this one."""
        pseudonym = self._pseudonyms.pseudonym(caller)
        with self._sessions() as session:
            return limits.are_enough(session, pseudonym, allowed, moment)

    def open(self, moment: Moment, call: Call, twiml: str) -> str:
        """Keep a call that begins at *moment*, in turn 0, with the answer *twiml*.

        A call that was lost begins anew in the turn that it has come to. Fails with
        `TooManyCallsError` where others came to a limit at the same time.
        """
        row = self._row(moment, call) | {
            "call_sid": moment.call_sid,
            "hotline": call.hotline.number,
            "caller": self._pseudonym(call.caller),
            "began_at": moment.at,
            "ended_at": moment.at if call.is_over else None,
            "was_turned_away": call.is_over,
        }

        def keep(session: Session) -> None:
            self._drop_unreadable(session, moment.call_sid)
            self._add(session, row, call.hotline.limits, moment)

        return self._keep(moment, twiml, keep)

    def put_back(self, moment: Moment, call: Call, twiml: str) -> str:
        """Keep the call after the turn of *moment* was answered with *twiml*.

        Gives the answer that counts: *twiml*, or that of whoever was faster.
        """
        moved = self._row(moment, call)
        if call.is_over:
            moved["ended_at"] = func.coalesce(CallRow.ended_at, moment.at)
        is_as_taken = CallRow.turn == moment.turn

        def keep(session: Session) -> None:
            changed = update(CallRow).where(CallRow.call_sid == moment.call_sid)
            session.execute(changed.where(is_as_taken).values(moved))

        return self._keep(moment, twiml, keep)

    def close(self, call_sid: str, status: str, at: datetime) -> bool:
        """Note that Twilio says the call is over; only the first word counts.

        Tells whether this was it, and of a call that we had not ended ourselves.
        """
        named = update(CallRow).where(CallRow.call_sid == call_sid)
        ended = named.where(CallRow.ended_at.is_(None)).returning(CallRow.call_sid)
        told = named.where(CallRow.end_status.is_(None)).values(end_status=status)
        with self._sessions.begin() as session:
            is_ended = session.scalar(ended.values(ended_at=at)) is not None
            session.execute(told)
        return is_ended

    def _keep(self, moment: Moment, twiml: str, keep: Callable[[Session], None]) -> str:
        call_sid, turn = moment.call_sid, moment.turn
        sealed = self._seal.close(twiml.encode(), place(call_sid, turn))
        answer = insert(AnswerRow).values(call_sid=call_sid, turn=turn, twiml=sealed)
        try:
            with self._sessions.begin() as session:
                keep(session)
                session.execute(answer)
        except IntegrityError:
            return self.answer(call_sid, turn) or twiml
        return twiml

    def _add(
        self, session: Session, row: dict[str, Any], allowed: Limits, moment: Moment
    ) -> None:
        """Add a call, if it is allowed among those that are added side by side."""
        caller = row["caller"]
        is_counted = caller is not None and not row["was_turned_away"]
        if is_counted:
            hold(session, caller)
        # Before they are counted: SQLite's one writer has seen all others then.
        session.execute(insert(CallRow).values(row))
        if is_counted and limits.are_enough(session, caller, allowed, moment):
            raise TooManyCallsError

    def _drop_unreadable(self, session: Session, call_sid: str) -> None:
        found = select(CallRow.state).where(CallRow.call_sid == call_sid)
        state = session.scalar(found)
        if state is None or self._is_readable(state, call_sid):
            return
        # As it was found: who was faster has made it readable.
        is_found = CallRow.call_sid == call_sid, CallRow.state == state
        session.execute(delete(CallRow).where(*is_found))

    def _is_readable(self, state: str, call_sid: str) -> bool:
        try:
            return bool(self._seal.open(state, call_sid))
        except BrokenSealError:
            return False

    def _pseudonym(self, number: str | None) -> str | None:
        return number and self._pseudonyms.pseudonym(number)

    def _row(self, moment: Moment, call: Call) -> dict[str, Any]:
        return {
            "turn": moment.turn + 1,
            "claimed": self._pseudonym(call.claimed),
            "state": self._pack(call, moment.call_sid),
        }

    def _pack(self, call: Call, call_sid: str) -> str:
        state = {name: getattr(call, name) for name in CALL_FIELDS}
        state["hotline"] = call.hotline.number
        for moment in MOMENTS:
            state[moment] = state[moment] and state[moment].isoformat()
        return self._seal.close(json.dumps(state).encode(), call_sid)

    def _unpack(self, state: str, call_sid: str) -> Call:
        known = json.loads(self._seal.open(state, call_sid))
        known["hotline"] = self._hotlines[known["hotline"]]
        for moment in MOMENTS:
            told = known.get(moment)
            known[moment] = told and datetime.fromisoformat(told)
        for place in PLACES:
            told = known.get(place)
            known[place] = told and Place(told)
        # Another version of this program may know more, or less, of a call.
        return Call(**{name: known[name] for name in CALL_FIELDS if name in known})


def place(call_sid: str, turn: int) -> str:
    """Name the place of the answer to a turn, which its seal holds in."""
    return f"{call_sid}/{turn}"
