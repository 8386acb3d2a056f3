"""Walks the whole dialogue: every step that a call can take, and so every line.

It can, because the dialogue is pure. The walk proves that every place answers, gives
the map that operators look at, and the list of all that must be recorded.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import datetime
from itertools import product
from operator import attrgetter

from ivr.dialogue.acts import (
    Ask,
    CheckPin,
    HangUp,
    ReadAccount,
    ReadCharges,
    ReadTopUps,
    Transfer,
    Wait,
    Wish,
)
from ivr.dialogue.call import SLOWLY_AFTER_REPEATS, Call, Place, begin
from ivr.dialogue.card import how_to_top_up
from ivr.dialogue.events import (
    AccountRead,
    AgentLeft,
    Answered,
    CalledTooOften,
    ChargesRead,
    Delayed,
    Event,
    Failed,
    LastedTooLong,
    PinChecked,
    PinsClosed,
    Silent,
    TopUpsRead,
    Waited,
    press,
)
from ivr.dialogue.faults import apology, not_in_service, start_again, unsayable
from ivr.dialogue.price import price_lines
from ivr.dialogue.services.language import offers
from ivr.dialogue.services.pin import DIGITS, TRIES_PER_CALL, question
from ivr.dialogue.step import (
    MISSES_PER_CALL,
    REPEATS_PER_QUESTION,
    leads_on,
    may_be_delayed,
    step,
)
from ivr.dialogue.turn import Move
from ivr.dialogue.variety import CALLER, PRICES, accounts, charges, top_ups
from ivr.domain.account import Account
from ivr.domain.hotline import Hotline
from ivr.domain.phrase import Key, Line, say

OTHER = "0470000002"
ABROAD = "0032470000002"
KEYS = "0123456789*#"
SEEN = attrgetter(
    *(
        field.name
        for field in fields(Call)
        if field.name not in {"hotline", "caller", "claimed", "last_turn_at"}
    )
)
"""What the dialogue looks at: whose number it is, it never does."""
# A working day at noon, and a Sunday night: open somewhere, and closed.
NOON = datetime(2026, 1, 7, 12, 0)  # noqa: DTZ001 - the hour on a wall
NIGHT = datetime(2026, 1, 4, 3, 0)  # noqa: DTZ001 - the hour on a wall


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken: from a *call*, by an *event*, to a *move*."""

    call: Call
    event: Event
    move: Move


def walk(hotline: Hotline, locales: Iterable[str]) -> Iterator[Taken]:
    """Take every step of calls to *hotline*, once.

    Callers have accounts in all *locales*, and of every kind.
    """
    world = _World(hotline, tuple(locales))
    fresh = begin(hotline)
    nearly_over = replace(fresh, misses=MISSES_PER_CALL - 1)
    waiting: list[tuple[Call, Event]] = [
        (fresh, Answered(NOON, None)),
        (fresh, Answered(NOON, CALLER)),
        (nearly_over, Answered(NIGHT, CALLER)),
        (fresh, CalledTooOften(NOON, CALLER)),
    ]
    seen: set[object] = set()
    while waiting:
        call, event = waiting.pop()
        move = step(call, event)
        yield Taken(call, event, move)
        onward = _coarse(move.call, call.misses)
        state = (*_state(onward), type(move.then))
        if state not in seen:
            seen.add(state)
            waiting += [(onward, event) for event in world.events(onward, move)]


