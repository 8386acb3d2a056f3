"""The voice of `<Say>` on phones of ours: an offline one, if it is installed."""

import sys

from ivr.phone.sound import LOCALES, Sound, said

SILENT = (
    "No offline voice is here for what Twilio's own would say: it is silent, and as "
    "long as it would be. Run: pip install 'saldo-ivr[voices]'\n"
)


class OfflineVoice:
    """Says what `<Say>` has; where no voice is installed, in silence, and says so once."""

    def __init__(self) -> None:
        self._has_told = False

    def __call__(self, text: str, language: str | None) -> Sound:
        """Give *text* in a *language* as Twilio names it (fr-BE)."""
        samples = _samples(text, LOCALES.get(language or "", ""))
        if samples is None and not self._has_told:
            self._has_told = True
            sys.stderr.write(SILENT)
        return said(text, language, samples)


def _samples(text: str, locale: str) -> bytes | None:
    try:
        # Not at the top: the engines, and what they count with, are an extra.
        from ivr.studio.aloud import aloud  # noqa: PLC0415
    except ImportError:
        return None
    return aloud(text, locale)
