"""A report: what an account's owner hears, and the question that follows it.

The services that report share this question; only what they wish for and what they
say of it is their own.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from ivr.dialogue.acts import LATEST, Wish
from ivr.dialogue.call import SLOWLY_AFTER_REPEATS, Call, Place
from ivr.dialogue.events import AccountRead, Told
from ivr.dialogue.menu import AGENT
from ivr.dialogue.turn import ONE_KEY, Move, Question
from ivr.domain.account import Account, Charge, TopUp
from ivr.domain.phrase import Key, Phrase, say

AGAIN_KEY = "1"

Dated = TypeVar("Dated", TopUp, Charge)


def proven(call: Call, wish: Callable[[str], Wish]) -> Move:
    """Make a *wish* about the account, once it is proven whose it is."""
    if not call.proven or call.claimed is None:
        return Move(replace(call, wanted=call.place), Place.PIN)
    return Move(call, wish(call.claimed))


def report_account(
    call: Call, event: Told, phrases: Callable[[Account, Call], Iterable[Phrase]]
) -> Move:
    """Say the *phrases* of the account that was read, if it was."""
    match event:
        case AccountRead(account) if account is not None and call.proven:
            return report(call, (*_before(account), *phrases(account, call)))
        case _:
            return unavailable(call)


def report_card(
    call: Call, event: Told, phrases: Callable[[Account, Call], Iterable[Phrase]]
) -> Move:
    """Say the *phrases* of the account, the state of its card among them.

    A state that may have changed since it was known is told again later.
    """
    move = report_account(call, event, phrases)
    match event:
        case AccountRead(Account(is_last_known=False)) if call.stated_at is None:
            return replace(move, call=replace(move.call, stated_at=call.place))
        case _:
            return move


def _before(account: Account) -> Iterator[Phrase]:
    if account.is_last_known:
        # NOTE: Before the balance or the like, which cannot be looked up just now: what
        # follows is the last that we know; its time is told at the end.
        yield say("report.last_known")


def latest(dated: Iterable[Dated]) -> tuple[Dated, ...]:
    """Give what is told of *dated*: nothing, and less, was neither paid nor charged."""
    return tuple(one for one in dated if one.amount.minor_units > 0)[:LATEST]


def report(call: Call, phrases: Iterable[Phrase]) -> Move:
    """Say *phrases*, then ask what the caller would like next."""
    asked = question(call)
    told = (*map(call.line, phrases), *asked.lines)
    return Move(replace(call, knows_hang_up=True), asked.ask, told)


def unavailable(call: Call) -> Move:
    """Say that the account cannot be read; offer a person, or else the menu."""
    # NOTE: What was asked for cannot be looked up just now; a person is offered next, or
    # the main menu follows.
    sorry = call.line(say("report.unavailable"))
    if not call.can_reach_agent:
        return Move(call, Place.MENU, (sorry,))
    return Move(call.to(Place.MENU), ONE_KEY, (sorry, call.line(AGENT.phrase)))


def question(call: Call) -> Question:
    """Ask what the caller would like after hearing a report."""
    meaning = call.hotline.keys_of(call.locale)
    keys = {"again": Key(_again_key(call)), "back": Key(meaning.back)}
    # NOTE: After the balance, the allowances or the like, the first time in a call: with
    # {again} one hears it again, with {back} one is back at the main menu, else one can
    # simply hang up. One short sentence: it is heard in every call.
    first = say("report.next_or_hang_up", **keys)
    # NOTE: After the balance, the allowances or the like, later in a call: with {again}
    # one hears it again, with {back} one is back at the main menu. One short sentence.
    later = say("report.next", **keys)
    return Question(
        lines=(call.line(later if call.knows_hang_up else first),),
        silence=say("menu.silence"),
        other_key=say("menu.other_key"),
    )


def pressed(call: Call, keys: str) -> Move | None:
    """Report again; the second time slowly."""
    if keys != _again_key(call):
        return None
    repeats = min(call.repeats + 1, SLOWLY_AFTER_REPEATS)
    return Move(replace(call, repeats=repeats), call.place)


def _again_key(call: Call) -> str:
    return call.hotline.keys_of(call.locale).repeat or AGAIN_KEY
