"""The `ivr` command, as operators use it."""

import json
import re
import wave
from dataclasses import replace
from datetime import timedelta

import pytest
from click.testing import CliRunner
from conftest import ANNA, BELGIUM

from ivr.accounts.attempts import Attempt
from ivr.app import utc_now
from ivr.cli import ivr, main
from ivr.domain.money import Money
from ivr.domain.usage import Bucket, UsageType
from ivr.settings import DEVELOPMENT

CALL = ["call", "--from", ANNA, "--to", BELGIUM, "--keys", "1 141421"]


@pytest.fixture
def run(databases, monkeypatch):
    monkeypatch.setenv("IVR_DATABASE_URL", databases.empty().reveal())

    def run(*words):
        return CliRunner().invoke(ivr, words)

    return run


@pytest.fixture
def hotlines_of_lengths(tmp_path, monkeypatch):
    """Give what configures a hotline for each of some lengths of PINs."""

    def configure(*lengths):
        file = tmp_path / "hotlines.toml"
        tables = (
            f'[[hotline]]\nnumber = "+322555010{number}"\npin_digits = {length}\n'
            'languages = ["en"]\ntime_zone = "Europe/Brussels"\nbrand = { en = "One" }\n'
            for number, length in enumerate(lengths)
        )
        file.write_text("".join(tables))
        monkeypatch.setenv("IVR_CONFIG", str(file))

    return configure


@pytest.fixture
def migrated(run):
    assert run("db", "upgrade").exit_code == 0


def test_a_call_tells_the_balance(run):
    """One command places a call and prints who says what; the PIN is hidden."""
    called = run(*CALL)
    assert called.exit_code == 0
    assert "hotline: Il vous reste septante et un euros quatre-vingts" in called.output
    assert "caller: ••••••" in called.output
    assert "141421" not in called.output


def test_a_call_in_json_ends_with_its_figures(run):
    """With --json each line is an object; the last tells how long it took."""
    lines = [json.loads(line) for line in run(*CALL, "--json").output.splitlines()]
    keys = {"who", "text", "keys", "audio_s", "locale", "elapsed_s"}
    assert all(set(line) == keys for line in lines[:-1])
    assert lines[-1]["event"] == "end"
    assert lines[-1]["key_presses"] == 7


@pytest.mark.parametrize(("pace", "limit_s"), [("known", 12), ("expert", 6)])
def test_a_known_caller_soon_hears_the_amount(run, pace, limit_s):
    """What is heard before the amount is short enough, at each pace."""
    ended = json.loads(run(*CALL, "--json", "--pace", pace).output.splitlines()[-1])
    assert 0 < ended["time_to_balance_s"] <= limit_s


def test_a_recording_is_what_was_heard(run, tmp_path):
    """--record writes a telephone's WAV, as long as all that was said."""
    lines = run(*CALL, "--json", "--record", f"{tmp_path}/call.wav").output.splitlines()
    said_s = sum(json.loads(line)["audio_s"] for line in lines[:-1])
    with wave.open(f"{tmp_path}/call.wav") as sound:
        assert (sound.getframerate(), sound.getnchannels()) == (8000, 1)
        assert sound.getnframes() / 8000 == pytest.approx(said_s, rel=0.05)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["call", "--from", ANNA], "--to"),
        ([*CALL[:-1], "1 abc"], "Keys are"),
        ([*CALL, "--pace", "slow"], "slow"),
        ([*CALL, "--record", "/nowhere/call.wav"], "no folder /nowhere"),
        ([*CALL, "--record", "/dev/fd/call.wav"], "cannot be written"),
        (["call", "--from", "0470", "--to", BELGIUM], "'0470' is no number"),
        (["call", "--from", ANNA, "--to", "anonymous"], "is no number"),
        (["say", "xx", "number", "1"], "No language 'xx'"),
        (["prompts", "check", "xx"], "No language 'xx'"),
        (["answer"], "answer"),
    ],
)
def test_bad_usage_is_named(run, words, sentence):
    """A word that the command does not know is exit code 2, and named."""
    refused = run(*words)
    assert refused.exit_code == 2
    assert sentence in refused.output + refused.stderr


