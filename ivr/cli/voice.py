"""The voice of `<Say>` on phones of ours: an offline one, if it is installed."""

import sys
import threading
from collections.abc import Callable
from functools import lru_cache

from ivr.phone.sound import LOCALES, Sound, said

SILENT = (
    "No offline voice is here for what Twilio's own would say: it is silent, and as "
    "long as it would be. Run: pip install 'saldo-ivr[voices]'"
)

SENTENCES_KEPT = 100
"""A menu is heard again and again; a sentence is some fifty thousand bytes."""


def _to_stderr(hint: str) -> None:
    sys.stderr.write(f"{hint}\n")


class OfflineVoice:
    """Says what `<Say>` has, in silence where no voice is; *tell* is told so once.

    Calls may share it. What is new takes up to a quarter of its length to make.
    """

    def __init__(self, tell: Callable[[str], object] = _to_stderr) -> None:
        self._tell = tell
        self._has_told = False
        self._lock = threading.Lock()
        self._samples = lru_cache(SENTENCES_KEPT)(self._one_by_one)

    def __call__(self, text: str, language: str | None) -> Sound:
        """Give *text* in a *language* as Twilio names it (fr-BE)."""
        samples = self._samples(text, LOCALES.get(language or "", ""))
        if samples is None and not self._has_told:
            self._has_told = True
            self._tell(SILENT)
        return said(text, language, samples)

    def _one_by_one(self, text: str, locale: str) -> bytes | None:
        with self._lock:  # Open JTalk cannot say two things at once
            return _samples(text, locale)


def _samples(text: str, locale: str) -> bytes | None:
    try:
        # Not at the top: the engines, and what they count with, are an extra.
        from ivr.studio.aloud import aloud  # noqa: PLC0415
    except ImportError:
        return None
    return aloud(text, locale)
