"""What an operator sets, read once at the start and never changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from urllib.parse import urlsplit

from ivr.accounts.source import PATIENCE, Patience
from ivr.accounts.tmf654 import Terms
from ivr.domain.hotline import Hotline
from ivr.domain.secret import Secret
from ivr.settings.file import DEMO_FILE, read_file
from ivr.settings.hotlines import hotlines_of
from ivr.settings.mistakes import ConfigError
from ivr.settings.tables import File, SourceTable
from ivr.settings.tmf654 import terms_of
from ivr.settings.urls import is_private

DEVELOPMENT = {
    "IVR_PUBLIC_URL": "http://127.0.0.1:8000",
    "IVR_SECRET_KEY": "development secret known to everybody",
    "IVR_PIN_PEPPER": "development pepper known to everybody",
    "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
    "TWILIO_AUTH_TOKEN": "development token known to everybody",
}
"""What `ivr run` and `ivr call` fill in; `ivr serve` refuses these secrets."""

SHORTEST_KEY = 32
"""How many characters a key of our own has at least."""

FEWEST_DIFFERENT = 8
"""Of 32 random hexadecimal digits hardly ever fewer are different."""

SHORTEST_TOKEN = 16
"""Whoever guesses the token can sign any webhook."""

DEFAULT_DATABASE_URL = Secret("sqlite:///var/saldo.db")

__all__ = ["DEVELOPMENT", "ConfigError", "Settings", "read_settings", "require_safe"]


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set; *hotlines* by the number that callers dial."""

    hotlines: Mapping[str, Hotline]
    public_url: str
    account_sid: str
    secret_key: Secret
    pin_peppers: tuple[Secret, ...]
    auth_tokens: tuple[Secret, ...]
    database_url: Secret = DEFAULT_DATABASE_URL
    accounts: str = "sql"
    uses_recordings: bool = True
    patience: Patience = PATIENCE
    tmf654: Terms | None = None
    has_phone: bool = False


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Read the settings from *environ* and the file that `IVR_CONFIG` names."""
    voice = _choice(environ, "IVR_VOICE", "recordings", "say")
    phone = _choice(environ, "IVR_PHONE", "off", "on")
    file = read_file(Path(environ.get("IVR_CONFIG") or DEMO_FILE))
    url = environ.get("IVR_DATABASE_URL")
    return Settings(
        hotlines=hotlines_of(file),
        public_url=_public_url(_needed(environ, "IVR_PUBLIC_URL")),
        account_sid=_needed(environ, "TWILIO_ACCOUNT_SID"),
        secret_key=Secret(_needed(environ, "IVR_SECRET_KEY")),
        pin_peppers=tuple(map(Secret, _list(environ, "IVR_PIN_PEPPER"))),
        auth_tokens=tuple(map(Secret, _list(environ, "TWILIO_AUTH_TOKEN"))),
        database_url=Secret(url) if url else DEFAULT_DATABASE_URL,
        accounts=environ.get("IVR_ACCOUNTS") or "sql",
        uses_recordings=voice == "recordings",
        patience=_patience(file.source),
        tmf654=_tmf654(file, environ),
        has_phone=phone == "on",
    )


def _choice(environ: Mapping[str, str], name: str, usual: str, other: str) -> str:
    value = environ.get(name, usual)
    if value not in {usual, other}:
        raise ConfigError(f"{name} is {value!r}: choose {usual} or {other}")
    return value


def _tmf654(file: File, environ: Mapping[str, str]) -> Terms | None:
    if environ.get("IVR_ACCOUNTS") != "tmf654":
        return None
    return terms_of(file, environ, file.source.time_limit_seconds)


def _patience(table: SourceTable) -> Patience:
    return Patience(
        time_limit_s=table.time_limit_seconds,
        filler_after_s=table.filler_after_seconds,
        keeps_last_known=table.keep_last_known,
    )


def require_safe(environ: Mapping[str, str]) -> None:
    """Fail, saying what to do, where *environ* is not fit to serve real callers."""
    for name, known in DEVELOPMENT.items():
        # One of two tokens, while they are rotated, is enough to let everybody in.
        values = [value.strip() for value in _needed(environ, name).split(",")]
        if name != "IVR_PUBLIC_URL" and known in values:
            raise ConfigError(f"{name} is the development value: set one of your own")
    _require_strong("IVR_SECRET_KEY", [_needed(environ, "IVR_SECRET_KEY")])
    _require_strong("IVR_PIN_PEPPER", _list(environ, "IVR_PIN_PEPPER"))
    _require_different(environ)
    if min(map(len, _list(environ, "TWILIO_AUTH_TOKEN"))) < SHORTEST_TOKEN:
        raise ConfigError(
            f"TWILIO_AUTH_TOKEN has fewer than {SHORTEST_TOKEN} characters, and Twilio's "
            "have 32: copy it from Twilio's console"
        )
    _require_https(_needed(environ, "IVR_PUBLIC_URL"))


def _require_strong(name: str, keys: Sequence[str]) -> None:
    weakness = ""
    if min(map(len, keys)) < SHORTEST_KEY:
        weakness = f"fewer than {SHORTEST_KEY} characters"
    elif min(len(set(key)) for key in keys) < FEWEST_DIFFERENT:
        weakness = f"fewer than {FEWEST_DIFFERENT} different characters"
    if weakness:
        raise ConfigError(
            f"{name} has {weakness}: set what this prints, "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(32))'"
        )


def _require_different(environ: Mapping[str, str]) -> None:
    """Refuse one secret in two places: Twilio and whoever reads its console know one."""
    keys: dict[str, tuple[str, ...]] = {
        "IVR_SECRET_KEY": (_needed(environ, "IVR_SECRET_KEY"),),
        "IVR_PIN_PEPPER": _list(environ, "IVR_PIN_PEPPER"),
        "TWILIO_AUTH_TOKEN": _list(environ, "TWILIO_AUTH_TOKEN"),
    }
    for one, other in combinations(keys, 2):
        if not set(keys[one]).isdisjoint(keys[other]):
            raise ConfigError(
                f"{one} and {other} are the same: set two, so that who learns one has "
                "not both"
            )


def _require_https(url: str) -> None:
    parts = urlsplit(_public_url(url))
    if not is_private(parts):
        raise ConfigError(
            f"IVR_PUBLIC_URL is {url!r}: PINs and balances would travel readable; put a "
            "server that speaks TLS in front, and write https://"
        )


def _list(environ: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Read a secret, or some with commas between, while one is rotated."""
    values = [value.strip() for value in _needed(environ, name).strip(" ,").split(",")]
    if not all(values):
        raise ConfigError(f"{name} is one value, or some with a comma between")
    return tuple(values)


def _needed(environ: Mapping[str, str], name: str) -> str:
    value = environ.get(name, "").strip()
    if not value:
        raise ConfigError(f"{name} is not set: see the table of settings in README.md")
    return value


def _public_url(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise ConfigError(f"IVR_PUBLIC_URL is {url!r}: {error}") from error
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ConfigError(f"IVR_PUBLIC_URL is {url!r}: write it as https://host")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ConfigError(f"IVR_PUBLIC_URL is {url!r}: leave out what follows the host")
    return f"{parts.scheme}://{parts.netloc}"
