"""The recent top-ups: the last three, with their day and how they were paid."""

from collections.abc import Iterator

from ivr.dialogue.acts import ReadTopUps
from ivr.dialogue.call import Call
from ivr.dialogue.events import Told, TopUpsRead
from ivr.dialogue.report import latest, pressed, proven, question, report, unavailable
from ivr.dialogue.turn import Move
from ivr.domain.account import PaymentMethod, TopUp
from ivr.domain.phrase import Phrase, RecentDay, Term, counted, named, say

__all__ = ["enter", "pressed", "question", "told"]

METHODS = {
    # NOTE: How a top-up was paid, as {method} in top_ups.item needs it.
    PaymentMethod.VOUCHER: named("method.voucher"),
    PaymentMethod.CARD: named("method.card"),
    PaymentMethod.TRANSFER: named("method.transfer"),
    PaymentMethod.CASH: named("method.cash"),
    PaymentMethod.WALLET: named("method.wallet"),
    PaymentMethod.AUTOMATIC: named("method.automatic"),
}


def enter(call: Call) -> Move:
    """Read the top-ups."""
    return proven(call, ReadTopUps)


def told(call: Call, event: Told) -> Move:
    """Say the latest top-ups."""
    match event:
        case TopUpsRead(top_ups) if call.proven:
            return report(call, _phrases(latest(top_ups), call))
        case _:
            return unavailable(call)


def _phrases(top_ups: tuple[TopUp, ...], call: Call) -> Iterator[Phrase]:
    if not top_ups:
        # NOTE: The card was never topped up, as far as we know.
        yield say("top_ups.none")
        return
    # NOTE: Before one, or two or three, top-ups, each in a sentence of its own.
    yield counted("top_ups.lead", "top_ups.lead", len(top_ups))
    for top_up in top_ups:
        yield _phrase(top_up, RecentDay(top_up.at.date(), call.today))


def _phrase(top_up: TopUp, day: RecentDay) -> Phrase:
    if top_up.is_pending:
        # NOTE: One of the last top-ups. It was paid, and is not on the card yet. {day} is
        # "yesterday" or "on 3 November" and begins the sentence.
        return say("top_ups.pending", day=day, amount=top_up.amount)
    if top_up.method not in METHODS:
        # NOTE: One of the last top-ups, if it is not known how it was paid. Let words
        # follow {amount}. {day} is "yesterday" or "on 3 November".
        return say("top_ups.plain", day=day, amount=top_up.amount)
    # NOTE: One of the last top-ups. {day} is "yesterday" or "on 3 November" and begins
    # the sentence; {method} is how it was paid, one of the entries method.….
    return say(
        "top_ups.item",
        day=day,
        amount=top_up.amount,
        method=Term(METHODS[top_up.method]),
    )
