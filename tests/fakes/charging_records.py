"""What a charging system keeps of an account, in TMF654's words."""

from decimal import Decimal
from typing import Any

from ivr.domain.account import Charge, ChargeReason, PaymentMethod, TopUp
from ivr.domain.money import Money
from ivr.domain.usage import Bucket, UsageType
from ivr.speech.currencies import decimals

FOREVER = "9999-12-31T23:59:59Z"
UNITS = {UsageType.DATA: "KB", UsageType.VOICE: "min", UsageType.SMS: "SMS"}
EXACT = "exactly "
"""Before a number that JSON shows with just these digits."""

Record = dict[str, Any]


def quantity(money: Money) -> Record:
    """Write *money* as a Quantity, in the units of its currency."""
    try:
        places = decimals(money.currency)
    except ValueError:
        places = 2
    amount = Decimal(money.minor_units).scaleb(-places)
    return {"amount": f"{EXACT}{amount:f}", "units": money.currency}


def until(day: object) -> Record:
    """Give the period that ends with *day*, or never."""
    end = f"{day}T23:59:59+01:00" if day else FOREVER
    return {"startDateTime": "2026-01-01T00:00:00+01:00", "endDateTime": end}


def bucket_record(bucket: Bucket) -> Record:
    """Write a bucket that is not of money."""
    units = {"units": UNITS[bucket.usage_type]} if bucket.usage_type in UNITS else {}
    value = {"amount": bucket.remaining, **units}
    limited = {
        "remainingValueName": f"{bucket.remaining} left",
        "remainingValue": value,
    }
    return {
        "usageType": bucket.usage_type.value,
        "name": bucket.name,
        "status": "active",
        "isShared": bucket.is_shared,
        "validFor": until(bucket.valid_until),
        **({"remainingValueName": "Unlimited"} if bucket.is_unlimited else limited),
    }


def top_up_record(top_up: TopUp) -> Record:
    """Write a top-up; it was confirmed when it is there."""
    ways: dict[PaymentMethod, Record] = {
        PaymentMethod.VOUCHER: {"voucher": "8151234567890"},
        PaymentMethod.AUTOMATIC: {"isAutoTopup": True},
        PaymentMethod.OTHER: {"channel": {"id": "7", "name": "Kiosk"}},
    }
    named = {"paymentMethod": {"id": "3", "name": top_up.method.value.upper()}}
    moment = {"requestedDate" if top_up.is_pending else "confirmationDate": top_up.at}
    return {
        "amount": quantity(top_up.amount),
        "usageType": "monetary",
        "status": "created" if top_up.is_pending else "completed",
        **{name: at.isoformat() for name, at in moment.items()},
        **ways.get(top_up.method, named),
    }


def charge_record(charge: Charge) -> Record:
    """Write a charge: an adjustment to less."""
    other = "" if charge.reason is ChargeReason.OTHER else charge.reason.value
    return {
        "amount": quantity(Money(-charge.amount.minor_units, charge.amount.currency)),
        "usageType": "monetary",
        "status": "completed",
        "reason": charge.name or other,
        "confirmationDate": charge.at.isoformat(),
    }
