"""Which account: asked of callers whose own number is withheld or has none.

A number of the hotline's country is complete at its last digit. One with a country
code is longer: its beginning is kept, and the rest awaited without a word.
"""

from dataclasses import replace

from ivr.dialogue.acts import Ask
from ivr.dialogue.call import Call, Place
from ivr.dialogue.events import Told
from ivr.dialogue.turn import Move, Question
from ivr.domain.msisdn import is_national, keyed_number, national_digits
from ivr.domain.phrase import say

LONGEST_NUMBER_DIGITS = 20
"""E.164 has 15 digits; some countries dial five more to get abroad."""

REST_TIMEOUT_S = 3


def enter(call: Call) -> Move:
    """Ask for the mobile number."""
    asked = question(call)
    return Move(call, asked.ask, asked.lines)


def question(call: Call) -> Question:
    """Ask for a number; # ends a shorter one."""
    return Question(
        # NOTE: Asks for the caller's mobile number. Short.
        lines=(call.line(say("number.ask")),),
        # NOTE: No number was keyed in; the question follows again.
        silence=say("number.silence"),
        # NOTE: What was keyed in is no telephone number: too short, or with a *.
        # The question follows again. Tell what a number looks like.
        other_key=say("number.other_key"),
        ask=Ask(digits=national_digits(call.hotline.number), finish_key="#"),
    )


def pressed(call: Call, keys: str) -> Move | None:
    """Remember the number and ask for its PIN, whether it has an account or not."""
    digits = call.keyed + keys
    if not (digits.isascii() and digits.isdigit()):
        return None
    if not call.keyed and _goes_on(digits, call.hotline.number):
        rest = Ask(LONGEST_NUMBER_DIGITS - len(digits), "#", REST_TIMEOUT_S)
        return Move(replace(call, keyed=digits), rest)
    number = keyed_number(digits, call.hotline.number)
    if number is None:
        return None
    is_whole = len(digits) == national_digits(call.hotline.number)
    return Move(replace(call, claimed=number, just_entered=is_whole), Place.PIN)


def told(call: Call, _event: Told) -> Move:
    """Ask for the number: nothing was asked of the world."""
    return enter(call)


def _goes_on(digits: str, dialled: str) -> bool:
    was_cut = len(digits) == national_digits(dialled)
    return was_cut and not is_national(digits, dialled)
