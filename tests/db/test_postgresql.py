"""PostgreSQL: how it is reached, and that a server which hangs keeps nobody waiting."""

import socket
import sys

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from ivr.db import DatabaseError, engine_of, require_newest, upgrade
from ivr.domain.secret import Secret

pytestmark = pytest.mark.hurried

PASSWORD = "hunter2"


@pytest.fixture
def engines():
    """Give a maker of engines, which are closed in the end."""
    made = []

    def engines(url, **options):
        made.append(
            engine_of(url if isinstance(url, Secret) else Secret(url), **options)
        )
        return made[-1]

    yield engines
    for engine in made:
        engine.dispose()


def told(engine, question):
    with engine.connect() as connection:
        return connection.execute(text(question)).scalar()


def shown(engine, *names):
    return [told(engine, f"SHOW {name}") for name in names]


@pytest.fixture
def url(server, databases):
    return databases.empty().reveal()


@pytest.mark.parametrize("name", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_usual_form_of_its_address_is_taken(url, engines, name):
    """What a provider's page shows to copy works as it stands."""
    engine = engines(url.replace("postgresql", name, 1))
    upgrade(engine)
    require_newest(engine)


@pytest.mark.parametrize("name", ["mysql", "oracle+oracledb", "postgresql+asyncpg"])
def test_another_database_is_refused(name):
    """What we never tried is refused by its name, before any call."""
    with pytest.raises(DatabaseError, match=rf"{name.replace('+', '.')} is neither"):
        engine_of(Secret(f"{name}://saldo:{PASSWORD}@localhost/saldo"))


def test_without_psycopg_it_is_told_what_to_install(monkeypatch):
    """Who keeps to SQLite need not have it; who does not reads the command."""
    monkeypatch.delitem(sys.modules, "ivr.db.postgresql", raising=False)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(DatabaseError, match=r"pip install 'saldo-ivr\[postgresql\]'"):
        engine_of(Secret("postgresql://localhost/saldo"))


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql://saldo:{PASSWORD}@127.0.0.1:1/saldo",
        f"postgresql://saldo:{PASSWORD}@127.0.0.1:port/saldo",
        f"postgresql://saldo:{PASSWORD}/x@127.0.0.1/saldo",
        f"postgresql://saldo:x{PASSWORD}@/x@127.0.0.1:5432/saldo",
        f"postgresql:saldo:{PASSWORD}@127.0.0.1",
        f"mysql://saldo:{PASSWORD}@127.0.0.1/saldo",
    ],
)
@pytest.mark.parametrize("use", [require_newest, upgrade])
def test_no_error_tells_the_password(engines, address, use):
    """Whatever is wrong with an address, its password is in no message and no cause."""
    with pytest.raises(DatabaseError) as raised:
        use(engines(address))
    error, messages = raised.value, []
    while error:
        messages += [str(error), repr(error)]
        error = error.__cause__ or (
            None if error.__suppress_context__ else error.__context__
        )
    assert PASSWORD not in "\n".join(messages)
    assert "sqlalche.me" not in messages[0]


def test_it_tells_the_time_in_utc_and_reads_what_is_committed(url, engines):
    """However the server is set: what we wrote about moments and guards stays true."""
    name = url.partition("?")[0].rpartition("/")[2]
    with engines(url).begin() as connection:
        for setting in (
            "timezone TO 'Asia/Tokyo'",
            "default_transaction_isolation TO 'serializable'",
        ):
            connection.execute(text(f"ALTER DATABASE {name} SET {setting}"))
    assert shown(engines(url), "timezone", "transaction_isolation") == [
        "UTC",
        "read committed",
    ]


LIMITS = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")


def test_calls_are_in_a_hurry_and_commands_are_not(url, engines):
    """What holds a call up is ended by the server; a migration may take its time."""
    assert shown(engines(url), *LIMITS) == ["2s", "1500ms", "5s"]
    assert shown(engines(url, is_patient=True), *LIMITS) == ["0", "0", "0"]


def test_who_runs_the_server_has_the_last_word(url, engines):
    """Parameters of the address come before ours."""
    engine = engines(f"{url}&options=-c%20lock_timeout%3D700ms&application_name=mine")
    assert shown(engine, *LIMITS) == ["2s", "700ms", "5s"]
    assert shown(engine, "application_name") == ["mine"]


def test_a_lock_of_somebody_else_is_not_waited_for_long(url, engines):
    """Who holds a row for good costs a call some seconds, and the next none."""
    holder, other = engines(url), engines(url)
    with holder.begin() as connection:
        connection.execute(text("CREATE TABLE held AS SELECT 1 AS one"))
    with holder.begin() as connection:
        connection.execute(text("UPDATE held SET one = 2"))
        with other.begin() as second, pytest.raises(OperationalError) as raised:
            second.execute(text("UPDATE held SET one = 3"))
        assert raised.value.orig.sqlstate == "55P03"  # lock_not_available
    assert told(other, "SELECT one FROM held") == 2


def test_a_server_that_never_answers_is_called_once(engines):
    """It accepts and says nothing: the next in the same breath is refused at once."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        engine = engines(f"postgresql://saldo@127.0.0.1:{port}/saldo")
        for _ in range(3):
            with pytest.raises(SQLAlchemyError):
                told(engine, "SELECT 1")
        silent.settimeout(0)
        silent.accept()[0].close()
        with pytest.raises(BlockingIOError):
            silent.accept()
