"""The proof: the PIN, asked once in a call and only before something private.

Rules of this file:
1. A wrong PIN and a number without an account take the same way and the same words.
2. A PIN of the wrong length is a miss, not a try: it cannot have been right.
"""

from dataclasses import replace

from ivr.dialogue.acts import Ask, CheckPin, HangUp
from ivr.dialogue.call import Call, Place
from ivr.dialogue.events import PinChecked, PinsClosed, Told
from ivr.dialogue.menu import AGENT_KEY
from ivr.dialogue.turn import Move, Question
from ivr.domain.phrase import Key, Line, say
from ivr.domain.secret import Secret

TRIES_PER_CALL = 3


def enter(call: Call) -> Move:
    """Ask for the PIN of the claimed account; ask for the number first if need be."""
    if call.claimed is None:
        return Move(call, Place.NUMBER)
    asked = question(call)
    return Move(call, asked.ask, asked.lines)


def question(call: Call) -> Question:
    """Ask for the PIN."""
    return Question(
        # NOTE: Asks for the PIN. Short: it is heard in every call.
        lines=(call.line(say("pin.ask")),),
        # NOTE: No PIN was keyed in; the question follows again.
        silence=say("pin.silence"),
        # NOTE: Fewer digits than a PIN has, or a *; the question follows again.
        other_key=say("pin.other_key"),
        ask=Ask(digits=call.hotline.pin_digits, finish_key="#"),
    )


def pressed(call: Call, keys: str) -> Move | None:
    """Have the PIN checked."""
    is_pin = keys.isascii() and keys.isdigit() and len(keys) == call.hotline.pin_digits
    if not is_pin or call.claimed is None:
        return None
    return Move(replace(call, just_entered=True), CheckPin(call.claimed, Secret(keys)))


def told(call: Call, event: Told) -> Move:
    """Go on where the caller wanted to go, or ask again, or end in a friendly way."""
    match event:
        case PinChecked(right=True):
            proven = replace(call, proven=True, pin_failures=0)
            return Move(proven, call.wanted)
        case PinChecked(right=False):
            return _refused(replace(call, pin_failures=call.pin_failures + 1))
        case PinsClosed():
            return _closed(call)
        case _:
            return enter(call)


def _closed(call: Call) -> Move:
    # NOTE: No PIN can be checked for some minutes, whoever calls: it protects everybody's
    # credit. A person may be connected next, or the call ends. Ask to call again later.
    closed = call.line(say("pin.closed"))
    if call.can_reach_agent:
        return Move(call, Place.AGENT, (closed,))
    return Move(call, HangUp(), (closed,))


def _refused(call: Call) -> Move:
    if call.pin_failures >= TRIES_PER_CALL:
        return Move(call, HangUp(), _way_out(call))
    # NOTE: The PIN did not fit, or the number is unknown: the same words for both. The
    # question follows again. Do not say that anything was wrong.
    lines = (call.line(say("pin.again")),)
    if call.is_recognised:
        return Move(call, Place.PIN, lines)
    return Move(replace(call, claimed=None), Place.NUMBER, lines)


def _way_out(call: Call) -> tuple[Line, ...]:
    # NOTE: After the third PIN that did not fit; the call ends here. Friendly: it
    # protects the caller, who can look the PIN up and call again.
    end = call.line(say("pin.end"))
    if call.hotline.agent is None:
        return (end,)
    # NOTE: Follows pin.end: one can call again and choose to speak to a person.
    return (end, call.line(say("pin.end_agent", key=Key(AGENT_KEY))))
