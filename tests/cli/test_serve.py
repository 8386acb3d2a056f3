"""`ivr serve`: what it refuses before it takes a call, and what to do then."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager

import pytest
from click.testing import CliRunner
from fakes.server import needs_ipv6

from ivr.app import opened_rooms, utc_now
from ivr.cli import ivr, main
from ivr.settings import DEVELOPMENT, read_settings

SAFE = {
    "IVR_PUBLIC_URL": "https://saldo.example.org",
    "IVR_SECRET_KEY": "the secret key of an operator, long enough",
    "IVR_PIN_PEPPER": "a new pepper that is long enough by far,"
    "an old pepper that is long enough by far",
    "TWILIO_ACCOUNT_SID": "AC" + "1" * 32,
    "TWILIO_AUTH_TOKEN": "a token of our own",
}


@pytest.fixture
def serve(tmp_path, monkeypatch, capsys):
    """Give what serves with a database at the newest schema, and says what is told."""
    database_url = f"sqlite:///{tmp_path}/saldo.db"
    for name, value in {**SAFE, "IVR_DATABASE_URL": database_url}.items():
        monkeypatch.setenv(name, value)
    assert CliRunner().invoke(ivr, ["db", "upgrade"]).exit_code == 0

    def serve(**environ):
        for name, value in environ.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr("sys.argv", ["ivr", "serve"])
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code, capsys.readouterr().err

    return serve


@pytest.mark.parametrize(
    ("environ", "told"),
    [
        ({"IVR_SECRET_KEY": "short"}, "IVR_SECRET_KEY has fewer than 32 characters"),
        (
            {"IVR_PIN_PEPPER": SAFE["IVR_SECRET_KEY"][::-1] + ",old"},
            "IVR_PIN_PEPPER has fewer than 32",
        ),
        ({"IVR_PUBLIC_URL": "http://saldo.example.org"}, "write https://"),
    ],
)
def test_what_would_not_be_safe_is_refused(serve, environ, told):
    """A short key and a readable URL are refused in one sentence that says what to do."""
    code, said = serve(**environ)
    assert code == 2
    assert told in said


def test_a_database_that_others_can_read_is_refused(serve, tmp_path):
    """The file is named, and so is the command that mends it."""
    (tmp_path / "saldo.db").chmod(0o644)
    code, said = serve()
    assert code == 2
    assert f"Run: chmod 600 {tmp_path}/saldo.db\n" in said


def test_pins_that_everybody_knows_are_refused(serve, monkeypatch):
    """PINs of the demo's pepper are counted, with the commands that replace them."""
    monkeypatch.setenv("IVR_PIN_PEPPER", DEVELOPMENT["IVR_PIN_PEPPER"])
    CliRunner().invoke(ivr, ["call", "--from", "anonymous", "--to", "+3278120001"])
    code, said = serve(IVR_PIN_PEPPER=SAFE["IVR_PIN_PEPPER"])
    assert code == 2
    assert "9 PINs were made with the development pepper" in said
    assert "run `ivr accounts set-pin`" in said


@pytest.fixture
def kept(serve):
    """Give a database that was served with, and in which a PIN is kept."""
    settings = read_settings(os.environ)
    with opened_rooms(settings) as rooms:
        rooms.origin.mark(utc_now())
        rooms.pins.set("+32470654321", "141421")
        yield rooms


OTHER = "another secret that is long enough by far"


def test_a_pepper_that_fits_no_pin_is_refused(serve, kept):
    """Every right PIN would be refused while all looks well: what to do is said."""
    code, said = serve(IVR_PIN_PEPPER=OTHER)
    assert code == 2
    assert said.startswith("ivr: IVR_PIN_PEPPER made none of the PINs")
    assert "ivr accounts set-pin --new-pepper" in said
    assert OTHER not in said


def test_a_key_that_was_changed_is_refused_until_the_operator_says_so(serve, kept):
    """Tries and locks of before would not be found, and guessing would begin anew."""
    code, said = serve(IVR_SECRET_KEY=OTHER)
    assert code == 2
    assert said.startswith("ivr: IVR_SECRET_KEY is another than at the last start")
    with served("--new-secret-key"):
        pass
    assert serve(IVR_SECRET_KEY=SAFE["IVR_SECRET_KEY"])[0] == 2


@contextmanager
def served(*options):
    """Serve until the block ends; give the line that says that it is ready."""
    command = [sys.executable, "-m", "ivr", "serve", "--port", "0", "--workers", "1"]
    with subprocess.Popen(
        [*command, *options], stdout=subprocess.PIPE, text=True
    ) as server:
        yield server.stdout.readline()
        server.send_signal(signal.SIGTERM)
    assert server.returncode == 0


@pytest.mark.parametrize(
    ("host", "named"), [("127.0.0.1", "127.0.0.1"), ("::1", "[::1]")]
)
def test_what_is_safe_is_served(serve, host, named):
    """With keys of one's own, TLS and a private file nothing stands in the way."""
    if ":" in host:
        needs_ipv6()
    with served("--host", host) as ready:
        assert ready == f"ready: http://{named}:0\n"


def test_servers_of_one_user_share_no_socket(serve, tmp_path, monkeypatch):
    """gunicorn's control socket is one file under HOME, which each start takes over."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    with served():
        assert not list((tmp_path / "home").rglob("*"))
