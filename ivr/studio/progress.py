"""How long work tells that it goes on."""

from collections.abc import Callable, Iterable, Sequence

Progress = Callable[[Sequence[str]], Iterable[str]]
"""Gives the names that it is given, one by one, and shows how many are left."""


def silently(names: Sequence[str]) -> Iterable[str]:
    """Show nothing."""
    return names
