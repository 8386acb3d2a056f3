"""Starts the server: `ivr run` to try it, `ivr serve` for real callers."""

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import click
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from ivr import logs, metrics
from ivr.app import ROOMS, Rooms, create_app, opened_rooms, utc_now
from ivr.cli.address import PORT, authority, bare, from_here, is_own, require_free
from ivr.cli.development import development_settings, prepare, require_own_token
from ivr.cli.voice import OfflineVoice
from ivr.cli.worker import Worker
from ivr.db import file_of, require_newest, require_private
from ivr.domain.secret import Secret
from ivr.phone.browser.switchboard import MOST_AT_ONCE
from ivr.settings import DEVELOPMENT, ConfigError, Settings, read_settings, require_safe

log = logs.log_of(__name__)

THREADS = 4
"""In each worker: a slow account source holds a thread, not the hotline."""

PHONE_THREADS = 4 * MOST_AT_ONCE
"""With the phone page: each of its calls holds one all the time, waiting for news."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=PORT, default=8000, show_default=True)
@click.option("--verbose", is_flag=True, help="Log every turn, not warnings alone.")
def run(host: str, port: int, *, verbose: bool) -> None:
    """Serve the demo hotlines, with demo accounts and development secrets."""
    # The lines of turns would bury the addresses; the phone page shows turns.
    level = logs.INFO if verbose else logs.WARNING
    logs.set_up(sys.stderr, level, as_json=not sys.stderr.isatty())
    host = bare(host)
    require_free(host, port)
    url = f"http://{authority(host, port)}"
    settings = development_settings(IVR_PUBLIC_URL=url, IVR_PHONE="on")
    require_own_token(settings)
    prepare(settings)
    if file := file_of(settings.database_url):
        click.echo(f"The database of the demo:         {file.resolve()}")
    if settings.has_phone:
        _tell_phone(host, port)
    click.echo(f"Call it from another terminal:  {_command()} call --url {url} \\")
    click.echo("    --from +32470654321 --to +3278120001   (the PIN is 141421)")
    _serve(settings, host, port, workers=1)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=PORT, default=8000, show_default=True)
@click.option("--workers", default=2, show_default=True)
@click.option(
    "--new-secret-key",
    is_flag=True,
    help="Serve though IVR_SECRET_KEY is another than at the last start.",
)
def serve(host: str, port: int, workers: int, *, new_secret_key: bool) -> None:
    """Serve real callers; needs secrets of your own and a public URL."""
    logs.set_up(sys.stderr, logs.INFO, as_json=True)
    require_safe(os.environ)
    host = bare(host)
    require_free(host, port)
    settings = read_settings(os.environ)
    if settings.has_phone and workers > 1:
        raise ConfigError(
            "IVR_PHONE is on: choose --workers 1, as calls of the phone page live in one"
        )
    with opened_rooms(settings) as rooms:
        require_private(settings.database_url)
        require_newest(rooms.engine)
        rooms.pins.refuse(Secret(DEVELOPMENT["IVR_PIN_PEPPER"]))
        _require_known_secrets(rooms, accepts_new_key=new_secret_key)
        rooms.origin.mark(utc_now())
    _serve(settings, host, port, workers)


def _require_known_secrets(rooms: Rooms, *, accepts_new_key: bool) -> None:
    """Refuse a pepper that fits no PIN, and a key under which nothing would be found."""
    if not rooms.pins.fit():
        raise ConfigError(
            "IVR_PIN_PEPPER made none of the PINs in this database: every right PIN would "
            "be refused. Set the pepper that made them. If it is lost, issue PINs anew: "
            "ivr accounts set-pin --new-pepper, then start again"
        )
    if rooms.origin.has_our_key() is False and not accepts_new_key:
        raise ConfigError(
            "IVR_SECRET_KEY is another than at the last start: calls, tries at PINs and "
            "locks of before would not be found. Set that key again, or, if you changed "
            "it on purpose, start once with --new-secret-key"
        )


def _command() -> str:
    """Give what starts `ivr` in another terminal: it may stand in a folder of its own."""
    own = sys.argv[0]
    return "ivr" if shutil.which("ivr") or Path(own).name != "ivr" else own


def _tell_phone(host: str, port: int) -> None:
    shown = authority(from_here(host), port)
    click.echo(f"Call it from your browser:        http://{shown}/phone")
    if not is_own(host):
        click.echo("    Everybody who reaches this machine can use the demo accounts.")


def _serve(settings: Settings, host: str, port: int, workers: int) -> None:
    # What cannot be joined is said here, not by a worker that dies.
    create_app(settings).extensions[ROOMS].engine.dispose()
    _Server(settings, host, port, workers).run()


class _ServerLog(Logger):  # type: ignore[misc] # gunicorn ships no types
    """gunicorn's log, as lines among ours; there is none of accesses."""

    def setup(self, cfg: Any) -> None:
        """Hand lines on, and open no stream of its own."""
        self.cfg = cfg
        self.error_log.setLevel("WARNING")
        self.error_log.propagate = True

    def access(self, *_request: Any) -> None:
        """Say nothing: links of speech, and who fetched them, stand in no log."""


class _Server(BaseApplication):  # type: ignore[misc] # gunicorn ships no types
    """gunicorn: it hands over the path of a request as it was sent."""

    def __init__(self, settings: Settings, host: str, port: int, workers: int) -> None:
        self._settings = settings
        self._address, self._workers = authority(host, port), workers
        super().__init__()

    def load_config(self) -> None:
        self.cfg.set("bind", self._address)
        self.cfg.set("workers", self._workers)
        has_phone = self._settings.has_phone
        self.cfg.set("threads", PHONE_THREADS if has_phone else THREADS)
        self.cfg.set("worker_class", Worker)
        # Nobody in front of us may say by a header which path was asked for.
        self.cfg.set("forwarded_allow_ips", "")
        self.cfg.set("forwarder_headers", "")
        # It would be one file for all servers of a user, under HOME.
        self.cfg.set("control_socket_disable", True)  # noqa: FBT003 - gunicorn's own way
        self.cfg.set("logger_class", _ServerLog)
        self.cfg.set("when_ready", self._tell_ready)
        if self._workers > 1:
            self._count_together()

    def _count_together(self) -> None:
        folder = Path(tempfile.mkdtemp(prefix="saldo-metrics-"))
        metrics.share(folder)
        self.cfg.set("child_exit", lambda _arbiter, worker: metrics.forget(worker.pid))
        # Not when this process ends: a worker that ends is a copy of it.
        self.cfg.set("on_exit", lambda _arbiter: shutil.rmtree(folder))

    def load(self) -> object:
        return create_app(self._settings, voice=OfflineVoice(log.warning))

    def _tell_ready(self, _arbiter: Any) -> None:
        click.echo(f"ready: http://{self._address}")
