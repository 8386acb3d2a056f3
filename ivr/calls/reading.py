"""Reads from the account source what a call wishes for: in time, or what is last known.

Rules of this file:
1. What is last known is kept of an account only after its PIN was right, and told with
   its time. It is no proof of anything: whoever hears it has been asked for the PIN.
2. That it can be neither kept nor found costs no caller what the source does tell.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

from ivr import metrics
from ivr.accounts.asking import Asking, LateError
from ivr.accounts.last_known import LastKnown
from ivr.accounts.source import AccountSource
from ivr.calls.moment import Moment
from ivr.dialogue.acts import LATEST, ReadAccount, ReadCharges, ReadTopUps
from ivr.dialogue.call import Call
from ivr.dialogue.events import AccountRead, ChargesRead, Granted, TopUpsRead
from ivr.dialogue.step import may_be_delayed
from ivr.domain.account import Account, Charge, TopUp
from ivr.logs import log_of
from ivr.speech.languages import languages

Read = ReadAccount | ReadTopUps | ReadCharges
"""What is wished of the source."""

Answer = TypeVar("Answer")
Dated = TypeVar("Dated", TopUp, Charge)

log = log_of(__name__)


class Reading:
    """Reads from *source*, by way of *asking*; *last_known* is None if none is kept."""

    def __init__(
        self, source: AccountSource, asking: Asking, last_known: LastKnown | None = None
    ) -> None:
        self._source = source
        self._asking = asking
        self._last_known = last_known

    def grant(self, wish: Read, call: Call, moment: Moment) -> Granted:
        """Grant *wish*, or fail: with `LateError` if the caller may be asked to wait."""

        def asked(ask: Callable[[], Answer]) -> Answer:
            key = (moment.call_sid, wish)
            timed = partial(_timed, type(wish).__name__, ask)
            return self._asking.ask(key, timed, may_be_late=may_be_delayed(call, wish))

        match wish:
            case ReadAccount(msisdn):
                account = self._account(
                    lambda: asked(lambda: self._source.read(msisdn)), msisdn, moment.at
                )
                if account and call.proven and not account.is_last_known:
                    self._keep(account, moment.at)
                return AccountRead(account and _spoken(account, call))
            case ReadTopUps(msisdn):
                top_ups = asked(lambda: self._source.top_ups(msisdn, LATEST))
                return TopUpsRead(_local(top_ups, call))
            case ReadCharges(msisdn):
                charges = asked(lambda: self._source.charges(msisdn, LATEST))
                return ChargesRead(_local(charges, call))

    def _account(
        self, read: Callable[[], Account | None], msisdn: str, now: datetime
    ) -> Account | None:
        try:
            return read()
        except LateError:
            raise
        except Exception:
            known = self._last_known.of(msisdn, now) if self._last_known else None
            if known is None:
                raise
            log.exception("the last known is told, as the source cannot be read")
            return known

    def _keep(self, account: Account, at: datetime) -> None:
        if self._last_known is None:
            return
        try:
            self._last_known.keep(account, at)
        except Exception:
            log.exception("what is known of an account could not be kept")


def _timed(wish: str, ask: Callable[[], Answer]) -> Answer:
    began_s, outcome = time.perf_counter(), "failed"
    try:
        answer = ask()
        outcome = "answered"
    finally:
        duration_s = time.perf_counter() - began_s
        metrics.source.labels(wish, outcome).observe(duration_s)
    return answer


def _spoken(account: Account, call: Call) -> Account:
    """Give *account* as it is told in *call*: by its clock, and in a language we have."""
    locale = account.locale.replace("-", "_")
    return replace(
        account,
        locale=locale if locale in languages() else call.locale,
        as_of=account.as_of and account.as_of.astimezone(_zone(call)),
    )


def _local(dated: Iterable[Dated], call: Call) -> tuple[Dated, ...]:
    """Give *dated* with the hotline's own time: yesterday is the caller's yesterday."""
    return tuple(replace(one, at=one.at.astimezone(_zone(call))) for one in dated)


def _zone(call: Call) -> ZoneInfo:
    return ZoneInfo(call.hotline.time_zone)
