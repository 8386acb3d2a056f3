"""The rules of a call: from an event to the next act.

Rules of this file:
1. Every event is answered at every place: nothing leaves a caller without words.
2. Silence and another key are both misses: the question is asked again, three times
   at most for one question. The next miss, or the eighth of a call, leads to a person,
   or ends the call with a sentence where nobody answers.
3. A # after an entry that was already complete is no answer to the next question: it
   lets what follows begin anew. Where # is a key of that question it is one after three
   seconds.
4. Whoever waits for a wish is told so, once: then it is granted, or has failed.
5. The keys for back, repeat and skip, and 0 for a person, mean the same everywhere.
6. Who misses a question twice is offered a person, while there is one. An entry that was
   missed comes back with twice the time.
"""

from dataclasses import replace
from math import ceil

from ivr.dialogue import goodbye
from ivr.dialogue.acts import Act, Ask, CheckPin, Wait, Wish
from ivr.dialogue.call import Call, Place
from ivr.dialogue.events import (
    Answered,
    CalledTooOften,
    Delayed,
    Event,
    Failed,
    LastedTooLong,
    Pressed,
    Silent,
    Waited,
)
from ivr.dialogue.menu import AGENT, AGENT_KEY
from ivr.dialogue.report import unavailable
from ivr.dialogue.services import (
    Service,
    agent,
    allowances,
    answer,
    balance,
    charges,
    faqs,
    hours,
    language,
    main_menu,
    more,
    number,
    pin,
    plan,
    top_ups,
)
from ivr.dialogue.turn import Move
from ivr.domain.hotline import TIMEOUT_S
from ivr.domain.phrase import Line, Phrase, say

REPEATS_PER_QUESTION = 3
MISSES_PER_CALL = 8
OFFERED_AFTER_MISSES = 2
HABIT_S = 3
MOVES_PER_STEP = 8

SERVICES: dict[Place, Service] = {
    Place.ANSWER: answer,
    Place.LANGUAGE: language,
    Place.MENU: main_menu,
    Place.NUMBER: number,
    Place.PIN: pin,
    Place.BALANCE: balance,
    Place.ALLOWANCES: allowances,
    Place.MORE: more,
    Place.TOP_UPS: top_ups,
    Place.CHARGES: charges,
    Place.PLAN: plan,
    Place.HOURS: hours,
    Place.FAQS: faqs,
    Place.AGENT: agent,
}


class EndlessStepError(Exception):
    """The services send a call from place to place without an end."""


def step(call: Call, event: Event) -> Move:
    """Answer *event*: the move leads to an act, or to a wish to be granted first."""
    move = _respond(call, event)
    for _ in range(MOVES_PER_STEP):
        match move.then:
            case Place() as place:
                entered = SERVICES[place].enter(move.call.to(place))
                move = replace(entered, lines=move.lines + entered.lines)
            case Ask() as ask:
                return replace(move, then=_timed(ask, move.call))
            case _:
                return move
    raise EndlessStepError(move.then)


def _timed(ask: Ask, call: Call) -> Ask:
    """Give *ask* the time of the hotline, and twice of it where an entry was missed."""
    is_asked_again = ask.digits > 1 and call.misses_here > 0
    factor = call.hotline.timeout_s / TIMEOUT_S * (2 if is_asked_again else 1)
    return replace(ask, timeout_s=ceil(ask.timeout_s * factor))


def may_be_delayed(call: Call, wish: Wish) -> bool:
    """Tell whether the caller may be asked to wait for *wish*: once, and in words.

    A telephone that still rings needs none, and a PIN is checked in our own database.
    """
    is_asked = not isinstance(wish, CheckPin)
    return is_asked and call.place is not Place.ANSWER and not call.is_waiting


def leads_on(move: Move) -> Act | Wish:
    """Give what ends *move*, which `step` has brought to an act or a wish."""
    if isinstance(move.then, Place):
        raise EndlessStepError(move.then)
    return move.then


