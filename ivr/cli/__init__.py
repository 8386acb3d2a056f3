"""The `ivr` command."""

import sys

import click

from ivr.cli import (
    accounts,
    accounts_import,
    calling,
    database,
    fallback,
    menu,
    privacy,
    prompts,
    saying,
    serving,
    sip,
)
from ivr.db import DatabaseError
from ivr.settings import ConfigError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="saldo-ivr")
def ivr() -> None:
    """Saldo: the hotline that tells prepaid callers what is left on their card."""


for command in (
    serving.run,
    serving.serve,
    calling.call,
    sip.sip,
    saying.say,
    prompts.prompts,
    accounts.accounts,
    privacy.privacy,
    database.db,
    menu.menu,
    fallback.fallback,
):
    ivr.add_command(command)
accounts.accounts.add_command(accounts_import.import_command)


def main() -> None:
    """Run the command; what an operator can mend is said in one line."""
    try:
        ivr()
    except (ConfigError, DatabaseError) as error:
        click.echo(f"ivr: {error}", err=True)
        sys.exit(2)
