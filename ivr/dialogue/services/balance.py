"""The balance: state before numbers, every amount exact, then until when."""

from ivr.dialogue.acts import ReadAccount
from ivr.dialogue.age import as_of
from ivr.dialogue.call import SLOWLY_AFTER_REPEATS, Call
from ivr.dialogue.events import Told
from ivr.dialogue.report import pressed, proven, question, report_account
from ivr.dialogue.turn import Move
from ivr.dialogue.validity import Validity
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
    return report_account(call, event, _phrases)


def _phrases(account: Account, call: Call) -> list[Phrase]:
    validity = Validity(account, call.hotline, call.today)
    parts = [
        validity.state,
        _amount(account.balance, call.hotline, plainly=validity.state is not None),
        _top_up(account, call),
        _figures(account.balance, call),
        as_of(account, call),
        validity.until,
        validity.way_out,
    ]
    return [phrase for phrase in parts if phrase is not None]


def _amount(balance: Money, hotline: Hotline, *, plainly: bool) -> Phrase:
    """Choose the sentence for *balance*: owed, none, low, or plainly there.

    After a state that weighs more, a low balance is said *plainly*.
    """
    if balance.minor_units < 0:
        # NOTE: More was used than was on the card; {balance} is owed.
        return say("balance.owed", balance=abs(balance))
    if balance.minor_units == 0:
        # NOTE: Nothing is left on the card.
        return say("balance.none")
    if hotline.is_low(balance) and not plainly:
        # NOTE: Little is left on the card. Let words follow {balance}.
        return say("balance.low", balance=balance)
    # NOTE: The balance. Let words follow {balance}: it is recorded as mid-sentence.
    return say("balance.amount", balance=balance)


def _top_up(account: Account, call: Call) -> Phrase | None:
    is_usable = account.status_on(call.today) is AccountStatus.ACTIVE
    if account.balance.minor_units > 0 or not is_usable:
        return None
    # NOTE: After balance.none and balance.owed: the card can be topped up at any time.
    return say("balance.top_up")


def _figures(balance: Money, call: Call) -> Phrase | None:
    if call.repeats < SLOWLY_AFTER_REPEATS or balance.minor_units == 0:
        return None
    # NOTE: After the balance, to who asks to hear it a second time: the same amount,
    # figure by figure ("one, two, point, zero, five euros"). {figures} may end it.
    return say("balance.figures", figures=Figures(abs(balance)))
