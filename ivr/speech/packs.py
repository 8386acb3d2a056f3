"""Where the words and the voices lie: in a wheel inside the package, else beside it."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def folder(name: str) -> Path:
    """Give the folder *name*: `locales` or `prompts`."""
    packed = PACKAGE / name
    return packed if packed.is_dir() else PACKAGE.parent / name