def _respond(call: Call, event: Event) -> Move:
    match event:
        case Answered():
            return answer.answered(call, event)
        case CalledTooOften() | LastedTooLong():
            return goodbye.limited(call, event)
        case Pressed():
            return _pressed(call, event)
        case Silent():
            return _silent(replace(call, just_entered=False))
        case Delayed() | Waited() | Failed():
            return _awaited(call, event)
        case told:
            return SERVICES[call.place].told(replace(call, is_waiting=False), told)


def _awaited(call: Call, event: Delayed | Waited | Failed) -> Move:
    match event:
        case Delayed():
            # NOTE: What was asked for takes a little longer to look up. Two seconds or
            # less; the answer follows.
            moment = call.line(say("report.moment"))
            return Move(replace(call, is_waiting=True), Wait(), (moment,))
        case Waited():
            return Move(call, call.place)
        case Failed():
            return _failed(replace(call, is_waiting=False))


def _is_habit(call: Call, event: Pressed) -> bool:
    """Tell whether *event* is the # that ends entries on other hotlines.

    It must not cut what follows. Where # is a key of what follows, it is only taken for
    that habit at once: later it was pressed because it was offered.
    """
    keys = event.keys.reveal()
    means_back = call.hotline.keys_of(call.locale).back == "#"
    is_soon = event.after_s <= HABIT_S
    return keys == "" or (keys == "#" and (is_soon or not means_back))


def _pressed(call: Call, event: Pressed) -> Move:
    keys = event.keys.reveal()
    is_habit = call.just_entered and _is_habit(call, event)
    call = replace(call, just_entered=False)
    if is_habit:
        # What it cut off begins anew.
        return Move(call.without_reports(), call.place, pin.refusal(call))
    service = SERVICES[call.place]
    asked = service.question(call)
    move = service.pressed(call, keys) or _pressed_anywhere(call, keys)
    if move is None and asked is not None:
        return _missed(call, asked.other_key)
    return move or Move(call, Place.MENU)


def _pressed_anywhere(call: Call, keys: str) -> Move | None:
    # An entry that is nothing but its finish key comes as no keys at all.
    key = keys or "#"
    meaning = call.hotline.keys_of(call.locale)
    if key == AGENT_KEY and call.hotline.agent is not None:
        return Move(call, Place.AGENT)
    if key == meaning.back:
        return Move(call, Place.MENU)
    if keys and key in {meaning.repeat, meaning.skip}:
        return _asked_again(call)
    return None


def _silent(call: Call) -> Move:
    service = SERVICES[call.place]
    asked = service.question(call)
    # Silence may be the end of an entry that was taken in two parts.
    move = service.pressed(call, "") if call.keyed else None
    if move is None and asked is not None:
        return _missed(call, asked.silence)
    return move or Move(call, Place.MENU)


def _missed(call: Call, sentence: Phrase) -> Move:
    call = replace(
        call, misses=call.misses + 1, misses_here=call.misses_here + 1, keyed=""
    )
    if call.misses_here > REPEATS_PER_QUESTION or call.misses >= MISSES_PER_CALL:
        return goodbye.missed(call, may_connect=call.misses <= MISSES_PER_CALL)
    again = _asked_again(call, *(Line(sentence, it) for it in call.locales))
    return replace(again, lines=again.lines + _way_out(call))


def _way_out(call: Call) -> tuple[Line, ...]:
    """Offer a person to who has missed a question twice, unless it does so itself."""
    is_offered = call.place is Place.MENU
    needs_help = call.misses_here >= OFFERED_AFTER_MISSES
    if is_offered or not needs_help or not call.can_reach_agent:
        return ()
    return tuple(Line(AGENT.phrase, it) for it in call.locales)


def _asked_again(call: Call, *before: Line) -> Move:
    asked = SERVICES[call.place].question(call)
    if asked is None:
        return Move(call, Place.MENU, before)
    return Move(call, asked.ask, before + asked.lines)


def _failed(call: Call) -> Move:
    if call.place is Place.ANSWER:
        return answer.greet_stranger(call)
    if call.place is not Place.PIN:
        return unavailable(call)
    # NOTE: Something broke on our side; the main menu follows.
    return Move(call, Place.MENU, (call.line(say("fault.try_again")),))
