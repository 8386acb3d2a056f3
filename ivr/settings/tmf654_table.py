"""The table `[tmf654]` of the file of hotlines, as an operator writes it."""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, PlainValidator

from ivr.accounts.tmf654.terms import ActionStatus, Measure, Unit
from ivr.domain.account import AccountStatus, ChargeReason, PaymentMethod
from ivr.settings.urls import is_private
from ivr.settings.values import Currency, Locale, PageSize, TimeZone
from ivr.speech.currencies import CURRENCIES, decimals

SIZED = re.compile(r"(?:([0-9]{1,12}(?:\.[0-9]{1,12})?) ?)?([A-Za-z]+)")
"""A unit of ours, with how many of it: "0.01 EUR", "GB"."""

OURS = {
    "B": Unit(Measure.DATA, Fraction(1, 1000)),
    "KB": Unit(Measure.DATA, Fraction(1)),
    "MB": Unit(Measure.DATA, Fraction(10**3)),
    "GB": Unit(Measure.DATA, Fraction(10**6)),
    "s": Unit(Measure.VOICE, Fraction(1)),
    "min": Unit(Measure.VOICE, Fraction(60)),
    "h": Unit(Measure.VOICE, Fraction(3600)),
    "message": Unit(Measure.SMS, Fraction(1)),
} | {
    currency: Unit(currency, Fraction(10 ** decimals(currency)))
    for currency in CURRENCIES
}


def _unit(text: object) -> Unit:
    match = SIZED.fullmatch(text) if isinstance(text, str) else None
    ours = OURS.get(match[2]) if match else None
    size = Fraction(Decimal(match[1] or 1)) if match else Fraction(0)
    if ours is None or not size:
        known = ", ".join(OURS)
        raise ValueError(f'write it as "0.01 EUR" or "GB"; there are {known}')
    return Unit(ours.of, size * ours.size)


def url_of(text: str) -> str:
    """Give a base URL without its last slash, or refuse it."""
    try:
        parts = urlsplit(text)
        is_url = parts.scheme in {"http", "https"} and bool(parts.hostname)
        is_base = not (parts.query or parts.fragment or "@" in parts.netloc)
        is_url = is_url and (parts.port or 1) > 0
    except ValueError:
        is_url = is_base = False
    if not is_url or not is_base:
        raise ValueError("write it as https://host/path; secrets have no place in it")
    if not is_private(parts):
        raise ValueError("balances would travel readable: write https://")
    return text.rstrip("/")


def _request(text: str) -> str:
    if "://" in text:
        url_of(text.partition("?")[0])
    elif text.startswith("/") or not text.isprintable() or " " in text:
        raise ValueError("write it as below the url, without / before it")
    return text


def _asked(text: str) -> str:
    if not text:
        raise ValueError("name what is asked for")
    return text


def _naming_the_number(text: str) -> str:
    if "{msisdn}" not in text and "{digits}" not in text:
        raise ValueError("it names no number: write {msisdn} or {digits}")
    return _request(text)


Url = Annotated[str, AfterValidator(url_of)]
Request = Annotated[str, AfterValidator(_request)]
Asked = Annotated[Request, AfterValidator(_asked)]
Filter = Annotated[str, AfterValidator(_naming_the_number)]
SizedUnit = Annotated[Unit, PlainValidator(_unit)]
Kind = Literal["monetary", "data", "voice", "sms", "other"]


class Tmf654Table(BaseModel):
    """A charging system; each mapping is from its words to ours."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: Url | None = None
    filter: Filter = "logicalResource.id={msisdn}"
    bucket: Asked = "bucket"
    accumulated_balance: Request = ""
    topup_balance: Asked = "topupBalance"
    balance_action_history: Asked = "balanceActionHistory"
    usage_consumption: Request = ""
    page_size: PageSize = 100
    time_zone: TimeZone | None = None
    locale: Locale | None = None
    currency: Currency | None = None
    round_down: bool = False
    token_url: Url | None = None
    client_id: str = ""
    scope: str = ""
    units: dict[str, SizedUnit] = {}
    usage_types: dict[str, Kind] = {}
    bucket_statuses: dict[str, AccountStatus] = {}
    action_statuses: dict[str, ActionStatus] = {}
    charge_reasons: dict[str, ChargeReason] = {}
    payment_methods: dict[str, PaymentMethod] = {}
    unlimited: tuple[str, ...] = ("unlimited",)
    charges: tuple[str, ...] = ("DeductBalance", "TransferBalance")
