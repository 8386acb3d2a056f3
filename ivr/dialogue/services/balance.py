"""The balance: state before numbers, every amount exact, then until when."""

from ivr.dialogue.acts import ReadAccount
from ivr.dialogue.age import as_of
from ivr.dialogue.call import SLOWLY_AFTER_REPEATS, Call
from ivr.dialogue.card import Card, how_to_top_up
from ivr.dialogue.events import Told
from ivr.dialogue.report import pressed, proven, question, report_card
from ivr.dialogue.turn import Move
from ivr.domain.account import Account, AccountStatus
from ivr.domain.hotline import Hotline
from ivr.domain.money import Money
from ivr.domain.phrase import Figures, Phrase, say

__all__ = ["enter", "pressed", "question", "told"]


def enter(call: Call) -> Move:
    """Read the account."""
    return proven(call, ReadAccount)


def told(call: Call, event: Told) -> Move:
    """Say the balance."""
    return report_card(call, event, _phrases)


def _phrases(account: Account, call: Call) -> list[Phrase]:
    card = Card(account, call)
    parts = [
        card.state,
        _amount(account.balance, call.hotline),
        _figures(account.balance, call),
        as_of(account, call),
        card.ending or card.until,
        _top_up(card, account, call),
        card.way_out,
    ]
    return [phrase for phrase in parts if phrase is not None]


def _amount(balance: Money, hotline: Hotline) -> Phrase:
    """Choose the sentence for *balance*: owed, none, low, or plainly there."""
    if balance.minor_units < 0:
        # NOTE: More was used than was on the card; {balance} is owed.
        return say("balance.owed", balance=abs(balance))
    if balance.minor_units == 0:
        # NOTE: Nothing is left on the card.
        return say("balance.none")
    if hotline.is_low(balance):
        # NOTE: Little is left on the card. Let words follow {balance}.
        return say("balance.low", balance=balance)
    # NOTE: The balance. Let words follow {balance}: it is recorded as mid-sentence.
    return say("balance.amount", balance=balance)


def _top_up(card: Card, account: Account, call: Call) -> Phrase | None:
    is_low = account.balance.minor_units <= 0 or call.hotline.is_low(account.balance)
    is_suspended = account.status_on(call.today) is AccountStatus.SUSPENDED
    if is_suspended or card.is_number_lost or not (is_low or card.needs_top_up):
        return None
    return how_to_top_up(call)


def _figures(balance: Money, call: Call) -> Phrase | None:
    if call.repeats < SLOWLY_AFTER_REPEATS or balance.minor_units == 0:
        return None
    # NOTE: After the balance, to who asks to hear it a second time: the same amount,
    # figure by figure ("one, two, point, zero, five euros"). {figures} may end it.
    return say("balance.figures", figures=Figures(abs(balance)))
