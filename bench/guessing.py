"""What guessing PINs gives: how long an answer takes, and when the door closes.

Run it with the names of what to measure, or without for all: timing, spray, patience,
day.
"""

import random
import statistics
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from hotline import BALANCE, Caller, Hotline, fresh_hotline, signature
from sqlalchemy import text
from werkzeug.test import Client

from ivr.accounts.breaker import RATE_WINDOW
from ivr.accounts.guard import LOCKED_AFTER
from ivr.speech.catalog import catalog_of
from ivr.twilio.signature import HEADER

TRIES = 200
CALLS_OF_A_DAY = 1000
TYPING_ERRORS = 0.05
SPRAYED = 1000
GROUPS = 6
MOST_APART = 0.05
WRONG, RIGHT = "000000", "424242"
KNOWN, LOCKED = "0470654321", "0470123456"
SEED = 4
KINDS = ("unknown number", "wrong PIN", "locked account", "wrong PIN once more")


class Took(NamedTuple):
    """The time of a clock, and that of the processor."""

    wall_s: float
    cpu_s: float


def main() -> None:
    """Measure what is asked for."""
    wanted = sys.argv[1:] or list(MEASURES)
    for name in wanted:
        print(f"== {name}")
        with fresh_hotline() as hotline:
            MEASURES[name](hotline)


def timing(hotline: Hotline) -> None:
    """Compare the times of guesses that must not be told apart.

    The wrong PIN is measured twice: how far it lies from itself is the noise of the
    machine. Time of the processor leaves out what others on it do meanwhile.
    """
    for _ in range(LOCKED_AFTER):
        hotline.clock.wait(timedelta(hours=2))
        guess(hotline, LOCKED)
    took: dict[str, list[Took]] = {kind: [] for kind in KINDS}
    order = random.Random(SEED)
    for number in range(TRIES):
        claims = (f"0499{number:06}", KNOWN, LOCKED, KNOWN)
        tries = list(zip(KINDS, claims, strict=True))
        order.shuffle(tries)
        for kind, claimed in tries:
            # No breaker and no delay comes between: they are measured elsewhere.
            hotline.clock.wait(RATE_WINDOW + timedelta(seconds=1))
            hotline.rooms.pins.unlock(e164(KNOWN))
            took[kind].append(guess(hotline, claimed))
    require_kinds(hotline)
    print_times(took)


def guess(hotline: Hotline, claimed: str) -> Took:
    """Try a wrong PIN for the number *claimed*; give what the answer took."""
    caller = Caller(hotline.post, next(STRANGERS))
    caller.claim(claimed)
    path, form = caller.request(WRONG)
    headers = {HEADER: signature(hotline.settings, path, form)}
    client = Client(hotline.app)
    begun = time.perf_counter(), time.process_time()
    answer = client.post(path, data=form, headers=headers)
    ended = time.perf_counter(), time.process_time()
    if catalog_of("nl_BE").words("pin.again") not in answer.text:
        raise SystemExit(f"not what a wrong PIN hears: {answer.text}")
    return Took(ended[0] - begun[0], ended[1] - begun[1])


def require_kinds(hotline: Hotline) -> None:
    """Make sure that the guesses were what they are called."""
    checked = attempts(hotline, "was_checked")
    if checked != (len(KINDS) - 1) * TRIES + LOCKED_AFTER:
        raise SystemExit(f"{checked} tries were checked: nothing is proven")


def print_times(took: Mapping[str, list[Took]]) -> None:
    """Print the medians, and how far they lie apart."""
    print(f"{'guess':<22}{'tries':>6}{'median ms':>12}{'of processor':>14}{'p95':>8}")
    for kind, times in took.items():
        walls = [one.wall_s for one in times]
        p95_s = statistics.quantiles(walls, n=20)[-1]
        medians = f"{median_s(times, 0) * 1e3:>12.2f}{median_s(times, 1) * 1e3:>14.2f}"
        print(f"{kind:<22}{len(times):>6}{medians}{p95_s * 1e3:>8.2f}")
    *kinds, again = took.values()
    for column, name in enumerate(("medians", "medians of the processor")):
        apart = spread([median_s(times, column) for times in kinds])
        noise = spread([median_s(times, column) for times in (kinds[1], again)])
        verdict = "within" if apart <= MOST_APART else "NOT within"
        print(f"{name}: {apart:.1%} apart, {verdict} 5 % (noise: {noise:.1%})")


def median_s(times: list[Took], column: int) -> float:
    """Give the median of a *column* of *times*."""
    return statistics.median(one[column] for one in times)


def spread(medians: list[float]) -> float:
    """Tell by which share the largest is larger than the smallest."""
    return max(medians) / min(medians) - 1


def spray(hotline: Hotline) -> None:
    """Try one PIN on many numbers, from as many telephones, at several paces."""
    print(f"{'one try every':<26}{'checked':>10}{'before the door closed':>25}")
    for pause_s, is_hidden in ((1, False), (1, True), (15, False), (30, False)):
        hotline.clock.wait(timedelta(days=1))
        checked = sprayed(hotline, timedelta(seconds=pause_s), is_hidden=is_hidden)
        first = checked.index(False) if False in checked else "never closed"
        name = f"{pause_s} s" + (", right calls between" if is_hidden else "")
        print(f"{name:<26}{f'{sum(checked)} of {SPRAYED}':>10}{first:>25}")


