"""A hotline to try things with: known secrets, an embedded database, demo accounts."""

import os
from dataclasses import replace
from types import MappingProxyType

from ivr.accounts.demo import demo_accounts
from ivr.app import Rooms, opened_rooms, utc_now
from ivr.calls.origin import has_tables
from ivr.db import require_newest, upgrade
from ivr.domain.hotline import Limits
from ivr.domain.secret import Secret
from ivr.settings import DEVELOPMENT, ConfigError, Settings, read_settings

DEMO_LIMITS = Limits(
    calls_per_number_and_hour=100_000, calls_per_number_at_once=100_000
)
"""A demo is called by one telephone all day long."""

DEMO_KEY = Secret(DEVELOPMENT["IVR_SECRET_KEY"])

DEMO_TOKEN = Secret(DEVELOPMENT["TWILIO_AUTH_TOKEN"])

KNOWN_TO_ALL = (
    "TWILIO_AUTH_TOKEN is not set, or is the development value, while IVR_SECRET_KEY or "
    "IVR_PIN_PEPPER are your own: whoever knows that token, which is everybody, could "
    "sign webhooks. Set Twilio's token; for the demo, unset the other two"
)
NO_KEY = (
    "IVR_SECRET_KEY is not set, and this database is no demo's: set the one of the "
    "server, without which no number is found here"
)
ANOTHER_KEY = (
    "IVR_SECRET_KEY is another than that of this database: set the one of the server, "
    "without which no number is found here; if it was changed, start ivr serve with it"
)
NO_PEPPER = (
    "IVR_PIN_PEPPER is not set, and this database is no demo's: set the one of the "
    "server, without which no PIN fits"
)
NO_DEMO = (
    "This database is no demo's, and gets no demo accounts: set IVR_SECRET_KEY and "
    "IVR_PIN_PEPPER as they are for the server, or another IVR_DATABASE_URL for trials"
)


def development_settings(**defaults: str) -> Settings:
    """Read the settings; what is not set is taken from *defaults*, then DEVELOPMENT."""
    environ = DEVELOPMENT | defaults | set_in_environment()
    settings = read_settings(environ)
    if "IVR_CONFIG" in environ or not _has_demo_secrets(settings):
        return settings
    hotlines = {
        number: replace(hotline, limits=DEMO_LIMITS)
        for number, hotline in settings.hotlines.items()
    }
    return replace(settings, hotlines=MappingProxyType(hotlines))


def require_own_token(settings: Settings) -> None:
    """Fail, saying what to do, if secrets are an operator's own and the token is not.

    The demo keeps the token that everybody knows, so that `ivr call --url` finds it.
    """
    if not _has_demo_secrets(settings) and DEMO_TOKEN in settings.auth_tokens:
        raise ConfigError(KNOWN_TO_ALL)


def set_in_environment() -> dict[str, str]:
    """Give what is set in the environment: an empty variable is not."""
    return {name: value for name, value in os.environ.items() if value}


def prepare(settings: Settings) -> None:
    """Make the database of *settings* ready, with the demo accounts in it.

    Accounts whose PINs everybody knows have no place beside real ones: where the
    pepper is an operator's own, the database is only looked at, and one that is not a
    demo's is not touched.
    """
    with opened_rooms(settings) as rooms:
        if not _has_demo_pepper(settings):
            require_newest(rooms.engine)
            require_key(settings, rooms)
            return
        if has_tables(rooms.engine) and not rooms.pins.fit():
            raise ConfigError(NO_DEMO)
        upgrade(rooms.engine)
        if not _is_demo(rooms):
            raise ConfigError(NO_DEMO)
        rooms.origin.mark(utc_now())
        _add_demo_accounts(rooms)


def require_key(settings: Settings, rooms: Rooms, *, ever: bool = False) -> None:
    """Fail, saying which variable to set, if *rooms* are used with another key.

    Numbers would not be found in them. With *ever*, a key of before is good as well.
    """
    fits = rooms.origin.had_our_key() if ever else rooms.origin.has_our_key()
    if fits is None:
        # Nobody has served with it yet: what is in it must do.
        is_demo = _has_demo_secrets(settings)
        fits = rooms.privacy.finds() and (not is_demo or rooms.pins.fit())
    if not fits:
        raise ConfigError(
            NO_KEY if settings.secret_key == DEMO_KEY else ANOTHER_KEY,
        )


def require_pepper(settings: Settings, rooms: Rooms) -> None:
    """Fail, saying which variable to set, if the demo's pepper would make a real PIN.

    In a new database it makes a PIN for trials, which are all it is good for then.
    """
    if not _has_demo_pepper(settings):
        return
    is_ours = rooms.origin.is_ours()
    if is_ours is None and rooms.origin.is_empty():
        rooms.origin.mark(utc_now())
        return
    if is_ours is None:
        is_ours = rooms.origin.has_pins()
    if not is_ours:
        raise ConfigError(NO_PEPPER)


def _has_demo_secrets(settings: Settings) -> bool:
    return settings.secret_key == DEMO_KEY and _has_demo_pepper(settings)


def _has_demo_pepper(settings: Settings) -> bool:
    return Secret(DEVELOPMENT["IVR_PIN_PEPPER"]) in settings.pin_peppers


def _is_demo(rooms: Rooms) -> bool:
    """Tell whether a database is that of a demo, or a new one.

    Those made before we marked them have PINs of the demo's pepper.
    """
    is_ours = rooms.origin.is_ours()
    if is_ours is not None:
        return is_ours
    if rooms.origin.is_empty():
        return True
    has_demo = rooms.accounts.read(demo_accounts(utc_now())[0].account.msisdn)
    return has_demo is not None and rooms.pins.fit() and rooms.privacy.finds()


def _add_demo_accounts(rooms: Rooms) -> None:
    for demo in demo_accounts(utc_now()):
        msisdn = demo.account.msisdn
        rooms.accounts.write(demo.account)
        rooms.accounts.write_history(msisdn, demo.top_ups, demo.charges)
        rooms.pins.set(msisdn, demo.pin)
