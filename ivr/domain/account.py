"""A prepaid account, and what has come onto it and gone from it."""

from dataclasses import dataclass
from datetime import date, datetime
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
    the hotline's country, None if it never ends; *plan* is the name of the product
    as the source has it, "" for none. *as_of* is when the figures were true, None
    if they are true now. *is_last_known* says that the source cannot be asked, and
    that this is what it told last.
    """

    msisdn: str
    locale: str
    balance: Money
    valid_until: date | None
    status: AccountStatus = AccountStatus.ACTIVE
    buckets: tuple[Bucket, ...] = ()
    plan: str = ""
    as_of: datetime | None = None
    is_last_known: bool = False

    def status_on(self, today: date) -> AccountStatus:
        """Give the status *today*: a day of validity that is over is over."""
        is_over = self.valid_until is not None and self.valid_until < today
        if is_over and self.status is AccountStatus.ACTIVE:
            return AccountStatus.EXPIRED
        return self.status


class PaymentMethod(StrEnum):
    """How a top-up was paid."""

    VOUCHER = "voucher"
    CARD = "card"
    TRANSFER = "transfer"
    CASH = "cash"
    WALLET = "wallet"
    AUTOMATIC = "automatic"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class TopUp:
    """An *amount* that was put on a card *at* a moment; not there yet if *is_pending*.

    TMF654 calls it `TopupBalance`, and a pending one `created`.
    """

    amount: Money
    at: datetime
    method: PaymentMethod = PaymentMethod.OTHER
    is_pending: bool = False


class ChargeReason(StrEnum):
    """What a charge was for."""

    VOICE = "voice"
    SMS = "sms"
    DATA = "data"
    ROAMING = "roaming"
    PLAN = "plan"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Charge:
    """An *amount* that was taken *at* a moment; *name* is the source's own for it."""

    amount: Money
    at: datetime
    reason: ChargeReason = ChargeReason.OTHER
    name: str = ""
