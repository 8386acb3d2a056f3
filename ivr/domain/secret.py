"""Text that nothing shows by accident: a PIN, keys that may be one, a token, a key."""


class Secret:
    """Holds *text*: whatever prints, formats or logs it prints dots.

    `reveal` is the one way to it; look for that word to see where secrets are used.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Give the text itself, where it is used and not a step before."""
        return self._text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __repr__(self) -> str:
        return "•••"
