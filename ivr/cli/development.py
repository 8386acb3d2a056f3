"""A hotline to try things with: known secrets, an embedded database, demo accounts."""

import os
from dataclasses import replace
from types import MappingProxyType

from ivr.accounts.demo import demo_accounts
from ivr.app import Rooms, opened_rooms, utc_now
from ivr.db import require_newest, upgrade
from ivr.domain.hotline import Limits
from ivr.domain.secret import Secret
from ivr.settings import DEVELOPMENT, Settings, read_settings

DEMO_LIMITS = Limits(
    calls_per_number_and_hour=100_000, calls_per_number_at_once=100_000
)
"""A demo is called by one telephone all day long."""


def development_settings(**defaults: str) -> Settings:
    """Read the settings; what is not set is taken from *defaults*, then DEVELOPMENT."""
    environ = DEVELOPMENT | defaults | set_in_environment()
    settings = read_settings(environ)
    if "IVR_CONFIG" in environ:
        return settings
    hotlines = {
        number: replace(hotline, limits=DEMO_LIMITS)
        for number, hotline in settings.hotlines.items()
    }
    return replace(settings, hotlines=MappingProxyType(hotlines))


def set_in_environment() -> dict[str, str]:
    """Give what is set in the environment: an empty variable is not."""
    return {name: value for name, value in os.environ.items() if value}


def prepare(settings: Settings) -> None:
    """Make the database of *settings* ready, with the demo accounts in it.

    Accounts whose PINs everybody knows have no place beside real ones: where the
    pepper is an operator's own, the database is only looked at.
    """
    with opened_rooms(settings) as rooms:
        if Secret(DEVELOPMENT["IVR_PIN_PEPPER"]) not in settings.pin_peppers:
            require_newest(rooms.engine)
            return
        upgrade(rooms.engine)
        _add_demo_accounts(rooms)


def _add_demo_accounts(rooms: Rooms) -> None:
    for demo in demo_accounts(utc_now()):
        msisdn = demo.account.msisdn
        rooms.accounts.write(demo.account)
        rooms.accounts.write_history(msisdn, demo.top_ups, demo.charges)
        rooms.pins.set(msisdn, demo.pin)
