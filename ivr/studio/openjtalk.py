"""Open JTalk with the voice Mei: the voice of Japanese."""

import contextlib
import io
import re
import unicodedata
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np

from ivr.speech.fragment import Fragment
from ivr.studio.faults import SilentVoiceError, VoicesNotInstalledError
from ivr.studio.intonation import falling
from ivr.studio.sound import Sound

# What it reads otherwise than people do: SIM letter by letter; a long rest after はい,
# where people hardly breathe; 方 is a direction to it, where it is somebody here.
MISREAD = {"SIM": "シム", "はい、": "はい", "ほかの方": "ほかのかた"}
KANJI_DIGITS = str.maketrans("〇一二三四五六七八九", "0123456789")
LENGTHENED = (
    (re.compile("(?<=[ウクスツヌフムユルグズブプュ])ウ"), "ー"),
    (re.compile("(?<=[オコソトノホモヨロゴゾドボポョ])ウ"), "ー"),
    (re.compile("(?<=[エケセテネヘメレゲゼデベペェ])イ"), "ー"),
)


@dataclass(frozen=True, slots=True)
class OpenJTalk:
    """Mei at *speed*, where 1 is her own."""

    speed: float

    @property
    def engine(self) -> str:
        """Name the engine and all that shapes its sound."""
        return f"Open JTalk Mei, speed {self.speed}"

    @property
    def credit(self) -> str:
        """Name whom the sound is owed to, and on which terms."""
        return (
            'Spoken by Open JTalk with the HTS voice "Mei", made by the MMDAgent\n'
            "Project Team, Nagoya Institute of Technology (http://www.mmdagent.jp/),\n"
            "under CC BY 3.0 (https://creativecommons.org/licenses/by/3.0/).\n"
            "The recordings are shortened, filtered and levelled.\n"
        )

    def script(self, fragment: Fragment) -> str:
        """Write *fragment* so that it is read as it should be.

        Open JTalk knows the accent of kanji (ロッピャク is high to its end), not of
        katakana: the words are fed as written where it reads them rightly, else with
        their numbers in digits, else the reading is.
        """
        text = self._fed(fragment)
        return falling(text, "。") if fragment.final else text

    def _fed(self, fragment: Fragment) -> str:
        wanted = fragment.reading
        if not wanted:
            return _respelled(fragment.words)
        for text in (fragment.words, fragment.words.translate(KANJI_DIGITS)):
            if _as_heard(self.reading(text)) == _as_heard(wanted):
                return text
        return wanted

    def reading(self, text: str) -> str:
        """Tell how *text* is read, in katakana."""
        return str(_engine().g2p(text, kana=True))

    def speak(self, text: str) -> Sound:
        """Say *text*, the same every time."""
        samples, rate_hz = _engine().tts(text, speed=self.speed)
        if not np.any(samples):
            raise SilentVoiceError(self.engine, text)
        # The engine thinks in 16 bits but does not keep to them.
        full_scale = max(32768.0, float(np.abs(samples).max()))
        return Sound((samples / full_scale).astype(np.float32), rate_hz)


def _engine() -> Any:
    try:
        # At its first import it prints what else could be installed.
        with contextlib.redirect_stdout(io.StringIO()):
            return import_module("pyopenjtalk")
    except ModuleNotFoundError as missing:
        raise VoicesNotInstalledError("Open JTalk") from missing


def _respelled(words: str) -> str:
    for written, spoken in MISREAD.items():
        words = words.replace(written, spoken)
    return words


def _as_heard(reading: str) -> str:
    letters = (c for c in reading if unicodedata.category(c)[0] == "L")
    heard = "".join(letters).replace("ヲ", "オ")
    for written, long in LENGTHENED:
        heard = written.sub(long, heard)
    return heard
