"""How a voice ends: it falls with a sentence, and stays up where more follows."""

import re

from ivr.speech.fragment import Fragment

MEDIAL = "medial"
FINAL = "final"

STOP = re.compile(r"[.!?。！？…]\W*$")
# The stop of an abbreviation (a.m.) ends no sentence.
SENTENCE_END = re.compile(r"(?<!\.\w)" + STOP.pattern)
TRAILING = re.compile(r"[\s,;:，、；：]+$")


def take_of(fragment: Fragment) -> str:
    """Tell which take of *fragment* is recorded: medial, or final where it falls."""
    falls = fragment.final or ends_sentence(fragment.words)
    return FINAL if falls else MEDIAL


def ends_sentence(text: str) -> bool:
    """Tell whether *text* is written as the end of a sentence."""
    return bool(SENTENCE_END.search(text))


def falling(text: str, stop: str) -> str:
    """Write *text* as the end of a sentence, with *stop* if it has no stop yet."""
    return text if STOP.search(text) else without_comma(text) + stop


def without_comma(text: str) -> str:
    """Take the commas and colons off the end of *text*."""
    return TRAILING.sub("", text)
