"""The source itself: what is asked of a charging system, in which order."""

import re
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from ivr.accounts.source import SourceUnavailableError, UnreadableAccountError
from ivr.accounts.tmf654.actions import charges_of, top_ups_of
from ivr.accounts.tmf654.buckets import account_of, usable
from ivr.accounts.tmf654.consumption import used_of
from ivr.accounts.tmf654.deadline import within
from ivr.accounts.tmf654.quantities import UnreadableError, is_measured, money_in
from ivr.accounts.tmf654.resources import Resources
from ivr.accounts.tmf654.terms import Terms
from ivr.domain.account import Account, Charge, TopUp
from ivr.domain.money import Money
from ivr.logs import log_of

E164 = re.compile(r"\+[0-9]{1,15}")

SHARE = 0.9
"""Of the time limit: whoever waits here for an answer gives up at the whole of it."""
SHARE_OF_USED = 0.3
"""What was used is told if it comes soon; the rest does not wait for it."""

log = log_of(__name__)


class Tmf654Accounts:
    """Accounts of a charging system, by *terms*; a process has one for all its calls.

    *now* tells the time (UTC), for what has not begun there, or is over.
    """

    def __init__(self, terms: Terms, now: Callable[[], datetime]) -> None:
        self._terms = terms
        self._now = now
        self._resources = Resources(terms)
        # Whoever lets go of the source need not think of its connections.
        self.close = weakref.finalize(self, self._resources.close)

    def read(self, msisdn: str) -> Account | None:
        """Give the account of *msisdn*, or None."""
        with self._asking():
            requests, terms = self._terms.requests, self._terms
            records = self._found(requests.bucket, msisdn)
            if not records:
                return None
            total = self._total(msisdn)
            used = self._used(msisdn)
            records = usable(records, terms, self._now())
            return account_of(msisdn, records, used, total, terms)

    def top_ups(self, msisdn: str, limit: int) -> list[TopUp]:
        """Give the last *limit* top-ups of *msisdn*, the latest first."""
        with self._asking():
            records = self._found(self._terms.requests.topup_balance, msisdn)
            return top_ups_of(records, self._terms)[:limit]

    def charges(self, msisdn: str, limit: int) -> list[Charge]:
        """Give the last *limit* charges of *msisdn*, the latest first."""
        with self._asking():
            records = self._found(self._terms.requests.balance_action_history, msisdn)
            return charges_of(records, msisdn, self._terms)[:limit]

    def _found(self, request: str, msisdn: str) -> list[dict[str, object]]:
        is_asked = request and E164.fullmatch(msisdn)
        return self._resources.of(request, msisdn) if is_asked else []

    def _total(self, msisdn: str) -> Money | None:
        """Give the one balance of money, if it is to be asked for."""
        request = self._terms.requests.accumulated_balance
        if not request:
            return None
        totals = [it.get("totalBalance") for it in self._found(request, msisdn)]
        money = [total for total in totals if not is_measured(total, self._terms)]
        if len(money) != 1:
            raise UnreadableError("there is not one balance of money")
        return money_in(money[0], self._terms)

    def _used(self, msisdn: str) -> dict[str, object]:
        """Give what was used of each bucket; unknown, it is not told."""
        request = self._terms.requests.usage_consumption
        try:
            with within(self._terms.time_limit_s * SHARE_OF_USED):
                return used_of(self._found(request, msisdn))
        except SourceUnavailableError:
            log.exception("what was used cannot be read")
            return {}

    @contextmanager
    def _asking(self) -> Iterator[None]:
        try:
            with within(self._terms.time_limit_s * SHARE):
                yield
        except UnreadableError as error:
            log.warning("what is told cannot be read", reason=str(error))
            raise UnreadableAccountError(str(error)) from None
        except SourceUnavailableError as error:
            log.warning("the charging system is of no use", reason=str(error))
            raise
