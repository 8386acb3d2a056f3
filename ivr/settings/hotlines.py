"""The hotlines of the file that an operator writes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

from ivr.domain.hotline import CallPrice, Faq, Hotline, Keys, Limits, Retention
from ivr.domain.money import Money
from ivr.domain.plan import Allowance, Plan, Rate
from ivr.domain.usage import UsageType
from ivr.settings.file import DEMO_FILE, read_file
from ivr.settings.tables import (
    BeyondTable,
    CallPriceTable,
    File,
    HotlineTable,
    PlanTable,
)
from ivr.speech.currencies import decimals
from ivr.speech.languages import languages

__all__ = ["DEMO_FILE", "hotlines_of", "read_hotlines"]


def read_hotlines(path: Path) -> Mapping[str, Hotline]:
    """Read the hotlines of the file at *path*, by the number that callers dial."""
    return hotlines_of(read_file(path))


def hotlines_of(read: File) -> Mapping[str, Hotline]:
    """Give the hotlines of a file, by the number that callers dial."""
    shared = _shared(read)
    hotlines = [_hotline(table, shared) for table in read.hotline]
    return MappingProxyType({hotline.number: hotline for hotline in hotlines})


@dataclass(frozen=True, slots=True)
class _Shared:
    """What all hotlines of a file have in common."""

    keys: Mapping[str, Keys]
    plans: Mapping[str, Plan]
    names: Mapping[str, Mapping[str, str]]
    pin_names: Mapping[str, str]
    top_up_words: Mapping[str, str]
    faqs: tuple[Faq, ...]
    limits: Limits


def _shared(read: File) -> _Shared:
    keys = {locale: Keys(**table.model_dump()) for locale, table in read.keys.items()}
    return _Shared(
        keys=MappingProxyType(keys),
        plans=MappingProxyType({table.name: _plan(table) for table in read.plan}),
        names=MappingProxyType(
            {name: MappingProxyType(words) for name, words in read.names.items()}
        ),
        pin_names=MappingProxyType(read.pin_name or {}),
        top_up_words=MappingProxyType(read.top_up or {}),
        faqs=tuple(Faq(table.question, table.answer) for table in read.faq),
        limits=Limits(**read.limits.model_dump()),
    )


def _hotline(table: HotlineTable, shared: _Shared) -> Hotline:
    brands = table.brand
    # A language without a spelling of its own takes the English one.
    default = brands.get("en") or next(iter(brands.values()))
    lows = {
        currency: _money(amount, currency).minor_units
        for currency, amount in table.low_balance.items()
    }
    return Hotline(
        number=table.number,
        languages=table.languages,
        time_zone=table.time_zone,
        brands=MappingProxyType(
            {locale: brands.get(locale, default) for locale in languages()}
        ),
        agent=table.agent,
        opening_hours=table.opening_hours,
        low_balances=MappingProxyType(lows),
        keys=shared.keys,
        pin_digits=table.pin_digits,
        call_price=_call_price(table.call_price) if table.call_price else None,
        number_kept_days=table.number_kept_days,
        timeout_s=table.timeout_seconds,
        pin_names=shared.pin_names,
        top_up_words=shared.top_up_words,
        plans=shared.plans,
        names=shared.names,
        faqs=shared.faqs,
        limits=shared.limits,
        retention=Retention(table.retention_days, table.failed_attempts_days),
    )


def _call_price(table: CallPriceTable) -> CallPrice:
    price = _money(table.amount, table.currency)
    return CallPrice(price, is_per_minute=table.per == "minute")


def _plan(table: PlanTable) -> Plan:
    held = {
        UsageType.DATA: table.data,
        UsageType.VOICE: table.minutes,
        UsageType.SMS: table.messages,
    }
    return Plan(
        name=table.name,
        allowances=tuple(
            Allowance(kind, None if amount == "unlimited" else amount)
            for kind, amount in held.items()
            if amount is not None
        ),
        rates=tuple(_rates(table.beyond)) if table.beyond else (),
    )


def _rates(table: BeyondTable) -> Iterator[Rate]:
    prices = {
        UsageType.DATA: table.data,
        UsageType.VOICE: table.minutes,
        UsageType.SMS: table.messages,
    }
    for kind, price in prices.items():
        if price is not None:
            yield Rate(kind, _money(price, table.currency))


def _money(amount: Decimal, currency: str) -> Money:
    return Money(int(amount.scaleb(decimals(currency))), currency)
