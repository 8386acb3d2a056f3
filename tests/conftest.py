"""The hotline under test: a real database, real webhooks, a real phone, a still clock."""

import fakes.environment  # noqa: F401 - before all others: some read it as they come

# isort: split
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest
import structlog
from fakes.databases import (
    POSTGRESQL,
    SQLITE,
    Databases,
    PostgresDatabases,
    PostgresDemo,
    SqliteDatabases,
    demo_of_sqlite,
)
from fakes.phone import Phone
from fakes.postgres import MISSING, Postgres, postgres
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from ivr import db
from ivr.accounts.source import Patience
from ivr.app import ROOMS, Rooms, create_app, rooms_of
from ivr.db import postgresql
from ivr.phone.player import Voice
from ivr.phone.sound import said
from ivr.settings import DEVELOPMENT, Settings, read_settings
from ivr.twilio.signature import HEADER, sign

hypothesis.settings.register_profile("no timings", deadline=None)
hypothesis.settings.load_profile("no timings")

WORKING_DAY = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)
"""A Wednesday: noon in Brussels, eight in the evening in Tokyo."""

NIGHT = WORKING_DAY.replace(hour=2)
"""Nobody answers then."""

CALL_SID = "CA" + "1" * 32
ANNA = "+32470654321"
ANNAS_PIN = "141421"
BERT, BERTS_PIN = "+32470123456", "161803"
BELGIUM = "+3278120001"

LONG_S = 60
"""Longer than anything takes on a busy machine."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let transcripts be rewritten, only on request."""
    parser.addoption("--rewrite", action="store_true", help="rewrite the transcripts")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what touches a database once on each kind, and what is of one kind on that."""
    names = set(metafunc.fixturenames)
    if "databases" in names:
        kinds = {SQLITE: "server" not in names, POSTGRESQL: "sqlite_file" not in names}
        wanted = [kind for kind, is_wanted in kinds.items() if is_wanted]
        metafunc.parametrize("databases", wanted, indirect=True)


@dataclass
class Clock:
    """A clock that stands still until it is set."""

    at: datetime = WORKING_DAY

    def __call__(self) -> datetime:
        return self.at


@dataclass
class Twilio:
    """Posts signed webhooks, as the call *call_sid* from Anna to Belgium."""

    client: FlaskClient
    settings: Settings
    call_sid: str = CALL_SID

    def post(self, path: str, **fields: str | list[str]) -> TestResponse:
        form = {"CallSid": self.call_sid, "From": ANNA, "To": BELGIUM, **fields}
        form = MultiDict({name: it for name, it in form.items() if it is not None})
        url = self.settings.public_url + path
        signature = sign(url, form, self.settings.auth_tokens[0])
        return self.client.post(path, data=form, headers={HEADER: signature})

    def arrive(self, **fields: str) -> TestResponse:
        return self.post("/voice", **fields)

    def press(self, turn: int, digits: str) -> TestResponse:
        return self.post(f"/voice/turn/{turn}", Digits=digits)

    def stay_silent(self, turn: int) -> TestResponse:
        return self.post(f"/voice/turn/{turn}")


@pytest.fixture(autouse=True)
def own_logs() -> Iterator[None]:
    """Keep a test that sets up logs, as commands do, from the logs of all others."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    logging.raiseExceptions = True
    structlog.reset_defaults()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def server() -> Iterator[Postgres]:
    """Give a PostgreSQL; a test that asks for it is run on no other database."""
    with postgres() as server:
        yield server or pytest.skip(MISSING)


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a SQLite file with the demo accounts once: hashing PINs takes its time."""
    return demo_of_sqlite(tmp_path_factory.mktemp("demo") / "saldo.db", WORKING_DAY)


@pytest.fixture(scope="session")
def postgres_demo(server: Postgres) -> PostgresDemo:
    """Make a PostgreSQL database with the demo accounts once."""
    return PostgresDemo(server, WORKING_DAY)


@pytest.fixture
def databases(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Databases]:
    """Give a maker of databases; with it a test is run on each kind that we know."""
    if request.param == SQLITE:
        demo_file = request.getfixturevalue("demo_file")
        made: Databases = SqliteDatabases(tmp_path, demo_file)
    else:
        server = request.getfixturevalue("server")
        made = PostgresDatabases(server, request.getfixturevalue("postgres_demo"))
    yield made
    made.drop()


@pytest.fixture
def sqlite_file(databases: SqliteDatabases) -> Path:
    """Give the file of the database; a test of files is run on SQLite alone."""
    return databases.file


@pytest.fixture(autouse=True)
def unhurried(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let databases take their time, as a busy machine does, but where that is the test.

    Such a test is marked *hurried*.
    """
    if not request.node.get_closest_marker("hurried"):
        monkeypatch.setattr(db, "LOCK_TIMEOUT_S", LONG_S)
        monkeypatch.setitem(db.POOL, "pool_timeout", LONG_S)
        monkeypatch.setattr(postgresql, "ANSWER_S", LONG_S)
        monkeypatch.setattr(postgresql, "IN_A_CALL", {})
        monkeypatch.setitem(postgresql.NETWORK, "connect_timeout", LONG_S)
        monkeypatch.setitem(postgresql.NETWORK, "tcp_user_timeout", LONG_S * 1000)


@pytest.fixture
def settings(databases: Databases) -> Settings:
    """Give the settings of development, but that a source may take its time."""
    url = databases.first.reveal()
    read = read_settings(DEVELOPMENT | {"IVR_DATABASE_URL": url})
    return replace(read, patience=Patience(LONG_S, LONG_S))


@pytest.fixture
def rooms(settings: Settings, databases: Databases) -> Iterator[Rooms]:
    databases.make_demo()
    rooms = rooms_of(settings)
    yield rooms
    rooms.engine.dispose()


@pytest.fixture
def make_app(
    rooms: Rooms, settings: Settings, clock: Clock
) -> Iterator[Callable[..., Flask]]:
    """Give a maker of apps; each stands for a node, or a restart of one."""
    made: list[Flask] = []

    def make(
        prompts: Path | None = None, voice: Voice = said, **changes: object
    ) -> Flask:
        app = create_app(replace(settings, **changes), clock, prompts, voice)
        made.append(app)
        return app

    yield make
    for app in made:
        app.extensions[ROOMS].engine.dispose()


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def twilio(client: FlaskClient, settings: Settings) -> Twilio:
    return Twilio(client, settings)


@pytest.fixture
def phone(app: Flask, settings: Settings, clock: Clock) -> Phone:
    return Phone(app, settings, clock)


@pytest.fixture
def before(rooms: Rooms) -> Callable[[str, Callable[[], object]], None]:
    """Give what has something done once, before a statement that begins as told."""

    def before(beginning: str, do: Callable[[], object]) -> None:
        left = [do]

        def interfere(_connection: object, _cursor: object, statement: str, *_) -> None:
            if statement.startswith(beginning) and left:
                left.pop()()

        event.listen(rooms.engine, "before_cursor_execute", interfere)

    return before
