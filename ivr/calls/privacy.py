"""Privacy: what is kept goes when its time is over, or when its owner wishes.

Rules of this file:
1. Numbers are found by pseudonyms that `IVR_SECRET_KEY` makes: under another key, what
   was kept before is found by nobody, and goes by its age.
2. A purge removes a little at a time, so that no call waits for it. Nothing is removed
   of a call under way: Twilio ends every call within the shortest time we keep one.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from ivr.accounts import privacy as of_accounts
from ivr.accounts.attempts import PinAttemptRow
from ivr.calls.removed import note_removed
from ivr.calls.tables import AnswerRow, CallRow
from ivr.db import Sessions
from ivr.db.rows import removed, told
from ivr.domain.hotline import RETENTION, Hotline, Retention
from ivr.sealing import BrokenSealError, Seal

ROWS_AT_ONCE = 500


class Privacy:
    """Removes and tells what is kept of callers; *seal* is that of the calls."""

    def __init__(self, sessions: Sessions, seal: Seal, pseudonyms: Seal) -> None:
        self._sessions = sessions
        self._seal = seal
        self._pseudonyms = pseudonyms

    def others(self, hotlines: Mapping[str, Hotline]) -> list[str]:
        """List the numbers that something came over, and that *hotlines* do not have."""
        found: set[str] = set()
        with self._sessions() as session:
            for number in (CallRow.hotline, PinAttemptRow.hotline):
                is_other = number.not_in(["", *hotlines])
                found.update(session.scalars(select(number).where(is_other).distinct()))
        return sorted(found)

    def purge(
        self,
        hotlines: Mapping[str, Hotline],
        now: datetime,
        *,
        spares_others: bool = False,
    ) -> Counter[str]:
        """Remove what is older than each of *hotlines* keeps it; count it.

        What came over others is kept for the usual time, or spared.
        """
        spared = self.others(hotlines) if spares_others else []
        gone: Counter[str] = Counter(
            {"calls": 0, "answers": 0, "attempts": 0, "guards": 0, "last known": 0}
        )
        for at_hotline, kept in _shares(hotlines, spared, CallRow.hotline):
            before = now - timedelta(days=kept.calls_days)
            old = and_(at_hotline, CallRow.began_at < before)
            gone.update(self._in_batches(_calls_batch(old, now)))
        for at_hotline, kept in _shares(hotlines, spared, PinAttemptRow.hotline):
            before = now - timedelta(days=kept.attempts_days)
            old = and_(at_hotline, PinAttemptRow.at < before)
            gone.update(self._in_batches(_attempts_batch(old)))
        gone.update(self._in_batches(_guards_batch(now)))
        gone.update(self._in_batches(_last_known_batch(now)))
        return gone

    def erase(self, msisdn: str, now: datetime) -> Counter[str]:
        """Remove all that is kept about *msisdn*; count it.

        Calls of other telephones, which asked about it, tell of it as well.
        """
        pseudonym = self._pseudonyms.pseudonym(msisdn)
        with self._sessions.begin() as session:
            gone = _drop_calls(session, _concern(pseudonym), now)
            return gone + of_accounts.erase(session, msisdn, pseudonym)

    def export(self, msisdn: str) -> dict[str, Any]:
        """Tell all that is kept about *msisdn*, and nothing of anybody else."""
        pseudonym = self._pseudonyms.pseudonym(msisdn)
        concerned = select(CallRow).where(_concern(pseudonym))
        in_time = concerned.order_by(CallRow.began_at, CallRow.call_sid)
        with self._sessions() as session:
            return {
                "msisdn": msisdn,
                **of_accounts.export(session, msisdn, pseudonym),
                "calls": [_call(row, pseudonym) for row in session.scalars(in_time)],
            }

    def finds(self) -> bool:
        """Tell whether the last call was kept under the key that we have."""
        in_time = select(CallRow.call_sid, CallRow.state).order_by(
            CallRow.began_at.desc()
        )
        with self._sessions() as session:
            latest = session.execute(in_time.limit(1)).one_or_none()
        # Before 0006 a state was sealed for no place.
        return latest is None or any(
            self._opens(latest.state, place) for place in (latest.call_sid, "")
        )

    def _opens(self, state: str, place: str) -> bool:
        try:
            return bool(self._seal.open(state, place))
        except BrokenSealError:
            return False

    def _in_batches(self, batch: Callable[[Session], Counter[str]]) -> Counter[str]:
        gone: Counter[str] = Counter()
        while True:
            with self._sessions.begin() as session:
                dropped = batch(session)
            if not dropped.total():
                return gone
            gone.update(dropped)


def _shares(
    hotlines: Mapping[str, Hotline],
    spared: Iterable[str],
    number: InstrumentedAttribute[str],
) -> Iterator[tuple[ColumnElement[bool], Retention]]:
    """Give what is true of the rows of each hotline, and of those of no hotline now."""
    for hotline in hotlines.values():
        yield number == hotline.number, hotline.retention
    yield number.not_in([*hotlines, *spared]), RETENTION


def _calls_batch(
    old: ColumnElement[bool], now: datetime
) -> Callable[[Session], Counter[str]]:
    def batch(session: Session) -> Counter[str]:
        found = select(CallRow.call_sid).where(old).limit(ROWS_AT_ONCE)
        some = CallRow.call_sid.in_(session.scalars(found).all())
        return _drop_calls(session, some, now)

    return batch


def _attempts_batch(old: ColumnElement[bool]) -> Callable[[Session], Counter[str]]:
    def batch(session: Session) -> Counter[str]:
        return Counter(attempts=of_accounts.drop_attempts(session, old, ROWS_AT_ONCE))

    return batch


def _guards_batch(now: datetime) -> Callable[[Session], Counter[str]]:
    def batch(session: Session) -> Counter[str]:
        return Counter(guards=of_accounts.drop_guards(session, now, ROWS_AT_ONCE))

    return batch


def _last_known_batch(now: datetime) -> Callable[[Session], Counter[str]]:
    def batch(session: Session) -> Counter[str]:
        dropped = of_accounts.drop_last_known(session, now, ROWS_AT_ONCE)
        return Counter({"last known": dropped})

    return batch


def _drop_calls(
    session: Session, dropped: ColumnElement[bool], now: datetime
) -> Counter[str]:
    call_sids = select(CallRow.call_sid).where(dropped)
    # Answers go before their calls, to be counted.
    answers = delete(AnswerRow).where(AnswerRow.call_sid.in_(call_sids))
    gone = removed(session, answers)
    deletion = delete(CallRow).where(dropped).returning(CallRow.call_sid)
    unsynchronized = {"synchronize_session": False}
    calls = session.scalars(deletion, execution_options=unsynchronized).all()
    note_removed(session, calls, now)
    return Counter(calls=len(calls), answers=gone)


def _concern(pseudonym: str) -> ColumnElement[bool]:
    """Give what is true of calls from a number, and of those that asked about it."""
    tried = select(PinAttemptRow.call_sid).where(of_accounts.tries_at(pseudonym))
    return or_(
        CallRow.caller == pseudonym,
        CallRow.claimed == pseudonym,
        CallRow.call_sid.in_(tried),
    )


def _call(row: CallRow, pseudonym: str) -> dict[str, Any]:
    """Tell of a call when and where it was, and how it concerns one number.

    What was said in it lies sealed.
    """
    return {
        **told(row, "call_sid", "caller", "claimed", "turn", "state"),
        "telephone": _whose(row.caller, pseudonym) or of_accounts.WITHHELD,
        "account": _whose(row.claimed, pseudonym),
    }


def _whose(other: str | None, pseudonym: str) -> str | None:
    return other and (of_accounts.OWN if other == pseudonym else of_accounts.OTHER)
