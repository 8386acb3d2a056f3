"""Commands in a shell that lacks some of the server's variables."""

from dataclasses import replace

import pytest
from click.testing import CliRunner
from conftest import ANNA, BELGIUM

from ivr.accounts.demo import demo_accounts
from ivr.app import rooms_of, utc_now
from ivr.cli import ivr, main
from ivr.cli.development import development_settings
from ivr.db import upgrade
from ivr.domain.hotline import LIMITS
from ivr.settings import DEVELOPMENT, read_settings

OWN = {
    "IVR_SECRET_KEY": "a key of an operator's own, long enough",
    "IVR_PIN_PEPPER": "a pepper of an operator's own, long enough",
}
NUMBER = "+32470111222"
CALL = ["call", "--from", NUMBER, "--to", BELGIUM, "--keys", "1"]
LOOK_UPS = [
    ["accounts", "show", NUMBER],
    ["accounts", "unlock", NUMBER],
    ["accounts", "set-pin", NUMBER],
    ["privacy", "export", NUMBER],
    ["privacy", "erase", "--yes", NUMBER],
]


@pytest.fixture
def run(databases, monkeypatch):
    """Run a command on a database, with only those variables that are given."""
    monkeypatch.setenv("IVR_DATABASE_URL", databases.first.reveal())

    def run(*words, **environ):
        for name in DEVELOPMENT:
            monkeypatch.delenv(name, raising=False)
        for name, value in environ.items():
            monkeypatch.setenv(name, value)
        return CliRunner().invoke(ivr, words)

    return run


@pytest.fixture
def emptied(databases, run, monkeypatch):
    """Give a database of the newest schema with nothing in it, for commands to run on."""
    url = databases.empty()
    monkeypatch.setenv("IVR_DATABASE_URL", url.reveal())
    rooms = rooms_of(
        read_settings(DEVELOPMENT | OWN | {"IVR_DATABASE_URL": url.reveal()})
    )
    upgrade(rooms.engine)
    yield rooms
    rooms.engine.dispose()


@pytest.fixture
def operators(run, emptied):
    """Give an operator's database: it has been served with, and has one account."""
    account = replace(demo_accounts(utc_now())[0].account, msisdn=NUMBER, buckets=())
    emptied.accounts.write(account)
    emptied.origin.mark(utc_now())
    return emptied


@pytest.mark.parametrize("command", LOOK_UPS)
def test_without_the_key_nothing_is_looked_up(run, operators, command):
    """What is looked up under another key is not found, and would be taken for none."""
    refused = run(*command)
    assert "IVR_SECRET_KEY is not set" in str(refused.exception)
    assert operators.accounts.read(NUMBER) is not None
    assert run(*command, **OWN).exit_code == 0


@pytest.mark.parametrize("is_served", [True, False])
def test_without_the_pepper_no_pin_is_issued(run, emptied, is_served):
    """A PIN of the demo's pepper would let nobody in, or everybody."""
    emptied.accounts.write(replace(demo_accounts(utc_now())[0].account, msisdn=NUMBER))
    if is_served:
        emptied.origin.mark(utc_now())
    refused = run("accounts", "set-pin", NUMBER, IVR_SECRET_KEY=OWN["IVR_SECRET_KEY"])
    assert "IVR_PIN_PEPPER is not set" in str(refused.exception)
    assert run("accounts", "set-pin", NUMBER, **OWN).exit_code == 0


def test_a_refusal_is_one_sentence(run, operators, monkeypatch, capsys):
    """As for every wrong setting: exit code 2, and what to do."""
    monkeypatch.setattr("sys.argv", ["ivr", *LOOK_UPS[1]])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("ivr: IVR_SECRET_KEY is not set")


@pytest.mark.parametrize("missing", [[*OWN], ["IVR_SECRET_KEY"], ["IVR_PIN_PEPPER"]])
def test_a_call_puts_no_demo_beside_real_accounts(run, operators, missing):
    """Whichever variable is missing; with all of them the call is placed."""
    some = {name: value for name, value in OWN.items() if name not in missing}
    assert run(*CALL, **some).exit_code == 1
    assert operators.accounts.read(ANNA) is None
    assert run(*CALL, **OWN).exit_code == 0
    assert operators.accounts.read(ANNA) is None


@pytest.mark.parametrize("own", [["IVR_SECRET_KEY"], ["IVR_PIN_PEPPER"], [*OWN]])
def test_a_token_that_everybody_knows_serves_no_real_secrets(run, operators, own):
    """`ivr run` refuses, and says which variable to set or to leave out."""
    refused = run("run", **{name: OWN[name] for name in own})
    assert str(refused.exception).startswith("TWILIO_AUTH_TOKEN is not set")
    known = OWN | {"TWILIO_AUTH_TOKEN": "new," + DEVELOPMENT["TWILIO_AUTH_TOKEN"]}
    assert "TWILIO_AUTH_TOKEN" in str(run("run", **known).exception)


def test_real_secrets_are_called_within_real_limits(run, operators, monkeypatch):
    """Only the demo may be called as often as one likes."""
    for name, value in OWN.items():
        monkeypatch.setenv(name, value)
    (limits,) = {it.limits for it in development_settings().hotlines.values()}
    assert limits == LIMITS


def test_imported_accounts_are_no_demo(run, emptied):
    """Also before anybody has served with them."""
    account = replace(demo_accounts(utc_now())[0].account, msisdn=NUMBER)
    emptied.accounts.write(account)
    assert "no demo's" in str(run(*CALL).exception)
    assert emptied.accounts.read(ANNA) is None


def test_a_new_database_becomes_a_demo(run, emptied):
    """And stays one: a call can be placed again, and its accounts be looked at."""
    for command in (CALL, CALL, ["accounts", "show", ANNA]):
        assert run(*command).exit_code == 0
    assert "IVR_SECRET_KEY is another" in str(
        run("accounts", "show", ANNA, **OWN).exception
    )


def test_a_demo_of_before_is_still_one(run, rooms):
    """A database that an older version made bears no mark, but the demo's PINs."""
    for command in (["accounts", "show", ANNA], CALL, CALL):
        assert run(*command).exit_code == 0


def test_pins_of_another_pepper_are_left_alone(run, rooms, settings):
    """A database that nobody has marked, and was made elsewhere, is not even upgraded."""
    with rooms.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE pins SET pepper_id = 'another'")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0005'")
    assert "no demo's" in str(run(*CALL).exception)
    with rooms.engine.connect() as connection:
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version")
        assert version.scalar() == "0005"
