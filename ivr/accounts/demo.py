"""The accounts that `ivr run` comes with: fictitious numbers, public PINs."""

import csv
from datetime import date, timedelta
from importlib.resources import files
from typing import NamedTuple

from ivr.domain.account import Account, AccountStatus
from ivr.domain.money import Money
from ivr.domain.usage import Bucket, UsageType


class DemoAccount(NamedTuple):
    """A demo *account* and the *pin* that everybody may know."""

    account: Account
    pin: str


def demo_accounts(today: date) -> list[DemoAccount]:
    """Give the demo accounts as they are *today*: their validity moves along."""
    text = (files("ivr.accounts") / "demo.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t")
    return [DemoAccount(_account(row, today), row["pin"]) for row in rows]


def _account(row: dict[str, str], today: date) -> Account:
    return Account(
        msisdn=row["msisdn"],
        locale=row["locale"],
        balance=Money(int(row["minor_units"]), row["currency"]),
        valid_until=today + timedelta(days=int(row["valid_days"])),
        status=AccountStatus(row["status"]),
        buckets=(
            Bucket(UsageType.DATA, int(row["data_left_kb"])),
            Bucket(UsageType.VOICE, int(row["minutes_left"]), int(row["minutes_used"])),
            Bucket(UsageType.SMS, int(row["messages_left"])),
        ),
    )
