"""The database: `ivr db`."""

import click

from ivr.app import rooms_of
from ivr.cli.development import development_settings
from ivr.db import upgrade


@click.group()
def db() -> None:
    """Look after the database."""


@db.command("upgrade")
def upgrade_command() -> None:
    """Bring the database to the newest schema."""
    upgrade(rooms_of(development_settings()).engine)
    click.echo("The database is up to date.")
