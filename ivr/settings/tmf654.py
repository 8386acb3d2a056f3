"""The terms with a charging system: the words that all of them use, and an operator's."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar
from zoneinfo import ZoneInfo

from ivr.accounts.tmf654.terms import (
    ActionStatus,
    Credentials,
    Requests,
    Terms,
    Unit,
    Vocabulary,
    spelled,
)
from ivr.domain.account import AccountStatus, ChargeReason, PaymentMethod
from ivr.domain.secret import Secret
from ivr.settings.mistakes import ConfigError
from ivr.settings.tables import File
from ivr.settings.tmf654_table import OURS, Tmf654Table, url_of
from ivr.speech.currencies import CURRENCIES

Meaning = TypeVar("Meaning")

UNITS = {
    "B": "b byte bytes octet octets",
    "KB": "kb kbyte kbytes kilobyte kilobytes",
    "MB": "mb mbyte mbytes megabyte megabytes",
    "GB": "gb gbyte gbytes gigabyte gigabytes",
    "s": "s sec secs second seconds",
    "min": "min mins minute minutes",
    "h": "h hr hrs hour hours",
    "message": "sms smses message messages msg msgs text texts",
    "EUR": "€",
    "GBP": "£",
}
"""How our units are written, beside a currency's code; ¥ and $ are several's."""

USAGE_TYPES = {
    "monetary": "monetary money currency",
    "data": "data internet",
    "voice": "voice call calls",
    "sms": "sms message messages",
    "other": "other",
}
ACTION_STATUSES = {
    ActionStatus.CREATED: "created acknowledged pending inprogress",
    # TM Forum's own sample says confirmed.
    ActionStatus.COMPLETED: "completed confirmed done",
}
PAYMENT_METHODS = {
    PaymentMethod.VOUCHER: "voucher",
    PaymentMethod.CARD: "card bankcard creditcard debitcard tokenizedcard",
    PaymentMethod.TRANSFER: "transfer banktransfer bankaccounttransfer",
    PaymentMethod.CASH: "cash",
    PaymentMethod.WALLET: "wallet digitalwallet",
    PaymentMethod.AUTOMATIC: "bankaccountdebit directdebit",
}


def terms_of(file: File, environ: Mapping[str, str], time_limit_s: float) -> Terms:
    """Give the terms of *file*, with what *environ* has: an address, and secrets."""
    table = file.tmf654
    url = _url(environ) or table.url
    if url is None:
        raise ConfigError(
            "IVR_ACCOUNTS is tmf654: say where it is, in IVR_TMF654_URL or as url in "
            "the table [tmf654] of the file that IVR_CONFIG names"
        )
    names = [*file.names, *(plan.name for plan in file.plan)]
    return Terms(
        url=url,
        requests=_requests(table),
        vocabulary=_vocabulary(table, frozenset(names)),
        time_zone=ZoneInfo(table.time_zone or file.hotline[0].time_zone),
        time_limit_s=time_limit_s,
        locale=table.locale or "",
        currency=table.currency or "",
        rounds_down=table.round_down,
        page_size=table.page_size,
        credentials=_credentials(table, environ),
        header=_header(environ),
    )


def _requests(table: Tmf654Table) -> Requests:
    def filtered(request: str) -> str:
        is_whole = not request or "?" in request or "{" in request
        return request if is_whole else f"{request}?{table.filter}"

    return Requests(
        bucket=filtered(table.bucket),
        accumulated_balance=filtered(table.accumulated_balance),
        topup_balance=filtered(table.topup_balance),
        balance_action_history=filtered(table.balance_action_history),
        usage_consumption=filtered(table.usage_consumption),
    )


def _vocabulary(table: Tmf654Table, names: frozenset[str]) -> Vocabulary:
    units: dict[str, Unit] = _words({OURS[ours]: text for ours, text in UNITS.items()})
    units |= {spelled(currency): OURS[currency] for currency in CURRENCIES}
    return Vocabulary(
        units=_with(units, table.units),
        usage_types=_with(_words(USAGE_TYPES), table.usage_types),
        bucket_statuses=_with(
            {status.value: status for status in AccountStatus}, table.bucket_statuses
        ),
        action_statuses=_with(
            _words(ACTION_STATUSES),
            table.action_statuses,
        ),
        charge_reasons=_with(
            {reason.value: reason for reason in ChargeReason}, table.charge_reasons
        ),
        payment_methods=_with(_words(PAYMENT_METHODS), table.payment_methods),
        unlimited=frozenset(map(spelled, table.unlimited)),
        charges=frozenset(map(spelled, table.charges)),
        names=names,
    )


def _words(spellings: Mapping[Meaning, str]) -> dict[str, Meaning]:
    return {word: to for to, words in spellings.items() for word in words.split()}


def _with(
    common: Mapping[str, Meaning], own: Mapping[str, Meaning]
) -> Mapping[str, Meaning]:
    return MappingProxyType({**common, **{spelled(it): to for it, to in own.items()}})


def _credentials(table: Tmf654Table, environ: Mapping[str, str]) -> Credentials | None:
    secret = environ.get("IVR_TMF654_CLIENT_SECRET", "")
    if table.token_url is None and not secret:
        return None
    if table.token_url is None or not (table.client_id and secret):
        raise ConfigError(
            "a token needs token_url and client_id in the table [tmf654], and "
            "IVR_TMF654_CLIENT_SECRET"
        )
    return Credentials(table.token_url, table.client_id, Secret(secret), table.scope)


def _header(environ: Mapping[str, str]) -> tuple[str, Secret] | None:
    text = environ.get("IVR_TMF654_HEADER", "")
    if not text:
        return None
    name, colon, value = (part.strip() for part in text.partition(":"))
    is_name = name.isascii() and name.replace("-", "").isalnum()
    if not (colon and is_name and value.isascii() and value.isprintable() and value):
        raise ConfigError("IVR_TMF654_HEADER: write it as Name: value")
    return name, Secret(value)


def _url(environ: Mapping[str, str]) -> str | None:
    text = environ.get("IVR_TMF654_URL", "").strip()
    try:
        return url_of(text) if text else None
    except ValueError as error:
        raise ConfigError(f"IVR_TMF654_URL is {text!r}: {error}") from error
