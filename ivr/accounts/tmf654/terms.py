"""The terms with a charging system: where it is, how it is asked, what its words mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar
from zoneinfo import ZoneInfo

from ivr.domain.account import AccountStatus, ChargeReason, PaymentMethod
from ivr.domain.secret import Secret
from ivr.domain.usage import UsageType

MONETARY = "monetary"
"""TMF654's usage type of money."""

Meaning = TypeVar("Meaning")


class Measure(StrEnum):
    """What amounts that are no money are counted in."""

    DATA = "kilobytes"
    VOICE = "seconds"
    SMS = "messages"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: *size* of what is counted, the minor units of a currency or a Measure."""

    of: str
    size: Fraction


class ActionStatus(StrEnum):
    """TMF654's `ActionStatusType`, as far as callers are told of it."""

    CREATED = "created"
    COMPLETED = "completed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Requests:
    """What is asked for, below the base URL or in full, with its filter.

    {msisdn} is the number as E.164 with its plus, {digits} without. "" is not asked.
    """

    bucket: str
    accumulated_balance: str
    topup_balance: str
    balance_action_history: str
    usage_consumption: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the words of a charging system mean; each is looked up without its case.

    *unlimited* are display names of a value without limit, *charges* types of actions
    that take money, *names* what the hotline has words for: only these are told.
    """

    units: Mapping[str, Unit]
    usage_types: Mapping[str, str]
    bucket_statuses: Mapping[str, AccountStatus]
    action_statuses: Mapping[str, ActionStatus]
    charge_reasons: Mapping[str, ChargeReason]
    payment_methods: Mapping[str, PaymentMethod]
    unlimited: frozenset[str] = frozenset()
    charges: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Credentials:
    """What OAuth2 client credentials are shown to *url* for a token, with *scope*."""

    url: str
    client_id: str
    client_secret: Secret
    scope: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """All that is agreed with a charging system.

    Its days are those of *time_zone*; its accounts have one *locale*, "" for none.
    *currency* is that of amounts which name no unit at all, "" for none. *rounds_down*
    drops what is beyond the minor unit of money, which otherwise cannot be read.
    *header* is sent with every request.
    """

    url: str
    requests: Requests
    vocabulary: Vocabulary
    time_zone: ZoneInfo
    time_limit_s: float
    locale: str = ""
    currency: str = ""
    rounds_down: bool = False
    page_size: int = 100
    credentials: Credentials | None = None
    header: tuple[str, Secret] | None = None


def spelled(word: object) -> str:
    """Give a *word* of a charging system as it is looked up, "" if it is none."""
    return word.strip().casefold() if isinstance(word, str) else ""


def meant(word: object, meanings: Mapping[str, Meaning], otherwise: Meaning) -> Meaning:
    """Give what *word* means, or *otherwise* if nobody has told."""
    return meanings.get(spelled(word), otherwise)


USAGE_TYPES: Mapping[str, UsageType] = {kind.value: kind for kind in UsageType}
