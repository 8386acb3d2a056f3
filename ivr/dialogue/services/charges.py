"""The recent charges: the last three, with their day and what they were for."""

from collections.abc import Iterator

from ivr.dialogue.acts import ReadCharges
from ivr.dialogue.call import Call
from ivr.dialogue.events import ChargesRead, Told
from ivr.dialogue.report import latest, pressed, proven, question, report, unavailable
from ivr.dialogue.turn import Move
from ivr.domain.account import Charge, ChargeReason
from ivr.domain.phrase import Name, Phrase, RecentDay, Term, counted, named, say

__all__ = ["enter", "pressed", "question", "told"]

REASONS = {
    # NOTE: What a charge was for, as {reason} in charges.item needs it.
    ChargeReason.VOICE: named("reason.voice"),
    ChargeReason.SMS: named("reason.sms"),
    ChargeReason.DATA: named("reason.data"),
    ChargeReason.ROAMING: named("reason.roaming"),
    ChargeReason.PLAN: named("reason.plan"),
}


def enter(call: Call) -> Move:
    """Read the charges."""
    return proven(call, ReadCharges)


def told(call: Call, event: Told) -> Move:
    """Say the latest charges."""
    match event:
        case ChargesRead(charges) if call.proven:
            return report(call, _phrases(latest(charges), call))
        case _:
            return unavailable(call)


def _phrases(charges: tuple[Charge, ...], call: Call) -> Iterator[Phrase]:
    if not charges:
        # NOTE: Nothing was charged to the card lately.
        yield say("charges.none")
        return
    # NOTE: Before one, or two or three, charges, each in a sentence of its own.
    yield counted("charges.lead", "charges.lead", len(charges))
    for charge in charges:
        yield _phrase(charge, call)


def _phrase(charge: Charge, call: Call) -> Phrase:
    day = RecentDay(charge.at.date(), call.today)
    reason: Term | Name
    if charge.name:
        reason = Name(call.hotline.name_in(call.locale, charge.name))
    elif charge.reason in REASONS:
        reason = Term(REASONS[charge.reason])
    else:
        # NOTE: One of the last charges, if it is not known what it was for. Let words
        # follow {amount}. {day} is "yesterday" or "on 3 November".
        return say("charges.plain", day=day, amount=charge.amount)
    # NOTE: One of the last charges. {day} is "yesterday" or "on 3 November" and begins
    # the sentence; {reason} is one of the entries reason.…, or the operator's own name.
    return say("charges.item", day=day, amount=charge.amount, reason=reason)
