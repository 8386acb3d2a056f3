"""How a telephone number is cut into groups to be read digit by digit."""

from collections.abc import Sequence
from itertools import accumulate, pairwise

from ivr.domain.msisdn import groups_at_home
from ivr.speech.languages.language import checked_digits

SIZES = {5: (5,), 6: (3, 3), 7: (3, 4), 9: (3, 3, 3), 10: (3, 3, 4), 11: (3, 4, 4)}
"""How digits are cut that no country writes in groups; else into fours."""


def digit_groups(text: str, region: str) -> list[str]:
    """Cut *text* as a number of *region* is, in groups that an ear can keep."""
    groups = groups_at_home(checked_digits(text), region)
    return [part for group in groups for part in _short(group)]


def cut(text: str, sizes: Sequence[int]) -> list[str]:
    """Cut *text* into pieces of *sizes*, in their order."""
    cuts = accumulate(sizes, initial=0)
    return [text[start:end] for start, end in pairwise(cuts)]


def _short(text: str) -> list[str]:
    return cut(text, SIZES.get(len(text), [4] * -(-len(text) // 4)))
