"""A hotline: what the number that was dialled decides."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from types import MappingProxyType

from ivr.domain.money import Money
from ivr.domain.plan import Plan

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Names of the days as configuration and catalogues write them."""

MIDNIGHT = time(0)
"""As a closing time, the end of the day."""


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """The agents are there from *first_day* to *last_day*, *opens* to *closes*."""

    first_day: str
    last_day: str
    opens: time
    closes: time

    def cover(self, at: datetime) -> bool:
        """Tell whether somebody answers *at* this time of the hotline's zone."""
        first = WEEKDAYS.index(self.first_day)
        days = (WEEKDAYS.index(self.last_day) - first) % 7
        is_before_close = at.time() < self.closes or self.closes == MIDNIGHT
        is_day = (at.weekday() - first) % 7 <= days
        return is_day and self.opens <= at.time() and is_before_close


@dataclass(frozen=True, slots=True)
class Keys:
    """What the keys * and # mean to the speakers of a language.

    ISO/IEC 13714 has * go back and # skip, and reserves no key to repeat, so
    repeating is a spoken option there. Korea's guideline for such lines has *
    repeat and # go back.
    """

    back: str = "*"
    skip: str | None = "#"
    repeat: str | None = None


@dataclass(frozen=True, slots=True)
class CallPrice:
    """What a call to the hotline costs: *price* for each minute, or for the call."""

    price: Money
    is_per_minute: bool


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one telephone may use the hotlines: whoever calls, we may pay for it."""

    longest_call_minutes: int = 10
    calls_per_number_and_hour: int = 20
    calls_per_number_at_once: int = 3

    @property
    def longest_call(self) -> timedelta:
        """Give how long a call may last."""
        return timedelta(minutes=self.longest_call_minutes)


@dataclass(frozen=True, slots=True)
class Retention:
    """How many days calls are kept, and tries at PINs."""

    calls_days: int = 180
    attempts_days: int = 30


TIMEOUT_S = 6
"""How long a caller may think before a key, where an operator says nothing."""

LIMITS = Limits()
RETENTION = Retention()
"""What holds where an operator says nothing."""


@dataclass(frozen=True, slots=True)
class Faq:
    """A question that callers ask often, and its answer, in words by locale."""

    questions: Mapping[str, str]
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Hotline:
    """One hotline, as an operator configures it.

    *number* is what callers dial (E.164); *languages* are locales in menu order,
    the first being the hotline's own; *brands* gives the spoken name by locale;
    *agent* is the number that answers people; *low_balances* gives, by currency,
    the minor units under which a balance is called low. *number_kept_days* is how
    long a number is kept after its validity, None if nobody says. *timeout_s* is how
    long a caller may think before a key. *pin_names* is what the PIN is called and
    *top_up_words* how to top up, by locale, where the operator has own words. *plans* are
    found by what accounts call them, *names* says by locale what the account system
    calls its plans, buckets and charges, and *faqs* are told on request. *limits* are
    those of all hotlines together, *retention* is how long what they leave is kept.
    """

    number: str
    languages: tuple[str, ...]
    time_zone: str
    brands: Mapping[str, str]
    agent: str | None = None
    opening_hours: tuple[OpeningHours, ...] = ()
    low_balances: Mapping[str, int] = field(
        default_factory=lambda: MappingProxyType({})
    )
    keys: Mapping[str, Keys] = field(default_factory=lambda: MappingProxyType({}))
    pin_digits: int = 6
    call_price: CallPrice | None = None
    number_kept_days: int | None = None
    timeout_s: int = TIMEOUT_S
    pin_names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    top_up_words: Mapping[str, str] = field(
        default_factory=lambda: MappingProxyType({})
    )
    plans: Mapping[str, Plan] = field(default_factory=lambda: MappingProxyType({}))
    names: Mapping[str, Mapping[str, str]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    faqs: tuple[Faq, ...] = ()
    limits: Limits = LIMITS
    retention: Retention = RETENTION

    @property
    def official_languages(self) -> tuple[str, ...]:
        """Give the languages of the hotline's own country, which strangers hear.

        They are those with the region of the first: nl_BE and fr_BE.
        """
        _, _, region = self.languages[0].partition("_")
        of_country = (it for it in self.languages if region and it.endswith(region))
        return tuple(of_country) or self.languages[:1]

    def brand_in(self, locale: str) -> str:
        """Give the brand as speakers of *locale* say it, else as the hotline does."""
        return self.brands.get(locale) or self.brands[self.languages[0]]

    def name_in(self, locale: str, name: str) -> str:
        """Give what speakers of *locale* call *name*, else English ones, else itself."""
        words = self.names.get(name, {})
        return words.get(locale) or words.get("en") or name

    def own_words(self) -> Iterator[Mapping[str, str]]:
        """Give the operator's names, questions and answers, the words of each by locale."""
        yield self.brands
        yield self.pin_names
        yield self.top_up_words
        yield from self.names.values()
        for faq in self.faqs:
            yield faq.questions
            yield faq.answers

    def faqs_in(self, locale: str) -> tuple[Faq, ...]:
        """List the questions that have words in *locale*."""
        return tuple(
            faq
            for faq in self.faqs
            if faq.questions.get(locale) and faq.answers.get(locale)
        )

    def keys_of(self, locale: str) -> Keys:
        """Give the meaning of * and # for speakers of *locale*."""
        return self.keys.get(locale, Keys())

    def is_open(self, at: datetime) -> bool:
        """Tell whether an agent answers *at* this time of the hotline's zone.

        A hotline without opening hours is answered always.
        """
        return not self.opening_hours or any(
            hours.cover(at) for hours in self.opening_hours
        )

    def is_low(self, balance: Money) -> bool:
        """Tell whether *balance* is so small that its owner should hear so."""
        return balance.minor_units < self.low_balances.get(balance.currency, 0)
