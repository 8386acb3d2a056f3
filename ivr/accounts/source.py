"""What an account source is: a module with a class that can read an account."""

from typing import Protocol

from ivr.domain.account import Account


class SourceUnavailableError(Exception):
    """The source cannot answer now."""


class AccountSource(Protocol):
    """Where accounts are kept."""

    def read(self, msisdn: str) -> Account | None:
        """Give the account of *msisdn* (E.164), or None if there is none.

        Fails with `SourceUnavailableError` if the source cannot answer.
        """
