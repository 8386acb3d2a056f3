"""A hotline to try things with: known secrets, an embedded database, demo accounts."""

import os

from ivr.accounts.demo import demo_accounts
from ivr.app import Rooms, opened_rooms, utc_now
from ivr.db import upgrade
from ivr.settings import DEVELOPMENT, Settings, read_settings


def development_settings(**values: str) -> Settings:
    """Read the settings; what is not set is taken from *values*, else DEVELOPMENT."""
    return read_settings(DEVELOPMENT | values | dict(os.environ))


def prepare(settings: Settings) -> None:
    """Make the database of *settings* ready, with the demo accounts in it."""
    with opened_rooms(settings) as rooms:
        upgrade(rooms.engine)
        _add_demo_accounts(rooms)


def _add_demo_accounts(rooms: Rooms) -> None:
    for account, pin in demo_accounts(utc_now().date()):
        rooms.accounts.write(account)
        rooms.pins.set(account.msisdn, pin)
