"""What is remembered of a call between two turns."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from ivr.domain.hotline import Hotline
from ivr.domain.phrase import Line, Phrase

SLOWLY_AFTER_REPEATS = 2
"""Who asks for the same a second time has not followed it twice."""


class Place(StrEnum):
    """Where a call stands: most places ask one question."""

    ANSWER = "answer"
    LANGUAGE = "language"
    MENU = "menu"
    NUMBER = "number"
    PIN = "pin"
    BALANCE = "balance"
    ALLOWANCES = "allowances"
    MORE = "more"
    TOP_UPS = "top_ups"
    CHARGES = "charges"
    PLAN = "plan"
    HOURS = "hours"
    FAQS = "faqs"
    AGENT = "agent"


@dataclass(frozen=True, slots=True)
class Call:
    """A call on a *hotline*.

    *caller* is the number that calls and *claimed* the account that is asked
    about, both E.164 or None: the same if the caller *is_recognised*, else keyed in.
    *proven* says that the PIN of *claimed* was right.
    *at* is the hour of the answer in the hotline's zone: a call has one now, so
    that its sentences agree with one another. *wanted* is where the caller was
    going when a proof was asked; *chose_language* is true until the menu after it.
    *keyed* is the beginning of a number whose rest is awaited; *just_entered* says
    that an entry was complete at its last digit, and a # may still follow by habit.
    *repeats* counts how often the answer of this place was asked for again.
    *stated_at* is the report that told the state of the card, and its end: once in a
    call, and again where that report is repeated. *knows_hang_up* says that the caller
    was told that hanging up ends a call. *has_language* says that the language is that of
    the caller's account, or was chosen. *last_turn_at* is when the last turn was
    answered (UTC).
    *is_waiting* says that what this place wishes for needs more time than usual.
    Nothing is answered any more once the call *is_over*.
    """

    hotline: Hotline
    locale: str
    place: Place = Place.ANSWER
    at: datetime | None = None
    caller: str | None = None
    claimed: str | None = None
    is_recognised: bool = False
    proven: bool = False
    wanted: Place = Place.MENU
    chose_language: bool = False
    keyed: str = field(default="", repr=False)
    just_entered: bool = False
    pin_failures: int = 0
    misses_here: int = 0
    repeats: int = 0
    stated_at: Place | None = None
    knows_hang_up: bool = False
    has_language: bool = False
    last_turn_at: datetime | None = None
    misses: int = 0
    is_waiting: bool = False
    is_over: bool = False

    @property
    def today(self) -> date:
        """Give the day of the answer; a call that has none is not answered yet."""
        return self.at.date() if self.at else date.min

    @property
    def can_reach_agent(self) -> bool:
        """Tell whether a person answers at the hour of the call."""
        return bool(self.hotline.agent and self.at and self.hotline.is_open(self.at))

    @property
    def locales(self) -> tuple[str, ...]:
        """Give the languages to ask in: of the country, until the caller has one."""
        return (self.locale,) if self.has_language else self.hotline.official_languages

    @property
    def states_card(self) -> bool:
        """Tell whether this report tells the state of the card."""
        is_repeated = self.stated_at is self.place and self.repeats > 0
        return self.stated_at is None or is_repeated

    def to(self, place: Place) -> "Call":
        """Give the call moved to *place*, where no question was missed yet."""
        return replace(
            self,
            place=place,
            misses_here=0,
            repeats=self.repeats if place is self.place else 0,
            wanted=place if place is Place.MENU else self.wanted,
            keyed="",
        )

    def without_reports(self) -> "Call":
        """Give the call as if no report had been heard: it is told anew, from its start."""
        return replace(self, stated_at=None, knows_hang_up=False)

    def line(self, phrase: Phrase) -> Line:
        """Give *phrase* in the caller's language; slowly if it was asked for twice."""
        return Line(phrase, self.locale, self.repeats >= SLOWLY_AFTER_REPEATS)


def begin(hotline: Hotline) -> Call:
    """Give the call as it is before it is answered."""
    return Call(hotline, locale=hotline.languages[0])
