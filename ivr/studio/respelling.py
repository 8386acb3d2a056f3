"""Respelling for eSpeak NG: what it reads wrongly, written so that it reads it well.

These are faults of the engine, not of the language: a catalogue keeps its spelling
and a voice artist reads it as it stands.
"""

import re

from ivr.studio.hangul import pronounced

# Netherlands Dutch reads the y of byte as a Dutch vowel.
DUTCH = {
    "gigabytes?": "gigabait",
    "megabytes?": "megabait",
    "kilobytes?": "kilobait",
    "pence": "pens",
}

# Some are read in English, some letter by letter; cent has no liaison of its own.
FRENCH = {
    "wons?": "ouonne",
    "pence": "pènss",
    "penny": "pèni",
    "sennt": "sèntt",
    "gigabytes?": "gigabaillte",
    "mégabytes?": "mégabaillte",
    "kilobytes?": "kilobaillte",
    "pin": "pinne",
    "sim": "sime",
    "cent(?= euros?)": "cente",
}

ENGLISH = {"sim": "simm"}


def dutch(text: str) -> str:
    """Respell Dutch *text*."""
    return _respelled(text, DUTCH)


def french(text: str) -> str:
    """Respell French *text*."""
    return _respelled(text, FRENCH)


def english(text: str) -> str:
    """Respell English *text*."""
    return _respelled(text, ENGLISH)


def korean(text: str) -> str:
    """Respell Korean *text* as it is pronounced: eSpeak links but never assimilates."""
    return pronounced(text)


def mandarin(text: str) -> str:
    """Leave Mandarin *text* as it is: hanzi are read well."""
    return text


def _respelled(text: str, words: dict[str, str]) -> str:
    for word, respelled in words.items():
        text = re.sub(rf"\b{word}\b", respelled, text, flags=re.IGNORECASE)
    return text