def sprayed(hotline: Hotline, pause: timedelta, *, is_hidden: bool) -> list[bool]:
    """Try one PIN on each of many numbers; tell of each whether it was checked.

    Who *is_hidden* calls with the right PIN of one account, twice after every try.
    """
    checked = []
    for _ in range(SPRAYED):
        hotline.clock.wait(pause)
        caller = Caller(hotline.post, next(STRANGERS))
        caller.claim(next(TARGETS))
        checked.append(not is_closed(caller.press(WRONG).text))
        for _ in range(2 * is_hidden):
            own = Caller(hotline.post, "anonymous")
            own.claim(LOCKED)
            own.press("161803")
    return checked


def patience(hotline: Hotline) -> None:
    """Try as often as accounts allow before they rest long, at 29 of them at a time."""
    print(f"{'five tries at each of 29':<26}{'checked':>10}{'a day':>10}")
    for name, numbers in (("numbers shown", STRANGERS), ("numbers withheld", None)):
        hotline.clock.wait(timedelta(days=1))
        begun, before = hotline.clock.at, attempts(hotline, "was_checked")
        for _ in range(GROUPS):
            try_often(hotline, [next(TARGETS) for _ in range(29)], numbers)
        days = (hotline.clock.at - begun) / timedelta(days=1)
        checked = attempts(hotline, "was_checked") - before
        print(f"{name:<26}{checked:>10}{checked / days:>10.0f}")


def try_often(
    hotline: Hotline, targets: list[str], numbers: Iterator[str] | None
) -> None:
    """Try three times, then twice after half a minute each; wait the window out."""
    for tries in (3, 1, 1):
        for target in targets:
            caller = Caller(hotline.post, next(numbers) if numbers else "anonymous")
            caller.claim(target)
            caller.press(WRONG, *[target, WRONG] * (tries - 1))
        hotline.clock.wait(timedelta(seconds=31))
    hotline.clock.wait(RATE_WINDOW)


def day(hotline: Hotline) -> None:
    """Take the calls of a day, and of a busy hour, from owners who mistype."""
    owners = [f"+32497{number:06}" for number in range(CALLS_OF_A_DAY)]
    open_accounts(hotline, owners)
    for span in (timedelta(hours=14), timedelta(hours=1)):
        hotline.clock.wait(timedelta(days=1))
        closed = calls_of_owners(hotline, owners, span)
        hours, errors = span / timedelta(hours=1), round(len(owners) * TYPING_ERRORS)
        print(
            f"{len(owners)} right calls in {hours:.0f} h, {errors} with a typing error "
            f"before: the door closed {closed} times"
        )


def calls_of_owners(hotline: Hotline, owners: list[str], span: timedelta) -> int:
    """Take one call of each owner within *span*; count the doors found closed."""
    chance = random.Random(SEED)
    mistyping = set(chance.sample(owners, round(len(owners) * TYPING_ERRORS)))
    begun, closed = hotline.clock.at, 0
    shares = sorted(chance.random() for _ in owners)
    for owner, share in zip(owners, shares, strict=True):
        hotline.clock.at = begun + share * span
        caller = Caller(hotline.post, owner)
        caller.dial()
        caller.press(BALANCE, *([WRONG] if owner in mistyping else []))
        heard = caller.press(RIGHT).text
        closed += is_closed(heard)
        if "zeventig" not in heard and not is_closed(heard):
            raise SystemExit(f"no balance was heard: {heard}")
    return closed


def open_accounts(hotline: Hotline, owners: list[str]) -> None:
    """Give each of *owners* an account like that of the Dutch demo caller."""
    account = hotline.rooms.accounts.read(e164(KNOWN))
    if account is None:
        raise SystemExit("the demo accounts are missing")
    for msisdn in owners:
        own = replace(account, msisdn=msisdn, locale="nl_BE")
        hotline.rooms.accounts.write(own)
        hotline.rooms.pins.set(msisdn, RIGHT)


def is_closed(twiml: str) -> bool:
    """Tell whether no PIN is taken now."""
    return catalog_of("nl_BE").words("pin.closed") in twiml


def attempts(hotline: Hotline, condition: str) -> int:
    """Count the attempts of which *condition* is true."""
    counted = text(f"SELECT count(*) FROM pin_attempts WHERE {condition}")  # noqa: S608
    with hotline.rooms.engine.connect() as connection:
        return int(connection.execute(counted).scalar_one())


def e164(national_number: str) -> str:
    """Write a Belgian number in full."""
    return f"+32{national_number[1:]}"


TARGETS = (f"0498{number:06}" for number in range(1_000_000))
STRANGERS = (f"+32496{number:06}" for number in range(1_000_000))
MEASURES = {"timing": timing, "spray": spray, "patience": patience, "day": day}


if __name__ == "__main__":
    main()
