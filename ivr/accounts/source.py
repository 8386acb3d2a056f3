"""What an account source is: a module with a class that can read accounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ivr.domain.account import Account, Charge, TopUp


class SourceUnavailableError(Exception):
    """The source cannot answer now."""


class UnreadableAccountError(SourceUnavailableError):
    """The source answers, and what it tells of one account cannot be understood."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a source is waited for: *time_limit_s* at most, whatever it is asked.

    After *filler_after_s* the caller hears that it takes a moment. *keeps_last_known*
    says whether what was last read is kept, sealed, for the time when it cannot be.
    """

    time_limit_s: float = 3
    filler_after_s: float = 2
    keeps_last_known: bool = True


PATIENCE = Patience()
"""What holds where an operator says nothing."""


class AccountSource(Protocol):
    """Where accounts are kept.

    Every method takes an MSISDN (E.164), gives moments with their time zone, and fails
    with `SourceUnavailableError` if the source cannot answer.
    """

    def read(self, msisdn: str) -> Account | None:
        """Give the account of *msisdn*, or None if there is none."""

    def top_ups(self, msisdn: str, limit: int) -> Sequence[TopUp]:
        """Give the last top-ups of *msisdn*, *limit* at most, the latest first."""

    def charges(self, msisdn: str, limit: int) -> Sequence[Charge]:
        """Give the last charges of *msisdn*, *limit* at most, the latest first."""
