"""Where the rooms are joined."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from pkgutil import resolve_name
from types import MappingProxyType

import httpx
from flask import Flask, Response

from ivr.accounts.asking import Asking
from ivr.accounts.last_known import LastKnown
from ivr.accounts.pins import Pins
from ivr.accounts.source import AccountSource
from ivr.accounts.sql import SqlAccounts
from ivr.accounts.tmf654 import Tmf654Accounts
from ivr.calls.conductor import Conductor
from ivr.calls.origin import Origin
from ivr.calls.privacy import Privacy
from ivr.calls.reading import Reading
from ivr.calls.store import Calls
from ivr.console import health, metrics
from ivr.db import Engine, Sessions, engine_of, sessions_of
from ivr.domain.secret import Secret
from ivr.phone.browser import routes as phone
from ivr.phone.browser.switchboard import Switchboard
from ivr.phone.exchange import Exchange
from ivr.phone.player import Voice
from ivr.phone.sound import said
from ivr.sealing import Seal
from ivr.settings import DEVELOPMENT, ConfigError, Settings
from ivr.sms import webhook as sms
from ivr.speech.packs import folder
from ivr.speech.recordings import Recordings
from ivr.speech.speech import Speech
from ivr.speech.token import Tokens
from ivr.speech.translation import Translator
from ivr.voice import audio, webhook
from ivr.voice.turn_log import TurnLog

LARGEST_REQUEST_BYTES = 64 * 1024

HEADERS = MappingProxyType(
    {
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
    }
)
"""What every answer says, unless its door says otherwise."""

ROOMS = "ivr"
"""The key of the rooms among the extensions of an app."""


def utc_now() -> datetime:
    """Tell the time."""
    return datetime.now(UTC)  # noqa: TID251 - handed to the doors, who tell the rest


@dataclass(frozen=True, slots=True)
class Rooms:
    """What is behind the doors: for the command line, which has other doors."""

    engine: Engine
    accounts: SqlAccounts
    pins: Pins
    privacy: Privacy
    last_known: LastKnown
    origin: Origin


def rooms_of(settings: Settings, *, is_patient: bool = False) -> Rooms:
    """Open the database that *settings* name, with the rooms that live in it.

    Calls cannot wait for it long; a command *is patient*.
    """
    engine = engine_of(settings.database_url, is_patient=is_patient)
    sessions = sessions_of(engine)
    pseudonyms = _pseudonyms(settings)
    pins = Pins(sessions, settings.pin_peppers, pseudonyms)
    privacy = Privacy(sessions, Seal(settings.secret_key, "calls"), pseudonyms)
    last_known = LastKnown(
        sessions, Seal(settings.secret_key, "last known"), pseudonyms
    )
    origin = Origin(sessions, settings.secret_key, settings.pin_peppers)
    return Rooms(engine, SqlAccounts(sessions), pins, privacy, last_known, origin)


@contextmanager
def opened_rooms(settings: Settings) -> Iterator[Rooms]:
    """Open the rooms for a command, and close the database behind it."""
    rooms = rooms_of(settings, is_patient=True)
    try:
        yield rooms
    finally:
        rooms.engine.dispose()


def create_app(
    settings: Settings,
    now: Callable[[], datetime] = utc_now,
    prompts: Path | None = None,
    voice: Voice = said,
) -> Flask:
    """Join the hotline of *settings*; *now* tells the time (UTC).

    *voice* says what `<Say>` has on the phone page.
    """
    rooms = rooms_of(settings)
    prompts = prompts or folder("prompts")
    tokens = Tokens(Seal(settings.secret_key, "speech"))
    speech = Speech(
        Recordings(prompts), tokens, uses_recordings=settings.uses_recordings
    )
    app = Flask("ivr", static_folder=None)
    app.url_map.merge_slashes = False  # a redirect is no answer to a webhook
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST_BYTES
    door = webhook.VoiceDoor(
        hotlines=settings.hotlines,
        calls=_calls(settings, sessions_of(rooms.engine)),
        conductor=Conductor(_reading(settings, rooms, now), rooms.pins),
        speech=speech,
        public_url=settings.public_url,
        auth_tokens=settings.auth_tokens,
        now=now,
        turn_log=TurnLog(_pseudonyms(settings)),
    )
    app.extensions[ROOMS] = rooms
    app.after_request(_guarded)
    app.register_blueprint(webhook.blueprint(door))
    app.register_blueprint(sms.blueprint(_sms_door(settings)))
    app.register_blueprint(audio.blueprint(speech, tokens, _translator(settings), now))
    app.register_blueprint(health.blueprint(rooms.engine, rooms.pins, prompts))
    app.register_blueprint(metrics.blueprint())
    if settings.has_phone:
        app.register_blueprint(phone.blueprint(_phone_door(settings, app, now, voice)))
    return app


@contextmanager
def closing_rooms(app: Flask) -> Iterator[None]:
    """Close the database of *app* in the end."""
    try:
        yield
    finally:
        app.extensions[ROOMS].engine.dispose()


def _guarded(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _calls(settings: Settings, sessions: Sessions) -> Calls:
    seal = Seal(settings.secret_key, "calls")
    return Calls(sessions, settings.hotlines, seal, _pseudonyms(settings))


def _translator(settings: Settings) -> Translator:
    hotlines = settings.hotlines.values()
    return Translator([words for it in hotlines for words in it.own_words()])


def _sms_door(settings: Settings) -> sms.SmsDoor:
    return sms.SmsDoor(
        settings.hotlines,
        settings.public_url,
        settings.auth_tokens,
        _pseudonyms(settings),
    )


def _phone_door(
    settings: Settings, app: Flask, now: Callable[[], datetime], voice: Voice
) -> phone.PhoneDoor:
    """Join the phone page, whose calls come in at the hotline's own webhooks."""
    url, sid, token = (
        settings.public_url,
        settings.account_sid,
        settings.auth_tokens[0],
    )
    return phone.PhoneDoor(
        switchboard=Switchboard(
            lambda client: Exchange(client, url, sid, token),
            httpx.WSGITransport(app),
            voice,
        ),
        hotlines=settings.hotlines,
        public_url=settings.public_url,
        has_demo=Secret(DEVELOPMENT["IVR_PIN_PEPPER"]) in settings.pin_peppers,
        now=now,
    )


def _pseudonyms(settings: Settings) -> Seal:
    return Seal(settings.secret_key, "pseudonyms")


def _reading(settings: Settings, rooms: Rooms, now: Callable[[], datetime]) -> Reading:
    """Join the source with what helps when it is slow or down.

    Accounts in our own tables are down when all is: nothing of them is kept twice.
    """
    source, patience = source_of(settings, rooms, now), settings.patience
    is_kept = patience.keeps_last_known and source is not rooms.accounts
    return Reading(source, Asking(patience), rooms.last_known if is_kept else None)


def source_of(
    settings: Settings, rooms: Rooms, now: Callable[[], datetime] = utc_now
) -> AccountSource:
    """Give the account source that *settings* name; *now* tells it the time (UTC)."""
    if settings.accounts == "sql":
        return rooms.accounts
    if settings.tmf654 is not None:
        return Tmf654Accounts(settings.tmf654, now)
    try:
        source: AccountSource = resolve_name(settings.accounts)()
    except (ImportError, AttributeError, ValueError) as error:
        raise ConfigError(
            f"IVR_ACCOUNTS is {settings.accounts!r}: choose sql, tmf654, or the dotted "
            f"name of a class that reads accounts ({error})"
        ) from error
    return source
