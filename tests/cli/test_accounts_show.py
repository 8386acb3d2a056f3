"""`ivr accounts show`: what an operator sees of an account."""

from dataclasses import replace
from datetime import timedelta

from conftest import ANNA, BELGIUM

from ivr.accounts.attempts import Attempt
from ivr.app import utc_now
from ivr.domain.money import Money
from ivr.domain.usage import Bucket, UsageType


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


def test_what_a_source_calls_things_steers_no_terminal(
    run, rooms, monkeypatch, settings
):
    """An escape sequence in the name of a plan or a bucket is shown, not obeyed."""
    monkeypatch.setenv("IVR_DATABASE_URL", settings.database_url.reveal())
    account = rooms.accounts.read(ANNA)
    bucket = Bucket(UsageType.DATA, 1, 0, "Té\x1b[2J")
    rooms.accounts.write(replace(account, plan="\x1b]0;x\x07", buckets=(bucket,)))
    shown = run("accounts", "show", ANNA).output
    assert "\x1b" not in shown
    assert "plan         …]0;x…\n" in shown
    assert "Té…[2J" in shown


def test_an_unknown_account_is_said_so(run, migrated):
    """An account that is not there is a sentence, not a traceback."""
    refused = run("accounts", "show", "+32470999999")
    assert refused.exit_code == 1
    assert "There is no account +32470999999" in refused.output


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
