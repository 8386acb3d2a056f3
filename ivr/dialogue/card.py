"""The card of a call: its state and its end, told once in a call, and how to top up."""

from dataclasses import dataclass

from ivr.dialogue.call import Call
from ivr.dialogue.validity import Validity
from ivr.domain.account import Account
from ivr.domain.phrase import Name, Phrase, say


@dataclass(frozen=True, slots=True)
class Card:
    """What a report says of the card of *account* beside its own figures.

    What was told in another report of the *call* is None.
    """

    account: Account
    call: Call

    @property
    def state(self) -> Phrase | None:
        """Say, before the figures, that the card is suspended or expired."""
        return self._validity.state if self.call.states_card else None

    @property
    def ending(self) -> Phrase | None:
        """Say, after the figures, that the validity ends soon, or until when it can be
        renewed.
        """
        return self._validity.ending if self.call.states_card else None

    @property
    def until(self) -> Phrase | None:
        """Say, after the figures, until when the card is valid."""
        return self._validity.until

    @property
    def needs_top_up(self) -> bool:
        """Tell whether it was just told that only a top-up gives the card more time."""
        return self.call.states_card and self._validity.needs_top_up

    @property
    def is_number_lost(self) -> bool:
        """Tell whether the number is no longer kept, so that no top-up helps."""
        return self._validity.is_number_lost

    @property
    def way_out(self) -> Phrase | None:
        """Say, last, who can end a suspension."""
        return self._validity.way_out if self.call.states_card else None

    @property
    def _validity(self) -> Validity:
        return Validity(self.account, self.call.hotline, self.call.today)


def how_to_top_up(call: Call) -> Phrase:
    """Say how to top up: in the operator's words, or in ours."""
    own = call.hotline.top_up_words.get(call.locale)
    if own:
        # NOTE: How to top up, in the operator's words: leave this entry as it is.
        return say("balance.top_up_own", words=Name(own))
    # NOTE: After a balance that is low, none or owed, and after a validity that ends soon
    # or is over: how to top up. True of any operator: in shops, online, with a code.
    return say("balance.top_up")
