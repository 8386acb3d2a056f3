"""The recording script: what a voice artist reads, line by line."""

import csv
import io
import re
from collections.abc import Mapping

from ivr.studio.intonation import take_of
from ivr.studio.recordable import Recordable

COLUMNS = ("id", "text", "reading", "carrier", "take")


def script(wanted: Mapping[str, Recordable]) -> str:
    """Write *wanted*, by name, as CSV: sentences first, then the pieces of values."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(COLUMNS)
    for name, one in sorted(wanted.items(), key=_order):
        fragment = one.fragment
        take = take_of(fragment)
        lines.writerow([name, fragment.words, fragment.reading, one.carrier, take])
    return text.getvalue()


def _order(named: tuple[str, Recordable]) -> tuple[bool, str, int, str]:
    """Keep the words of one sentence together, and short values before long ones."""
    name, one = named
    if one.is_frame:
        return False, one.sentence, 0, name
    return True, "", len(re.findall(r"\w+", one.fragment.words)), name
