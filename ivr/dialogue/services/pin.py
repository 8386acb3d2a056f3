"""The proof: the PIN, asked once in a call and only before something private.

Rules of this file:
1. A wrong PIN and a number without an account take the same way and the same words.
2. A PIN of the wrong length is a miss, not a try: it cannot have been right.
3. After the third wrong PIN a call takes no other: a person helps, or it ends.
"""

from dataclasses import replace

from ivr.dialogue.acts import Ask, CheckPin, HangUp
from ivr.dialogue.call import Call, Place
from ivr.dialogue.code import code_name
from ivr.dialogue.events import PinChecked, PinsClosed, Told
from ivr.dialogue.menu import AGENT_KEY
from ivr.dialogue.opening import hours_phrase
from ivr.dialogue.turn import Move, Question
from ivr.domain.phrase import Key, Line, Term, named, say
from ivr.domain.secret import Secret

TRIES_PER_CALL = 3

DIGITS = {
    4: named("digits.4"),
    5: named("digits.5"),
    # NOTE: How many digits the PIN has, as {digits} in pin.… needs it: "six digits".
    6: named("digits.6"),
    7: named("digits.7"),
    8: named("digits.8"),
}


def enter(call: Call) -> Move:
    """Ask for the PIN of the claimed account; ask for the number first if need be."""
    if call.pin_failures >= TRIES_PER_CALL:
        # The person that the third wrong PIN led to did not answer.
        return _ended(call)
    if call.claimed is None:
        return Move(call, Place.NUMBER)
    asked = question(call)
    return Move(call, asked.ask, asked.lines)


def question(call: Call) -> Question:
    """Ask for the PIN."""
    digits, code = Term(DIGITS[call.hotline.pin_digits]), code_name(call)
    # NOTE: Asks for the PIN. Short: it is heard in every call. {digits} is one of the
    # entries digits.…, {code} what the PIN is called: code.name, or the operator's word.
    ask = say("pin.ask", digits=digits, code=code)
    return Question(
        lines=(call.line(ask),),
        # NOTE: No PIN was keyed in; the question follows again, with twice the time.
        silence=say("pin.silence"),
        # NOTE: Fewer digits than a PIN has, or a *; the question follows again.
        other_key=say("pin.other_key", digits=digits),
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
    if call.can_reach_agent:
        return _helped(call)
    # NOTE: No PIN can be checked for some minutes, whoever calls, and nobody can be reached:
    # it protects everybody's credit. The call ends. Ask to call again later.
    return Move(call, HangUp(), (call.line(say("pin.closed", code=code_name(call))),))


def _refused(call: Call) -> Move:
    if call.pin_failures >= TRIES_PER_CALL:
        return _ended(call)
    if call.is_recognised:
        return Move(call, Place.PIN, _again(call))
    return Move(replace(call, claimed=None), Place.NUMBER, _again(call))


def refusal(call: Call) -> tuple[Line, ...]:
    """Give what was said of the last PIN, before the question that it led back to."""
    led_to = Place.PIN if call.is_recognised else Place.NUMBER
    return _again(call) if call.pin_failures and call.place is led_to else ()


def _again(call: Call) -> tuple[Line, ...]:
    # NOTE: The PIN did not fit, or the number is unknown: the same words for both. The
    # question follows again. Do not say that anything was wrong.
    return (call.line(say("pin.again")),)


def _ended(call: Call) -> Move:
    if call.can_reach_agent:
        return _helped(call)
    # NOTE: After the third PIN that did not fit; the call ends here, as nobody can be
    # reached. Friendly: it protects the caller, who can look the PIN up ({code}, in the
    # papers that came with the SIM card) and call again.
    end = call.line(say("pin.end", code=code_name(call)))
    return Move(call, HangUp(), (end, *_when_people_answer(call)))


def _helped(call: Call) -> Move:
    # NOTE: After the third PIN that did not fit, or when none is checked for some minutes; a
    # person is connected next. Friendly: it protects the caller's credit.
    return Move(call, Place.AGENT, (call.line(say("pin.person")),))


def _when_people_answer(call: Call) -> tuple[Line, ...]:
    if call.hotline.agent is None:
        return ()
    # NOTE: Follows pin.end: one can call again and choose to speak to a person; when
    # people answer follows.
    later = say("pin.end_agent", key=Key(AGENT_KEY))
    hours = map(hours_phrase, call.hotline.opening_hours)
    return tuple(map(call.line, (later, *hours)))
