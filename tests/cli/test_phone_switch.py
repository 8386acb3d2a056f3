"""Where the phone page is served, and what is told of it."""

import pytest
from click.testing import CliRunner

from ivr.cli import ivr, main, serving
from ivr.cli.development import development_settings
from ivr.settings import ConfigError, read_settings

SAFE = {
    "IVR_PUBLIC_URL": "https://saldo.example.org",
    "IVR_SECRET_KEY": "0123456789abcdef" * 2,
    "IVR_PIN_PEPPER": "fedcba9876543210" * 2,
    "TWILIO_ACCOUNT_SID": "AC" + "1" * 32,
    "TWILIO_AUTH_TOKEN": "a token of our own",
}


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Give what starts `ivr run` up to where it would listen, and what that tells."""
    monkeypatch.setenv("IVR_DATABASE_URL", f"sqlite:///{tmp_path}/saldo.db")
    monkeypatch.setattr(serving, "require_free", lambda *_: None)  # nobody listens
    started = []
    monkeypatch.setattr(
        "gunicorn.arbiter.Arbiter.run", lambda it: started.append(it.cfg.threads)
    )

    def run(*arguments):
        told = CliRunner().invoke(ivr, ["run", *arguments])
        assert told.exit_code == 0
        return told.output, started[-1]

    return run


def test_ivr_run_says_where_the_phone_is(run):
    """Its address is printed, and there are threads enough for those who listen."""
    told, threads = run("--port", "8123")
    assert "http://127.0.0.1:8123/phone" in told
    assert "Everybody" not in told
    assert threads == serving.PHONE_THREADS


def test_ivr_run_names_the_database_in_full(run, tmp_path, monkeypatch):
    """Whoever starts it in some folder learns where a database was made."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("IVR_DATABASE_URL")
    told, _ = run()
    assert f" {tmp_path}/var/saldo.db\n" in told


OPEN = {
    "0.0.0.0": "127.0.0.1",  # noqa: S104 - told only
    "192.0.2.7": "192.0.2.7",
    "::": "[::1]",
    "2001:db8::7": "[2001:db8::7]",
    "saldo.example": "saldo.example",
}
"""Hosts that others reach, and each as it is named in the address of the page."""


@pytest.mark.parametrize(("host", "named"), OPEN.items())
def test_who_opens_the_demo_to_others_is_told_so(run, host, named):
    """Beyond this machine, everybody can use the demo accounts."""
    told, _ = run("--host", host)
    assert "Everybody who reaches this machine can use the demo accounts." in told
    assert f"  http://{named}:8000/phone\n" in told


@pytest.mark.parametrize("host", ["::1", "[::1]"])
def test_an_address_of_ipv6_is_written_as_in_urls(run, host):
    """It stands in brackets where it is told, however it was given."""
    told, _ = run("--host", host)
    assert "http://[::1]:8000/phone\n" in told
    assert "ivr call --url http://[::1]:8000 " in told
    assert "Everybody" not in told


def test_ivr_run_without_the_phone(run, monkeypatch):
    """IVR_PHONE=off leaves the page out."""
    monkeypatch.setenv("IVR_PHONE", "off")
    told, threads = run()
    assert "/phone" not in told
    assert threads == serving.THREADS


def test_the_phone_is_off_unless_it_is_switched_on():
    """Real callers' hotline has none; on, off and nothing else are understood."""
    assert not read_settings(SAFE).has_phone
    assert read_settings(SAFE | {"IVR_PHONE": "on"}).has_phone
    with pytest.raises(ConfigError, match="IVR_PHONE is 'yes': choose off or on"):
        read_settings(SAFE | {"IVR_PHONE": "yes"})
    assert not development_settings().has_phone


def test_calls_of_the_page_live_in_one_worker(tmp_path, monkeypatch, capsys):
    """`ivr serve` with the phone and two workers is refused, with what to do."""
    environ = SAFE | {"IVR_PHONE": "on", "IVR_DATABASE_URL": f"sqlite:///{tmp_path}/db"}
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.argv", ["ivr", "serve"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "choose --workers 1" in capsys.readouterr().err
