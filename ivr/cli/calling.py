"""Places a call: `ivr call`."""

import sys
from dataclasses import replace
from pathlib import Path

import click

from ivr import logs
from ivr.cli.address import hotline_url
from ivr.cli.development import development_settings, prepare
from ivr.cli.line import line_to
from ivr.cli.voice import OfflineVoice
from ivr.phone.exchange import ANONYMOUS, NUMBER, Exchange
from ivr.phone.pace import Pace
from ivr.phone.terminal import place_call


def _number(_context: click.Context, option: click.Parameter, value: str) -> str:
    """Give *value* if it is a number, or, of who calls, none that is shown."""
    is_withheld = option.name == "caller" and value.lower() == ANONYMOUS
    if not is_withheld and not NUMBER.fullmatch(value):
        raise click.BadParameter(f"{value!r} is no number such as +32470123456.")
    return value


@click.command()
@click.option(
    "--from",
    "caller",
    required=True,
    callback=_number,
    help="The number that calls, or: anonymous.",
)
@click.option(
    "--to", "dialled", required=True, callback=_number, help="The hotline's number."
)
@click.option(
    "--keys", help='What the caller answers: "1 314159"; - is silence. See below.'
)
@click.option(
    "--pace",
    type=click.Choice([pace.value for pace in Pace]),
    default=Pace.KNOWN.value,
    show_default=True,
    help="When the first key is pressed: after the whole question, after the sentence "
    "that names the key, or half a second into the question.",
)
@click.option(
    "--record",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write what was heard to this WAV file.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@click.option(
    "--url",
    callback=hotline_url,
    help="Call the hotline that runs there, not one of our own.",
)
def call(  # noqa: PLR0913, PLR0917 - the options of one command
    caller: str,
    dialled: str,
    keys: str | None,
    pace: str,
    record: Path | None,
    as_json: bool,  # noqa: FBT001 - click hands options over as they are
    url: str | None,
) -> None:
    """Place a call through the real, signed webhooks.

    Without --keys you are the caller. With --keys each word answers one question and
    the call runs in virtual time; "-" is silence. A number is ended with # as the
    caller is told; "123-" leaves it unended.
    """
    logs.set_up(sys.stderr, logs.ERROR, as_json=False)
    if record:
        _require_writable(record)
    settings = development_settings()
    if url:
        settings = replace(settings, public_url=url)
    else:
        prepare(settings)
    with line_to(url, settings) as client:
        exchange = Exchange(
            client, settings.public_url, settings.account_sid, settings.auth_tokens[0]
        )
        code = place_call(
            exchange,
            caller=caller,
            dialled=dialled,
            keys=keys,
            pace=pace,
            record=record,
            as_json=as_json,
            out=sys.stdout,
            voice=OfflineVoice(),
        )
    sys.exit(code)


def _require_writable(record: Path) -> None:
    """Refuse a *record* that cannot be written, before the call and not after it."""
    if not record.parent.is_dir():
        raise click.UsageError(f"There is no folder {record.parent} for the recording.")
    try:
        record.open("ab").close()
    except OSError as error:
        raise click.UsageError(f"The recording {record} cannot be written.") from error
