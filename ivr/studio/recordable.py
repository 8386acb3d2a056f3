"""What is to be recorded, and under which name."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from ivr.speech.fragment import Fragment


@dataclass(frozen=True, slots=True)
class Recordable:
    """A *fragment* and its *carrier*: the words to read it in, itself in [brackets].

    *sentence* is the entry of the catalogues that the carrier is made of, "" where a
    value stands alone. *is_frame* tells the words of a sentence from those of a value.
    """

    fragment: Fragment
    carrier: str = ""
    sentence: str = ""
    is_frame: bool = False


class NameClashError(ValueError):
    """Two fragments of one *name* say different things."""

    def __init__(self, name: str, one: Fragment, other: Fragment) -> None:
        super().__init__(f"{name}: {one.spoken!r} is not {other.spoken!r}")


def by_name(recordables: Iterable[Recordable]) -> dict[str, Recordable]:
    """Give the recordings to make of *recordables*, by name, in order of name.

    Of fragments that differ in punctuation and case only, the one with the most
    punctuation is recorded: it says where the voice may fall.
    """
    richest: dict[str, Recordable] = {}
    for recordable in recordables:
        name = recordable.fragment.name
        known = richest.setdefault(name, recordable)
        if _bare(known.fragment.spoken) != _bare(recordable.fragment.spoken):
            raise NameClashError(name, known.fragment, recordable.fragment)
        richest[name] = max(known, recordable, key=_richness)
    return {name: richest[name] for name in sorted(richest)}


def _bare(text: str) -> str:
    folded = unicodedata.normalize("NFC", text).lower()
    return "".join(c for c in folded if unicodedata.category(c)[0] not in "PZC")


def _richness(recordable: Recordable) -> tuple[int, str, str]:
    fragment = recordable.fragment
    marks = sum(unicodedata.category(c)[0] == "P" for c in fragment.spoken)
    return marks, fragment.words, fragment.reading
