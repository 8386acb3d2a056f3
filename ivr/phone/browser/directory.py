"""Whom a page can call, and as whom: the hotlines and the demo accounts."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import phonenumbers

from ivr.accounts.demo import DemoAccount, demo_accounts
from ivr.domain.account import AccountStatus
from ivr.domain.hotline import Hotline
from ivr.domain.msisdn import groups_abroad

NOBODY = "+32470999999"
"""A number that no demo account has."""


@dataclass(frozen=True, slots=True)
class DemoCaller:
    """Somebody to call as; *state* is active, no_credit, expired, suspended, unknown.

    *written* is the number as people write it. PINs of demo accounts are public.
    """

    number: str
    written: str
    locale: str
    pin: str
    state: str


def directory(
    hotlines: Iterable[Hotline], now: datetime, *, has_demo: bool
) -> dict[str, Any]:
    """List *hotlines* and, with the demo, who can call them *now*, as JSON has it."""
    demos = demo_accounts(now) if has_demo else []
    callers = [_caller(demo) for demo in demos]
    if has_demo:
        callers.append(DemoCaller(NOBODY, written(NOBODY), "", "", "unknown"))
    return {
        "hotlines": [_hotline(hotline) for hotline in hotlines],
        "callers": [asdict(caller) for caller in callers],
    }


def written(number: str) -> str:
    """Write *number* as people do: +32 470 12 34 56."""
    return f"+{' '.join(groups_abroad(number))}"


def _hotline(hotline: Hotline) -> dict[str, Any]:
    return {
        "number": hotline.number,
        "written": written(hotline.number),
        "region": phonenumbers.region_code_for_number(
            phonenumbers.parse(hotline.number)
        ),
        "brand": hotline.brand_in("en"),
        "locales": hotline.languages,
    }


def _caller(demo: DemoAccount) -> DemoCaller:
    account = demo.account
    return DemoCaller(
        account.msisdn,
        written(account.msisdn),
        account.locale,
        demo.pin,
        _state(demo),
    )


def _state(demo: DemoAccount) -> str:
    status = demo.account.status
    if status is AccountStatus.ACTIVE and not demo.account.balance.minor_units:
        return "no_credit"
    return status.value
