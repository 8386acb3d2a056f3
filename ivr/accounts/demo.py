"""The accounts that `ivr run` comes with: fictitious numbers, public PINs."""

import csv
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ivr.domain.account import (
    Account,
    AccountStatus,
    Charge,
    ChargeReason,
    PaymentMethod,
    TopUp,
)
from ivr.domain.money import Money
from ivr.domain.usage import Bucket, UsageType

Row = dict[str, str]


class DemoAccount(NamedTuple):
    """A demo *account*, the *pin* that everybody may know, and its history."""

    account: Account
    pin: str
    top_ups: tuple[TopUp, ...]
    charges: tuple[Charge, ...]


def demo_accounts(now: datetime) -> list[DemoAccount]:
    """Give the demo accounts as they are *now*: their days move along.

    Days are those of the country of each.
    """
    history = _rows("demo_history.tsv")
    return [_demo_account(row, history, now) for row in _rows("demo.tsv")]


def _demo_account(row: Row, history: list[Row], now: datetime) -> DemoAccount:
    zone = ZoneInfo(row["zone"])
    today = now.astimezone(zone).date()
    own = [event for event in history if event["msisdn"] == row["msisdn"]]
    moments = [
        datetime.combine(today - timedelta(int(it["days_ago"])), time(0, 1), zone)
        for it in own
    ]
    dated = list(zip(own, moments, strict=True))
    currency = row["currency"]
    return DemoAccount(
        account=_account(row, today),
        pin=row["pin"],
        top_ups=tuple(
            _top_up(it, currency, at) for it, at in dated if it["kind"] == "top_up"
        ),
        charges=tuple(
            _charge(it, currency, at) for it, at in dated if it["kind"] == "charge"
        ),
    )


def _account(row: Row, today: date) -> Account:
    return Account(
        msisdn=row["msisdn"],
        locale=row["locale"],
        balance=Money(int(row["minor_units"]), row["currency"]),
        valid_until=today + timedelta(int(row["valid_days"])),
        status=AccountStatus(row["status"]),
        buckets=(
            Bucket(UsageType.DATA, int(row["data_left_kb"])),
            Bucket(UsageType.VOICE, int(row["minutes_left"]), int(row["minutes_used"])),
            Bucket(UsageType.SMS, int(row["messages_left"])),
        ),
        plan=row["plan"],
    )


def _top_up(row: Row, currency: str, at: datetime) -> TopUp:
    return TopUp(
        amount=Money(int(row["minor_units"]), currency),
        at=at,
        method=PaymentMethod(row["what"]),
        is_pending=row["pending"] == "pending",
    )


def _charge(row: Row, currency: str, at: datetime) -> Charge:
    amount = Money(int(row["minor_units"]), currency)
    return Charge(amount, at, ChargeReason(row["what"]))


def _rows(name: str) -> list[Row]:
    text = (files("ivr.accounts") / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t"))
