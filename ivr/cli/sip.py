"""Takes calls from SIP telephones: `ivr sip`."""

import asyncio
import gc
import os
import sys
import threading
from dataclasses import replace

import click
import httpx

from ivr import logs
from ivr.cli.address import PORT, hotline_url
from ivr.cli.development import development_settings, prepare
from ivr.cli.line import line_to
from ivr.cli.voice import OfflineVoice
from ivr.phone.exchange import Exchange
from ivr.settings import Settings

log = logs.log_of(__name__)

REQUESTS_AT_ONCE = 4
"""To a hotline in this process, as `ivr run` takes them: more only wait for each other,
and all the sound with them."""

TURN_S = 0.0005
"""How long the sound of all calls waits, at most, for one thread that is busy."""

MISSING = "SIP needs aiosipua and aiortp. Run: pip install 'saldo-ivr[sip]'"


@click.command()
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Where calls come in; elsewhere than on this machine they need a password.",
)
@click.option("--port", default=5060, show_default=True, type=PORT)
@click.option(
    "--hotline",
    help="The number that is called by whoever dials none; else the first hotline.",
)
@click.option(
    "--calls",
    default=20,
    show_default=True,
    type=click.IntRange(1),
    help="How many at once.",
)
@click.option(
    "--url",
    callback=hotline_url,
    help="Call the hotline that runs there, not one of our own.",
)
def sip(host: str, port: int, hotline: str | None, calls: int, url: str | None) -> None:
    """Take calls from SIP telephones, for the real, signed webhooks.

    Dial sip:+3278120001@127.0.0.1. The number that calls is the user of your
    telephone's address; one that is no number is shown as none. IVR_SIP_USER and
    IVR_SIP_PASSWORD are asked for if they are set.
    """
    logs.set_up(sys.stderr, logs.INFO, as_json=not sys.stderr.isatty())
    settings = development_settings()
    if url:
        settings = replace(settings, public_url=url)
    elif hotline and hotline not in settings.hotlines:
        numbers = ", ".join(settings.hotlines)
        raise click.UsageError(
            f"There is no hotline {hotline}: choose one of {numbers}."
        )
    else:
        prepare(settings)
    dialled = hotline or next(iter(settings.hotlines))
    _take_calls(settings, host, port, dialled, calls, url)


def _take_calls(  # noqa: PLR0913, PLR0917 - the options of one command
    settings: Settings,
    host: str,
    port: int,
    hotline: str,
    calls: int,
    url: str | None,
) -> None:
    try:
        # Not at the top: the packages are an extra.
        from ivr.phone.sip import service  # noqa: PLC0415
        from ivr.phone.sip.authentication import Digest  # noqa: PLC0415
        from ivr.phone.sip.endpoint import Terms  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise click.ClickException(MISSING) from error
    try:
        address = service.address_of(host, port)
        account = service.account_for(address[0], os.environ)
        terms = Terms(
            hotline=hotline,
            calls_at_once=calls,
            digest=Digest(account) if account else None,
            voice=OfflineVoice(log.warning),
        )
        with line_to(url, settings, _FewAtOnce) as client:
            exchange = Exchange(
                client,
                settings.public_url,
                settings.account_sid,
                settings.auth_tokens[0],
            )
            ready = _Ready(host, terms.hotline)
            _favour_the_clock()
            asyncio.run(service.serve(address, exchange, terms, ready))
    except service.EndpointError as error:
        raise click.ClickException(str(error)) from error


def _favour_the_clock() -> None:
    """Keep busy threads, and collections of what stays for ever, from the sound."""
    sys.setswitchinterval(TURN_S)
    gc.collect()
    gc.freeze()


class _FewAtOnce(httpx.BaseTransport):
    """A *way* to a hotline, for some requests at a time."""

    def __init__(self, way: httpx.WSGITransport) -> None:
        self._way = way
        self._places = threading.BoundedSemaphore(REQUESTS_AT_ONCE)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        with self._places:
            return self._way.handle_request(request)


class _Ready:
    """Says where calls come in."""

    def __init__(self, host: str, hotline: str) -> None:
        self._host, self._hotline = host, hotline

    def __call__(self, port: int) -> None:
        click.echo(f"ready: sip:{self._hotline}@{self._host}:{port}")
