"""What is looked for after a call: whatever is secret, or somebody's, in all its forms."""

import re
from contextlib import suppress
from functools import cache

import phonenumbers
from fakes.evidence import Wanted

from ivr.speech.currencies import UnknownCurrencyError
from ivr.speech.fragment import written
from ivr.speech.languages import language_of, languages
from ivr.speech.languages.language import UnspeakableError

SHORTEST_FIGURE = 4
SHORTEST_NAME = 10
"""Shorter ones are in words that mean something else."""
LONGEST_PIN = 8
STRANGERS = "+32470999999"


def secrets(settings):
    known = settings.secret_key, *settings.pin_peppers, *settings.auth_tokens
    return {Wanted("key", one.reveal()) for one in known}


def typed(keys):
    """Give what was keyed in and is more than a choice: PINs, and numbers."""
    for word in re.findall("[0-9]{4,}", keys):
        if len(word) <= LONGEST_PIN:
            yield Wanted("PIN", word)
        else:
            yield Wanted("number", word.lstrip("0"))


def number(msisdn):
    """Give what all ways to write a number have in common; a stranger's is nowhere."""
    parsed = phonenumbers.parse(msisdn)
    kind = "strange number" if msisdn == STRANGERS else "number"
    return Wanted(kind, phonenumbers.national_significant_number(parsed))


@cache
def figures(money):
    """Give *money* as it is written, and in the words of every language."""
    found = {Wanted("words", words) for words in spoken(money)}
    major = f"{money.minor_units / 100:.2f}"
    forms = {str(money.minor_units), major, major.replace(".", ",")}
    if money.minor_units:
        found |= {Wanted("amount", it) for it in forms if len(it) >= SHORTEST_FIGURE}
    return found


def spoken(money):
    """Give the words of *money*, and the names of the recordings that say them."""
    for locale in languages():
        with suppress(UnspeakableError, UnknownCurrencyError):
            fragments = language_of(locale).speak(money)
            yield written(fragments)
            yield from (it.name for it in fragments if len(it.name) >= SHORTEST_NAME)


def links(urls):
    return re.findall(r"/speech/([^./]+)", "\n".join(urls))
