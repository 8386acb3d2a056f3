"""The balance: state before numbers, every amount exact."""

from dataclasses import replace

from ivr.dialogue.acts import ReadAccount
from ivr.dialogue.call import Call, Place
from ivr.dialogue.events import AccountRead, Told
from ivr.dialogue.turn import Move, Question
from ivr.domain.hotline import Hotline
from ivr.domain.money import Money
from ivr.domain.phrase import Key, Phrase, say

AGAIN_KEY = "1"


def enter(call: Call) -> Move:
    """Read the account, once it is proven whose it is."""
    if not call.proven or call.claimed is None:
        return Move(replace(call, wanted=Place.BALANCE), Place.PIN)
    return Move(call, ReadAccount(call.claimed))


def question(call: Call) -> Question:
    """Ask what the caller would like after hearing the balance."""
    meaning = call.hotline.keys_of(call.locale)
    # NOTE: After the balance. To hear it again.
    again = say("balance.again", key=Key(_again_key(call)))
    # NOTE: After the balance. Back to the main menu, or simply hang up.
    back = say("balance.back", key=Key(meaning.back))
    return Question(
        lines=(call.line(again), call.line(back)),
        silence=say("menu.silence"),
        other_key=say("menu.other_key"),
    )


def pressed(call: Call, keys: str) -> Move | None:
    """Say the balance again."""
    return Move(call, Place.BALANCE) if keys == _again_key(call) else None


def told(call: Call, event: Told) -> Move:
    """Say the balance."""
    match event:
        case AccountRead(account) if account is not None and call.proven:
            asked = question(call)
            line = call.line(phrase_of(account.balance, call.hotline))
            return Move(call, asked.ask, (line, *asked.lines))
        case _:
            # NOTE: The balance cannot be read just now; the main menu follows.
            return Move(call, Place.MENU, (call.line(say("balance.unavailable")),))


def phrase_of(balance: Money, hotline: Hotline) -> Phrase:
    """Choose the sentence for *balance*: owed, none, low, or plainly there."""
    if balance.minor_units < 0:
        # NOTE: More was used than was on the card; {amount} is owed.
        return say("balance.owed", amount=abs(balance))
    if balance.minor_units == 0:
        # NOTE: Nothing is left on the card.
        return say("balance.none")
    if hotline.is_low(balance):
        # NOTE: Little is left on the card. Let words follow {amount}.
        return say("balance.low", amount=balance)
    # NOTE: The balance. Let words follow {amount}: it is recorded as mid-sentence.
    return say("balance.amount", amount=balance)


def _again_key(call: Call) -> str:
    return call.hotline.keys_of(call.locale).repeat or AGAIN_KEY
