"""A piece of speech that is recorded in one breath."""

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

LONGEST_NAME_BYTES = 120
FINAL_TAKE = "~~final"


@dataclass(frozen=True, slots=True)
class Fragment:
    """Some *words*, as written; *reading* is how they sound, where that differs.

    *pause_ms* is the silence before the fragment; *attached* says that it is written
    onto the words before it, without a space. A *final* take is one of its own: the
    voice falls, because the sentence ends with a value.
    """

    words: str
    reading: str = ""
    pause_ms: int = 0
    attached: bool = False
    final: bool = False

    @property
    def name(self) -> str:
        """Name the recording by the words it says, and by the reading if it has one.

        Punctuation and case do not count, so that a changed comma orphans nothing.
        """
        parts = [_plain(self.words), _plain(self.reading)]
        name = "~".join(part for part in parts if part)
        if self.final:
            name += FINAL_TAKE
        if len(name.encode()) <= LONGEST_NAME_BYTES:
            return name
        digest = hashlib.sha256(name.encode()).hexdigest()[:8]
        kept = name.encode()[: LONGEST_NAME_BYTES - 9].decode(errors="ignore")
        return f"{kept}-{digest}"

    @property
    def spoken(self) -> str:
        """Give what a voice is to say: the reading, else the words."""
        return self.reading or self.words

    def after(self, pause_ms: int) -> "Fragment":
        """Give the fragment with *pause_ms* of silence before it."""
        return replace(self, pause_ms=pause_ms)


def written(fragments: Iterable[Fragment]) -> str:
    """Write *fragments* as their language does."""
    text = ""
    for fragment in fragments:
        space = "" if fragment.attached or not text else " "
        text += space + fragment.words
    return text


def attached(fragments: Iterable[Fragment]) -> list[Fragment]:
    """Write *fragments* without spaces."""
    # The check of the prompts asks this a million times, mostly of what is attached.
    return [
        fragment
        if fragment.attached == (position > 0)
        else replace(fragment, attached=position > 0)
        for position, fragment in enumerate(fragments)
    ]


def _plain(words: str) -> str:
    letters = (
        char if unicodedata.category(char)[0] in "LMN" else "-"
        for char in unicodedata.normalize("NFC", words).lower()
    )
    return "-".join(filter(None, "".join(letters).split("-")))
