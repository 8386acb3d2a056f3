"""The tables of the file of hotlines, as an operator writes them."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from ivr.accounts.source import PATIENCE
from ivr.domain.hotline import LIMITS, RETENTION, TIMEOUT_S
from ivr.settings.tmf654_table import Tmf654Table
from ivr.settings.values import (
    UNLIMITED,
    Amount,
    Brand,
    CallCount,
    CallMinutes,
    Count,
    Currency,
    Hours,
    KeptDays,
    KeySeconds,
    KeySymbol,
    Kilobytes,
    Locale,
    LowBalances,
    PinDigits,
    RetentionDays,
    Seconds,
    TelephoneNumber,
    TimeZone,
    Words,
    different,
    exact,
    some,
)

LONGEST_NAME = 64
NO_PRICE = {
    "data": "data is unlimited: it has no price beyond",
    "minutes": "minutes are unlimited: they have no price beyond",
    "messages": "messages are unlimited: they have no price beyond",
}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class KeysTable(_Strict):
    """What * and # mean to the speakers of a language."""

    back: KeySymbol = "*"
    skip: KeySymbol | None = None
    repeat: KeySymbol | None = None

    @model_validator(mode="after")
    def _mean_one_thing_each(self) -> Self:
        meant = [key for key in (self.back, self.skip, self.repeat) if key]
        if len(set(meant)) < len(meant):
            raise ValueError("give * and # one meaning each")
        return self


class CallPriceTable(_Strict):
    """What a call costs; 0 is a free call."""

    amount: Amount
    currency: Currency
    per: Literal["minute", "call"] = "minute"

    @model_validator(mode="after")
    def _be_exact(self) -> Self:
        exact(self.amount, self.currency)
        return self


class HotlineTable(_Strict):
    """One hotline."""

    number: TelephoneNumber
    brand: Brand
    languages: Annotated[
        tuple[Locale, ...],
        Field(max_length=9),
        AfterValidator(some),
        AfterValidator(different),
    ]
    time_zone: TimeZone
    agent: TelephoneNumber | None = None
    opening_hours: Annotated[tuple[Hours, ...], Field(max_length=14)] = ()
    low_balance: LowBalances = {}
    pin_digits: PinDigits = 6
    timeout_seconds: KeySeconds = TIMEOUT_S
    call_price: CallPriceTable | None = None
    number_kept_days: KeptDays | None = None
    retention_days: RetentionDays = RETENTION.calls_days
    failed_attempts_days: RetentionDays = RETENTION.attempts_days

    @model_validator(mode="after")
    def _keep_calls_as_long_as_their_tries(self) -> Self:
        if self.retention_days < self.failed_attempts_days:
            raise ValueError(
                f"retention_days ({self.retention_days}) is shorter than "
                f"failed_attempts_days ({self.failed_attempts_days}): keep calls at "
                "least as long as the tries at PINs that were made in them"
            )
        return self


class LimitsTable(_Strict):
    """How much one telephone may use the hotlines."""

    longest_call_minutes: CallMinutes = LIMITS.longest_call_minutes
    calls_per_number_and_hour: CallCount = LIMITS.calls_per_number_and_hour
    calls_per_number_at_once: CallCount = LIMITS.calls_per_number_at_once


class SourceTable(_Strict):
    """How long the account source is waited for, and what helps when it is down."""

    time_limit_seconds: Seconds = PATIENCE.time_limit_s
    filler_after_seconds: Seconds = PATIENCE.filler_after_s
    keep_last_known: bool = PATIENCE.keeps_last_known

    @model_validator(mode="after")
    def _fill_before_the_end(self) -> Self:
        if self.filler_after_seconds > self.time_limit_seconds:
            raise ValueError("filler_after_seconds is longer than time_limit_seconds")
        return self


class BeyondTable(_Strict):
    """What a megabyte, a minute and a message cost beyond a plan."""

    currency: Currency
    data: Amount | None = None
    minutes: Amount | None = None
    messages: Amount | None = None

    @model_validator(mode="after")
    def _be_exact(self) -> Self:
        for amount in (self.data, self.minutes, self.messages):
            exact(amount, self.currency)
        return self


class PlanTable(_Strict):
    """One plan; *name* is what the accounts call it."""

    name: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
    data: Kilobytes | None = None
    minutes: Count | None = None
    messages: Count | None = None
    beyond: BeyondTable | None = None

    @model_validator(mode="after")
    def _have_a_limit_where_it_costs(self) -> Self:
        for name, told in NO_PRICE.items():
            is_priced = getattr(self.beyond, name, None) is not None
            if is_priced and getattr(self, name) == UNLIMITED:
                raise ValueError(told)
        return self


class FaqTable(_Strict):
    """One question that is often asked, with its answer."""

    question: Words
    answer: Words

    @model_validator(mode="after")
    def _be_heard(self) -> Self:
        if not self.question.keys() & self.answer.keys():
            raise ValueError("question and answer have no language in common")
        return self


def _one_each(hotlines: tuple[HotlineTable, ...]) -> tuple[HotlineTable, ...]:
    numbers = [hotline.number for hotline in hotlines]
    for number in numbers:
        if numbers.count(number) > 1:
            raise ValueError(f"{number} is given to more than one hotline")
    return hotlines


def _with_people(hotlines: tuple[HotlineTable, ...]) -> tuple[HotlineTable, ...]:
    # A call that we pass to ourselves can be passed on again, and each leg is paid for.
    numbers = {hotline.number for hotline in hotlines}
    for hotline in hotlines:
        if hotline.agent in numbers:
            raise ValueError(f"{hotline.agent} is a hotline, and no agent of one")
    return hotlines


def _named_once(plans: tuple[PlanTable, ...]) -> tuple[PlanTable, ...]:
    names = [plan.name for plan in plans]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"{name} is the name of more than one plan")
    return plans


class File(_Strict):
    """The whole file."""

    hotline: Annotated[
        tuple[HotlineTable, ...],
        AfterValidator(some),
        AfterValidator(_one_each),
        AfterValidator(_with_people),
    ]
    limits: LimitsTable = LimitsTable()
    source: SourceTable = SourceTable()
    tmf654: Tmf654Table = Tmf654Table()
    keys: dict[Locale, KeysTable] = {}
    plan: Annotated[tuple[PlanTable, ...], AfterValidator(_named_once)] = ()
    names: dict[str, Words] = {}
    pin_name: Words | None = None
    top_up: Words | None = None
    faq: Annotated[tuple[FaqTable, ...], Field(max_length=9)] = ()