def lines(hotlines: Iterable[Hotline], locales: Iterable[str]) -> set[Line]:
    """Give every line that calls to *hotlines* can hear, faults among them."""
    hotlines, locales = list(hotlines), list(locales)
    heard = {*not_in_service(locales).lines, *offers(locales)}
    for hotline, locale, price in product(hotlines, locales, PRICES):
        # A price can be set any day, and is then told at once.
        call = begin(replace(hotline, call_price=price))
        heard |= set(price_lines(replace(call, locale=locale)))
        # So can the length of the PIN.
        for digits in DIGITS:
            asked = question(replace(call, locale=locale, hotline=_of(hotline, digits)))
            heard |= {*asked.lines, Line(asked.other_key, locale)}
    for locale in locales:
        heard |= set(apology(locale).lines)
        heard |= {Line(start_again(), locale), Line(unsayable(), locale)}
        heard.add(Line(say("menu.languages", key=Key("9")), locale))
        heard |= {Line(how_to_top_up(replace(call, locale=locale)), locale)}
    for hotline in _offering_all(hotlines, locales):
        for taken in walk(hotline, locales):
            heard |= set(taken.move.lines)
    return heard


def _of(hotline: Hotline, pin_digits: int) -> Hotline:
    return replace(hotline, pin_digits=pin_digits)


def _offering_all(hotlines: list[Hotline], locales: list[str]) -> Iterator[Hotline]:
    """Give *hotlines*, and where no stranger can choose a language, one that has it."""
    yield from hotlines
    offered = {locale for hotline in hotlines for locale in hotline.languages}
    for locale in locales:
        if locale not in offered:
            yield replace(hotlines[0], languages=(locale,))


@dataclass(slots=True)
class _World:
    """All that can happen to calls of a *hotline* with accounts in *locales*."""

    hotline: Hotline
    locales: tuple[str, ...]

    def events(self, call: Call, move: Move) -> list[Event]:
        """List what can happen after *move*: what is done, or comes of a wish."""
        match leads_on(move):
            case Ask(digits=1):
                keys = [*map(press, KEYS), press("#", after_s=1)]
                return [Silent(), LastedTooLong(), *keys]
            case Ask(digits=digits):
                entries = ["0" * digits, OTHER, ABROAD[:digits], "", "0", "*", "12*"]
                return [Silent(), LastedTooLong(), *map(press, entries)]
            case Transfer():
                return [AgentLeft(reached=True), AgentLeft(reached=False), Silent()]
            case Wait():
                return [Waited(), LastedTooLong()]
            case HangUp():
                return []
            case wish:
                delayed = [Delayed()] if may_be_delayed(call, wish) else []
                return [Failed(), *delayed, *self._granted(wish, call)]

    def _granted(self, wish: Wish, call: Call) -> list[Event]:
        at = call.at or NOON
        match wish:
            case ReadAccount():
                read = self._accounts(call, at)
                return [AccountRead(None), *map(AccountRead, read)]
            case CheckPin():
                return [PinChecked(right=True), PinChecked(right=False), PinsClosed()]
            case ReadTopUps():
                return list(map(TopUpsRead, top_ups(at)))
            case ReadCharges():
                return list(map(ChargesRead, charges(self.hotline, at)))

    def _accounts(self, call: Call, at: datetime) -> Iterator[Account]:
        """Give accounts in every language, or of every kind: whatever is looked at."""
        if call.place is not Place.ANSWER:
            return accounts(self.hotline, at)
        one = next(accounts(self.hotline, at))
        return (replace(one, locale=locale) for locale in self.locales)


def _coarse(call: Call, misses: int) -> Call:
    """Let what is counted be none or the most: the numbers between are alike.

    Once the PIN was right, what was asked for and how it was proven is past.
    """
    return replace(
        call,
        misses=misses,
        misses_here=REPEATS_PER_QUESTION if call.misses_here else 0,
        repeats=SLOWLY_AFTER_REPEATS if call.repeats else 0,
        pin_failures=TRIES_PER_CALL - 1 if call.pin_failures else 0,
        wanted=Place.MENU if call.proven else call.wanted,
        is_recognised=call.proven or call.is_recognised,
        last_turn_at=None,
    )


def _state(call: Call) -> tuple[object, ...]:
    """Give what the dialogue looks at: whose number it is, it never does."""
    return (*SEEN(call), call.claimed is None)
