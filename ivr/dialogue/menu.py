"""The menus: the lists that callers hear, in the order they hear them.

Key 3 of the main menu is kept free for topping up.
"""

from dataclasses import dataclass

from ivr.dialogue.call import Call, Place
from ivr.domain.phrase import Key, Line, Phrase, say


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

    def is_offered(self, call: Call) -> bool:
        """Tell whether the hotline has it: no second language, no agent, no item."""
        match self.place:
            case Place.LANGUAGE:
                return len(call.hotline.languages) > 1
            case Place.AGENT:
                return call.hotline.agent is not None
            case Place.HOURS:
                return bool(call.hotline.agent and call.hotline.opening_hours)
            case Place.FAQS:
                return bool(call.hotline.faqs_in(call.locale))
            case _:
                return True


ENGLISH = "en"
"""What most people understand who do not understand the language of a call."""

AGENT_KEY = "0"
"""Reaches a person from every question; an entry of this key alone does, too."""

# NOTE: Main menu, last; or alone, where something cannot be looked up. To speak to a
# person.
AGENT = Item(AGENT_KEY, "menu.agent", Place.AGENT)

MAIN = (
    # NOTE: Main menu. {key} becomes the name of a key. The thing first, then the key.
    Item("1", "menu.balance", Place.BALANCE),
    # NOTE: Main menu. What is left of data, call minutes and texts.
    Item("2", "menu.allowances", Place.ALLOWANCES),
    # NOTE: Main menu. What else there is: name the recent top-ups and charges; there are
    # also the plan and the opening hours. Short.
    Item("4", "menu.more", Place.MORE),
    # NOTE: Main menu of a call in English. To hear another language.
    Item("9", "menu.language", Place.LANGUAGE),
    AGENT,
)

MORE = (
    # NOTE: Second menu. The last three top-ups.
    Item("1", "more.top_ups", Place.TOP_UPS),
    # NOTE: Second menu. The last three charges: what was taken from the credit.
    Item("2", "more.charges", Place.CHARGES),
    # NOTE: Second menu. What the caller's plan holds.
    Item("3", "more.plan", Place.PLAN),
    # NOTE: Second menu. When people answer.
    Item("4", "more.hours", Place.HOURS),
    # NOTE: Second menu. Questions that are often asked, with their answers.
    Item("5", "more.faqs", Place.FAQS),
)


def line_of(item: Item, call: Call) -> Line:
    """Offer *item*; another language in words that its speakers understand."""
    others = [it for it in call.hotline.languages if it != call.locale]
    if item.place is not Place.LANGUAGE or call.locale == ENGLISH:
        return call.line(item.phrase)
    # NOTE: Main menu of a call in another language, to who understands yours: to hear the
    # hotline in your language, or in others.
    phrase = say("menu.languages", key=Key(item.key))
    return Line(phrase, ENGLISH if ENGLISH in others else others[0])


def offered(menu: tuple[Item, ...], call: Call) -> tuple[Item, ...]:
    """List what *menu* offers in *call*."""
    return tuple(item for item in menu if item.is_offered(call))


def chosen(menu: tuple[Item, ...], call: Call, key: str) -> Place | None:
    """Give where *key* leads from *menu*, if anywhere."""
    return next((item.place for item in offered(menu, call) if item.key == key), None)
