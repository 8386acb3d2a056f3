"""Walks the whole dialogue: every step that a call can take, and so every line.

It can, because the dialogue is pure. The walk proves that every place answers, gives
the map that operators look at, and the list of all that must be recorded.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from ivr.dialogue.acts import Act, Ask, CheckPin, HangUp, ReadAccount, Transfer, Wish
from ivr.dialogue.call import Call, begin
from ivr.dialogue.events import (
    AccountRead,
    AgentLeft,
    Answered,
    Event,
    Failed,
    PinChecked,
    Pressed,
    Silent,
)
from ivr.dialogue.faults import apology, not_in_service, start_again
from ivr.dialogue.step import MISSES_PER_CALL, leads_on, step
from ivr.dialogue.turn import Move
from ivr.domain.account import Account
from ivr.domain.hotline import Hotline
from ivr.domain.money import Money
from ivr.domain.phrase import Line

CALLER = "+32470000001"
OTHER = "0470000002"
ABROAD = "0032470000002"
KEYS = "0123456789*#"
# A working day at noon, and a Sunday night: open somewhere, and closed.
NOON = datetime(2026, 1, 7, 12, 0)  # noqa: DTZ001 - the hour on a wall
NIGHT = datetime(2026, 1, 4, 3, 0)  # noqa: DTZ001 - the hour on a wall


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken: from a *call*, by an *event*, to a *move*."""

    call: Call
    event: Event
    move: Move


def walk(
    hotline: Hotline, locales: Iterable[str], currencies: Iterable[str]
) -> Iterator[Taken]:
    """Take every step of calls to *hotline*, once.

    Callers have accounts in all *locales* and *currencies*.
    """
    accounts = [
        _account(locale, balance)
        for locale, balance in _spread(list(locales), list(_balances(currencies)))
    ]
    fresh = begin(hotline)
    nearly_over = replace(fresh, misses=MISSES_PER_CALL - 1)
    waiting: list[tuple[Call, Event]] = [
        (fresh, Answered(NOON, None)),
        (fresh, Answered(NOON, CALLER)),
        (nearly_over, Answered(NIGHT, CALLER)),
    ]
    seen: set[object] = set()
    while waiting:
        call, event = waiting.pop()
        move = step(call, event)
        yield Taken(call, event, move)
        # Misses are walked as none and as one too few: the numbers between are alike.
        onward = replace(move.call, misses=call.misses)
        state = (*_state(onward), move.then)
        if state not in seen:
            seen.add(state)
            waiting += [(onward, event) for event in events(leads_on(move), accounts)]


def lines(
    hotlines: Iterable[Hotline], locales: Iterable[str], currencies: Iterable[str]
) -> set[Line]:
    """Give every line that calls to *hotlines* can hear, faults among them."""
    locales, currencies = list(locales), list(currencies)
    heard = set(not_in_service(locales).lines)
    for locale in locales:
        heard |= {*apology(locale).lines, Line(start_again(), locale)}
    for hotline in hotlines:
        for taken in walk(hotline, locales, currencies):
            heard |= set(taken.move.lines)
    return heard


def events(then: Act | Wish, accounts: Iterable[Account]) -> list[Event]:
    """List what can happen after an act, or come of a wish for one of *accounts*."""
    match then:
        case Ask(digits=1):
            return [Silent(), *(Pressed(key) for key in KEYS)]
        case Ask(digits=digits):
            entries = ["0" * digits, OTHER, ABROAD[:digits], "", "0", "*", "12*"]
            return [Silent(), *(Pressed(entry) for entry in entries)]
        case Transfer():
            return [AgentLeft(reached=True), AgentLeft(reached=False), Silent()]
        case HangUp():
            return []
        case ReadAccount():
            return [Failed(), AccountRead(None), *map(AccountRead, accounts)]
        case CheckPin():
            return [Failed(), PinChecked(right=True), PinChecked(right=False)]


def _balances(currencies: Iterable[str]) -> Iterator[Money]:
    """Give a balance of each kind: owed, none, low, and more than any threshold."""
    for currency in currencies:
        for minor_units in (-1, 0, 1, 10**8):
            yield Money(minor_units, currency)


def _spread(locales: list[str], balances: list[Money]) -> Iterator[tuple[str, Money]]:
    """Pair every locale and every balance with something, not all with all."""
    for index in range(max(len(locales), len(balances))):
        yield locales[index % len(locales)], balances[index % len(balances)]


def _account(locale: str, balance: Money) -> Account:
    return Account(CALLER, locale, balance, valid_until=date.max)


def _state(call: Call) -> tuple[object, ...]:
    return tuple(
        getattr(call, name) for name in Call.__dataclass_fields__ if name != "hotline"
    )