def test_a_pin_is_shown_once(run, migrated, rooms, monkeypatch, settings):
    """set-pin issues a random PIN of six digits; show tells the account, not the PIN."""
    monkeypatch.setenv("IVR_DATABASE_URL", settings.database_url.reveal())
    issued = run("accounts", "set-pin", ANNA)
    pin = issued.stdout.split("now ")[1][:6]
    assert pin.isdigit()
    assert "IVR_PIN_PEPPER is not set" in issued.stderr
    shown = run("accounts", "show", ANNA).output
    assert "EUR 71.80" in shown
    assert pin not in shown


def test_a_currency_without_words_is_shown_as_it_is_kept(
    run, rooms, monkeypatch, settings
):
    """An operator sees the balance of an account that the hotline cannot tell."""
    monkeypatch.setenv("IVR_DATABASE_URL", settings.database_url.reveal())
    account = rooms.accounts.read(ANNA)
    rooms.accounts.write(replace(account, balance=Money(1250, "CHF")))
    shown = run("accounts", "show", ANNA)
    assert shown.exit_code == 0
    assert "balance      CHF 1250 (minor units)\n" in shown.output


def test_allowances_are_shown_in_their_units(run, rooms, monkeypatch, settings):
    """An operator sees data in kilobytes, calls in minutes, and messages as a count."""
    monkeypatch.setenv("IVR_DATABASE_URL", settings.database_url.reveal())
    account = rooms.accounts.read(ANNA)
    data, voice, sms, _ = UsageType
    buckets = (Bucket(data, 1_500), Bucket(voice, 8, 52), Bucket(sms, 10, 3))
    rooms.accounts.write(replace(account, buckets=buckets))
    shown = run("accounts", "show", ANNA).output
    assert "data         1500 KB left, 0 KB used\n" in shown
    assert "voice        8 min left, 52 min used\n" in shown
    assert "sms          10 left, 3 used\n" in shown


def test_an_unknown_account_is_said_so(run, migrated):
    """An account that is not there is a sentence, not a traceback."""
    refused = run("accounts", "show", "+32470999999")
    assert refused.exit_code == 1
    assert "There is no account +32470999999" in refused.output


@pytest.mark.parametrize(
    ("words", "environ", "sentence"),
    [
        (["accounts", "show", ANNA], {}, "Run: ivr db upgrade"),
        (["serve"], {}, "IVR_PUBLIC_URL is not set"),
        (["db", "upgrade"], {"IVR_DATABASE_URL": "nonsense"}, "cannot be used"),
        (["menu"], {"IVR_CONFIG": "/nowhere.toml"}, "/nowhere.toml cannot be read"),
        (["menu"], {"IVR_VOICE": "loud"}, "choose recordings or say"),
        (CALL, {"IVR_ACCOUNTS": "no.such.Source"}, "IVR_ACCOUNTS"),
    ],
)
def test_what_an_operator_can_mend_is_one_sentence(
    run, monkeypatch, capsys, words, environ, sentence
):
    """A wrong setting ends with exit code 2 and says what to do."""
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.argv", ["ivr", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert sentence in capsys.readouterr().err


def test_development_secrets_do_not_serve(run, monkeypatch, capsys):
    """`ivr serve` refuses the secrets that everybody knows."""
    for name, value in DEVELOPMENT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.argv", ["ivr", "serve"])
    with pytest.raises(SystemExit):
        main()
    assert "is the development value" in capsys.readouterr().err


def test_demo_accounts_stay_out_of_real_databases(run, migrated, monkeypatch):
    """With a pepper of the operator's, `ivr call` adds no account whose PIN is public."""
    monkeypatch.setenv("IVR_PIN_PEPPER", "mine")
    assert "Welkom" in run(*CALL).output
    assert "There is no account" in run("accounts", "show", ANNA).output


