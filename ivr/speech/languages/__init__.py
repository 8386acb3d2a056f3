"""The languages, found by their files: a module here with a `Language` is one."""

import importlib
import inspect
import pkgutil
from functools import cache

from ivr.speech.languages.language import Language


class UnknownLocaleError(ValueError):
    """The hotline does not speak this language."""

    def __init__(self, locale: str) -> None:
        super().__init__(
            f"No language {locale!r}: choose one of " + ", ".join(sorted(languages()))
        )


@cache
def languages() -> dict[str, Language]:
    """Give every language by its locale."""
    found: dict[str, Language] = {}
    for module_name in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{module_name.name}")
        for _, kind in inspect.getmembers(module, inspect.isclass):
            if issubclass(kind, Language) and not inspect.isabstract(kind):
                found[kind.locale] = kind()
    return found


def language_of(locale: str) -> Language:
    """Give the language of *locale*, which may be written with a hyphen."""
    spoken = languages().get(locale.replace("-", "_"))
    if spoken is None:
        raise UnknownLocaleError(locale)
    return spoken


def locale_of(tag: str) -> str:
    """Give the locale of a language *tag* as the web writes it: fr and fr-BE are fr_BE."""
    wanted = tag.replace("-", "_").lower()
    for locale in languages():
        if wanted in {locale.lower(), locale.partition("_")[0]}:
            return locale
    raise UnknownLocaleError(tag)
