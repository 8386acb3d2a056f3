"""The silence that belongs to a word: a mouth that closes and has not opened yet.

Trimming cannot tell it from a pause, so it is given back: without it ニジュッ before
セント loses a beat, and 백 before 사 its last consonant.
"""

import unicodedata

LONG_CLOSURE_MS = 90
SHORT_CLOSURE_MS = 40

FINAL_STOPS = "\u11a8\u11ae\u11b8"  # the final ㄱ ㄷ ㅂ of a syllable taken apart


def closure_ms(script: str) -> int:
    """Tell how much silence the end of *script*, as it is fed, keeps."""
    letters = [c for c in script if unicodedata.category(c)[0] == "L"]
    if not letters:
        return 0
    last = unicodedata.normalize("NFD", letters[-1])[-1]
    if last in "ッっ":
        return LONG_CLOSURE_MS
    return SHORT_CLOSURE_MS if last in FINAL_STOPS else 0