def test_another_pepper_issues_no_pin(run, migrated, rooms, monkeypatch, settings):
    """A PIN is not issued where those that are there were made with another pepper."""
    monkeypatch.setenv("IVR_DATABASE_URL", settings.database_url.reveal())
    monkeypatch.setenv("IVR_PIN_PEPPER", "mine")
    refused = run("accounts", "set-pin", ANNA)
    assert refused.exit_code == 1
    assert "another IVR_PIN_PEPPER" in refused.output


def test_a_pepper_can_be_begun_with(run, migrated, rooms, monkeypatch, settings):
    """Once an operator says that a pepper is new, PINs are issued under it."""
    monkeypatch.setenv("IVR_DATABASE_URL", settings.database_url.reveal())
    monkeypatch.setenv("IVR_PIN_PEPPER", "mine")
    issued = run("accounts", "set-pin", ANNA, "--new-pepper")
    assert (issued.exit_code, issued.stderr) == (0, "")
    assert run("accounts", "set-pin", "+32470123456").exit_code == 0


@pytest.mark.parametrize(
    ("lengths", "words", "length"),
    [((4, 4), [], 4), ((4, 8), [], 8), ((4, 8), ["--digits", "4"], 4)],
)
def test_a_pin_has_the_digits_that_hotlines_ask_for(
    run, rooms, monkeypatch, settings, hotlines_of_lengths, lengths, words, length
):
    """Unless it is told, the longest: a shorter one would be of no use there."""
    monkeypatch.setenv("IVR_DATABASE_URL", settings.database_url.reveal())
    hotlines_of_lengths(*lengths)
    issued = run("accounts", "set-pin", ANNA, *words)
    assert len(re.search(r"now (\d+)\.", issued.stdout)[1]) == length


def test_a_pin_that_no_hotline_asks_for_is_refused(
    run, rooms, monkeypatch, settings, hotlines_of_lengths
):
    """What nobody could key in is wrong usage, and told with what is asked for."""
    monkeypatch.setenv("IVR_DATABASE_URL", settings.database_url.reveal())
    hotlines_of_lengths(4, 8)
    refused = run("accounts", "set-pin", ANNA, "--digits", "6")
    assert refused.exit_code == 2
    assert "the hotlines ask for 4 or 8" in refused.stderr


def test_tries_are_told_by_whose_they_are(run, rooms, monkeypatch, settings):
    """Those from the own telephone, and those from others: none, at rest, or locked."""
    monkeypatch.setenv("IVR_DATABASE_URL", settings.database_url.reveal())
    shown = run("accounts", "show", ANNA).output
    assert "PIN tries    from its own telephone 0 failed\n" in shown
    at = utc_now() - timedelta(days=1)
    for number in range(10):
        at += timedelta(hours=2)
        attempt = Attempt(f"CA{number}", 1, None, BELGIUM, at)
        rooms.pins.check(ANNA, "000000", attempt)
    for number in range(3):
        attempt = Attempt(f"CB{number}", 1, ANNA, BELGIUM, utc_now())
        rooms.pins.check(ANNA, "000000", attempt)
    shown = run("accounts", "show", ANNA).output
    assert "from its own telephone 3 failed: rests until 20" in shown
    assert "from others 10 failed: locked until `ivr accounts unlock`\n" in shown
    run("accounts", "unlock", ANNA)
    shown = run("accounts", "show", ANNA).output
    assert shown.endswith("own telephone 0 failed\n             from others 0 failed\n")


def test_the_menu_is_printed(run):
    """`ivr menu` tells what each hotline offers, and draws it."""
    assert "Voor uw belkrediet, druk één." in run("menu").output
    graph = run("menu", "--dot").output
    assert graph.startswith("digraph saldo {")
    assert 'menu -> pin [label="1"];' in graph
