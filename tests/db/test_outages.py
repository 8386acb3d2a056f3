"""The server of the database stops or hangs while somebody calls."""

import threading
import xml.etree.ElementTree as ET

import pytest
from conftest import ANNAS_PIN, Twilio
from fakes.postgres import URL_NAME, OwnPostgres
from sqlalchemy import create_engine

from ivr.settings import DEVELOPMENT, read_settings
from ivr.speech.catalog import catalog_of

pytestmark = pytest.mark.hurried

HOTLINES = read_settings(DEVELOPMENT).hotlines


@pytest.fixture
def own_server(server):
    """Give a server that may be stopped; it goes on for whoever comes next."""
    if not isinstance(server, OwnPostgres):
        pytest.skip(f"{URL_NAME} is somebody's server: not ours to stop")
    yield server
    if not server.is_running:
        server.start()


@pytest.fixture
def asked(twilio):
    """Have Anna call, up to the question for her PIN; give the question."""
    twilio.arrive()
    return twilio.press(1, "1").text


def health(client):
    return [client.get(f"/{name}").status_code for name in ("healthz", "readyz")]


@pytest.mark.parametrize("number", HOTLINES)
def test_without_a_server_callers_hear_an_apology(
    own_server, make_app, settings, number
):
    """In the hotline's language: whoever calls, we cannot look up what they speak."""
    app = make_app(uses_recordings=False)
    own_server.stop()
    answer = ET.fromstring(Twilio(app.test_client(), settings).arrive(To=number).text)
    sorry = catalog_of(HOTLINES[number].languages[0]).words("fault.sorry")
    assert [verb.tag for verb in answer] == ["Say", "Hangup"]
    assert answer.findtext("Say") == sorry


def test_a_call_goes_on_once_the_server_is_back(own_server, asked, twilio, client):
    """Nothing of ours is started anew: the next turn finds the server."""
    assert health(client) == [200, 200]
    own_server.stop()
    assert "<Hangup" in twilio.press(2, ANNAS_PIN).text
    assert health(client) == [200, 503]
    own_server.start()
    assert health(client) == [200, 200]
    assert twilio.press(1, "1").text == asked
    assert "<Gather" in twilio.press(2, ANNAS_PIN).text


def test_a_restart_between_two_turns_is_not_noticed(own_server, asked, twilio):
    """Connections from before it are found dead, and made anew, within the turn."""
    own_server.stop()
    own_server.start()
    assert "<Gather" in twilio.press(2, ANNAS_PIN).text


def test_a_server_that_hangs_keeps_nobody_hanging(own_server, asked, twilio, client):
    """Who calls meanwhile hears words; once it answers, the call goes on."""
    with own_server.frozen():
        assert "<Hangup" in twilio.press(2, ANNAS_PIN).text
        assert health(client) == [200, 503]
    wait_for(lambda: health(client) == [200, 200])
    assert twilio.press(1, "1").text == asked
    assert "<Gather" in twilio.press(2, ANNAS_PIN).text


@pytest.fixture
def read_only(rooms, server):
    """Give what has new connections write nothing, as those to a standby do."""
    url = rooms.engine.url
    maintenance = create_engine(url.set(drivername="postgresql+psycopg"))

    def read_only(switch):
        with maintenance.begin() as connection:
            connection.exec_driver_sql("SET TRANSACTION READ WRITE")
            connection.exec_driver_sql(
                f'ALTER DATABASE "{url.database}" '
                f"SET default_transaction_read_only TO {switch}"
            )

    yield read_only
    read_only("off")
    maintenance.dispose()


def test_a_standby_is_left_once_it_is_not_the_server_any_more(
    read_only, make_app, settings
):
    """After a failover, connections that were made too early write nothing: not for ever."""
    read_only("on")
    twilio = Twilio(make_app().test_client(), settings)
    assert "<Hangup" in twilio.arrive().text
    read_only("off")
    assert "<Hangup" in twilio.arrive().text
    assert "<Gather" in twilio.arrive().text


def wait_for(happened):
    """Wait until something *happened*, as who watches the hotline does."""
    for _ in range(300):
        if happened():
            return
        threading.Event().wait(0.1)
    pytest.fail("it never happened")
