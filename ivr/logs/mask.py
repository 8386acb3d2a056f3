"""What is taken out of lines that are not ours, and of paths: numbers and tokens."""

import re

MASK = "…"

UNREADABLE = re.compile(
    r"""
    (?<=/speech/)[^\s./"']+         # the token of a link
    | [\w-]{32,}                    # as long as an auth token: a word for machines
    | \+?[0-9](?:[ -]?[0-9]){3,}    # as long as a PIN, with what stands between digits
    """,
    re.VERBOSE,
)


def masked(text: str) -> str:
    """Give *text* without the numbers and tokens in it."""
    return UNREADABLE.sub(MASK, text)
