"""Mistakes in the file of hotlines, told by line and key."""

import re
from collections import Counter
from pathlib import Path

from pydantic import ValidationError

PART = r"""(?:[\w-]+|"[^"]*"|'[^']*')"""
DOTTED = rf"{PART}(?:\s*\.\s*{PART})*"
TABLE = re.compile(rf"\s*(\[\[?)\s*({DOTTED})\s*\]")
KEY = re.compile(rf"\s*({DOTTED})\s*=")


KEY_OF_A_TABLE = "[key]"
"""Pydantic's word, in a place, for the key itself."""
REASONS = {
    "missing": "it is missing",
    "extra_forbidden": "there is no such key",
    "string_type": "write it in quotes",
    "string_too_short": "write it in words",
    "string_too_long": "{max_length} letters at most",
    "literal_error": "write {expected}",
    "tuple_type": "write it as a list",
    "too_long": "{max_length} at most",
    "dict_type": "write it as a table",
    "model_type": "write it as a table",
}
"""What an operator is told for pydantic's types of error."""


class ConfigError(Exception):
    """A setting cannot be used; the message says which, where and why."""


def explained(error: ValidationError, path: Path, text: str) -> str:
    """Tell each mistake in *text*, the file at *path*, on a line of its own."""
    mistakes = []
    for mistake in error.errors():
        where = [part for part in mistake["loc"] if part != KEY_OF_A_TABLE]
        line = _line_of(where, text)
        ours = mistake["msg"].removeprefix("Value error, ")
        reason = REASONS.get(mistake["type"], ours)
        if reason is not ours:
            reason = reason.format(**mistake.get("ctx", {}))
        key = ".".join(
            str(part + 1 if isinstance(part, int) else part) for part in where
        )
        mistakes.append(f"{path}:{line}: {key}: {reason}")
    return "\n".join(mistakes)


def _line_of(where: list[int | str], text: str) -> int:
    """Find the line of the key at *where* (hotline, 0, time_zone), or of what holds it.

    tomllib keeps no positions, and one reading of the lines is all it takes.
    """
    place: list[int | str] = []
    found, depth = 1, 0
    seen: Counter[int | str] = Counter()
    for number, line in enumerate(text.split("\n"), 1):
        if table := TABLE.match(line):
            first, *rest = _parts(table[2])
            seen[first] += table[1] == "[["
            place = here = [first, *([seen[first] - 1] if seen[first] else []), *rest]
        elif key := KEY.match(line):
            here = [*place, *_parts(key[1])]
        else:
            continue
        if len(here) > depth and where[: len(here)] == here:
            found, depth = number, len(here)
    return found


def _parts(key: str) -> list[int | str]:
    parts = re.findall(PART, key)
    return [part[1:-1] if part[0] in "'\"" else part for part in parts]
