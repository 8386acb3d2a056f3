"""The database: `ivr db`."""

import click

from ivr.app import opened_rooms
from ivr.cli.development import development_settings
from ivr.db import upgrade


@click.group()
def db() -> None:
    """Look after the database."""


@db.command("upgrade")
def upgrade_command() -> None:
    """Bring the database to the newest schema."""
    with opened_rooms(development_settings()) as rooms:
        upgrade(rooms.engine)
    click.echo("The database is up to date.")
