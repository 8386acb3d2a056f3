"""The menu: the list that callers hear, in the order they hear it.

Keys 2 (allowances), 3 (top up) and 4 (more) are kept free for what comes.
"""

from dataclasses import dataclass

from ivr.dialogue.call import Place
from ivr.domain.hotline import Hotline
from ivr.domain.phrase import Key, Phrase, say


@dataclass(frozen=True, slots=True)
class Item:
    """A thing to choose: its *key*, the *sentence* that offers it, where it leads."""

    key: str
    sentence: str
    place: Place

    @property
    def phrase(self) -> Phrase:
        """Give the sentence with the key in it."""
        return say(self.sentence, key=Key(self.key))

    def is_offered(self, hotline: Hotline) -> bool:
        """Tell whether *hotline* has it: no second language, no agent, no item."""
        match self.place:
            case Place.LANGUAGE:
                return len(hotline.languages) > 1
            case Place.AGENT:
                return hotline.agent is not None
            case _:
                return True


MENU = (
    # NOTE: Main menu. {key} becomes the name of a key. The thing first, then the key.
    Item("1", "menu.balance", Place.BALANCE),
    # NOTE: Main menu, after the balance. To hear the hotline in another language.
    Item("9", "menu.language", Place.LANGUAGE),
    # NOTE: Main menu, last. To speak to a person.
    Item("0", "menu.agent", Place.AGENT),
)

AGENT_KEY = "0"
"""Reaches a person from every question; an entry of this key alone does, too."""


def offered(hotline: Hotline) -> tuple[Item, ...]:
    """List what the menu of *hotline* offers."""
    return tuple(item for item in MENU if item.is_offered(hotline))
