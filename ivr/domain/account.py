"""A prepaid account."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ivr.domain.money import Money
from ivr.domain.usage import Bucket


class AccountStatus(StrEnum):
    """TMF654's `BucketStatusType`, of the account as a whole."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Account:
    """What is on one card.

    *msisdn* is E.164 with its plus; *valid_until* is the last day of validity in
    the hotline's country.
    """

    msisdn: str
    locale: str
    balance: Money
    valid_until: date
    status: AccountStatus = AccountStatus.ACTIVE
    buckets: tuple[Bucket, ...] = ()
