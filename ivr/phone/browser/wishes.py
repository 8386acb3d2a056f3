"""What a page asks for, read from its JSON and its queries."""

import re
from collections.abc import Mapping

from ivr.phone.browser.call import Order
from ivr.phone.captions import KEYS
from ivr.phone.exchange import ANONYMOUS, NUMBER

MOST_KEYS = 32
COUNT = re.compile("[0-9]{1,9}")
LANGUAGE = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")


class BadWishError(ValueError):
    """The page asks for something that cannot be; the message tells what."""


Wish = Mapping[str, object]


def read_wish(json: object) -> Wish:
    """Read *json*, which has to be an object."""
    if not isinstance(json, dict):
        raise BadWishError("The body is to be a JSON object.")
    return json


def read_order(wish: Wish) -> Order:
    """Read what is to be dialled."""
    caller = _text(wish, "caller")
    if caller != ANONYMOUS and not NUMBER.fullmatch(caller):
        raise BadWishError(f"caller is to be a number, +32470123456, or {ANONYMOUS}.")
    hotline = _text(wish, "hotline")
    if not NUMBER.fullmatch(hotline):
        raise BadWishError("hotline is to be a number, as +3278120001.")
    language = read_language(wish) if "language" in wish else ""
    is_slow, is_silent = _flag(wish, "slow_line"), _flag(wish, "silent")
    return Order(hotline, caller, is_slow, is_silent, language)


def read_language(wish: Wish) -> str:
    """Read the language of whoever reads along."""
    language = _text(wish, "language")
    if not LANGUAGE.fullmatch(language):
        raise BadWishError("language is to be a language tag, as fr or fr-BE.")
    return language


def read_keys(wish: Wish) -> str:
    """Read the keys that were pressed."""
    keys = _text(wish, "keys")
    if not 0 < len(keys) <= MOST_KEYS or not set(keys) <= set(KEYS):
        raise BadWishError(f"keys are 1 to {MOST_KEYS} of 0 to 9, * and #.")
    return keys


def read_sound(wish: Wish) -> int:
    """Read the number of a sound."""
    sound = wish.get("sound")
    if type(sound) is not int:
        raise BadWishError("sound is to be a number.")
    return sound


def read_after(query: Mapping[str, str]) -> int:
    """Read the number of the last item of news that the page has, 0 if it has none."""
    after = query.get("after", "0")
    if not COUNT.fullmatch(after):
        raise BadWishError("after is to be a whole number, 0 or more.")
    return int(after)


def _text(wish: Wish, name: str) -> str:
    text = wish.get(name)
    if not isinstance(text, str):
        raise BadWishError(f"{name} is to be a text.")
    return text


def _flag(wish: Wish, name: str) -> bool:
    flag = wish.get(name, False)
    if not isinstance(flag, bool):
        raise BadWishError(f"{name} is to be true or false.")
    return flag
