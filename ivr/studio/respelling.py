"""Respelling for eSpeak NG: what it reads wrongly, written so that it reads it well.

These are faults of the engine, not of the language: a catalogue keeps its spelling
and a voice artist reads it as it stands.
"""

import re

from ivr.studio.hangul import pronounced

# Netherlands Dutch reads the y of byte, and the e of e-sim, as Dutch vowels, and stresses
# some compounds on their second half.
DUTCH = {
    "e-sim": "ie-sim",
    "gigabytes?": "gigabait",
    "megabytes?": "megabait",
    "kilobytes?": "kilobait",
    "pence": "pens",
    "sms'en": "es-em-essen",
    "klantcode": "klant-kode",
    "herlaadcode": "herlaat-kode",
    "beltijd": "bel-tijd",
    "miljard": "mil-jard",
    "mirabel": "mieraabel",
}

# Some are read in English, some letter by letter; cent and vingt lack a liaison.
FRENCH = {
    "e-sim": "i-sime",
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
    "vingt(?= heures)": "vinte",
}

ENGLISH = {"sim": "simm", "esim": "e-simm", "pin": "pinn", "pins": "pinns"}

# 打的 is "take a taxi" to it, 中选 "be elected", and 为 before a pause "for".
MANDARIN = {
    "拨打的": "拨打得",
    "中选择": "钟选择",
    "余额为": "余额维",
    "以上为": "以上维",
}

ALONE = "(?<![零〇一二三四五六七八九十百千万点])"
ONE_BEFORE_OTHERS = re.compile(ALONE + "一(?=分钟|分|美|英|欧|韩)")
ONE_BEFORE_FOURTH = re.compile(ALONE + "一(?=便士|兆|日)")


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
    """Respell Mandarin *text*: hanzi are read well, but for the tone of a lone one.

    Before a unit 一 is yì, and yí before a fourth tone; the engine knows it of some.
    """
    for written, heard in MANDARIN.items():
        text = text.replace(written, heard)
    return ONE_BEFORE_FOURTH.sub("移", ONE_BEFORE_OTHERS.sub("意", text))


def _respelled(text: str, words: dict[str, str]) -> str:
    for word, respelled in words.items():
        text = re.sub(rf"\b{word}\b", respelled, text, flags=re.IGNORECASE)
    return text
