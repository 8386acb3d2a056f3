"""What is taken out of lines that are not ours, and of paths: numbers and tokens.

What could end a line, or steer a terminal, goes with them.
"""

import re

MASK = "…"

UNREADABLE = re.compile(
    r"""
    (?<=/speech/)[^\s./"']+         # the token of a link
    | [\w-]{32,}                    # as long as an auth token: a word for machines
    | \+?\d(?:[ -]?\d){3,}          # as long as a PIN, with what stands between digits
    | [\0-\x1f\x7f-\x9f\u2028\u2029]+ # what is no letter: the end of a line, an escape
    """,
    re.VERBOSE,
)


def masked(text: str) -> str:
    """Give *text* without the numbers and tokens in it."""
    return UNREADABLE.sub(MASK, text)
