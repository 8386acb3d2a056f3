"""`ivr accounts`, where a charging system has the accounts and we have the PINs."""

import pytest
from click.testing import CliRunner
from conftest import ANNA, BELGIUM
from fakes.charging import Answer, charging
from fakes.tmf654 import MONEY

from ivr.cli import ivr

NEWCOMER = "+32470111222"


@pytest.fixture
def system():
    with charging() as system:
        system.add("bucket", NEWCOMER, **MONEY)
        yield system


@pytest.fixture
def run(tmp_path, monkeypatch, system):
    monkeypatch.setenv("IVR_DATABASE_URL", f"sqlite:///{tmp_path}/cli.db")
    monkeypatch.setenv("IVR_ACCOUNTS", "tmf654")
    monkeypatch.setenv("IVR_TMF654_URL", system.url)
    assert CliRunner().invoke(ivr, ["db", "upgrade"]).exit_code == 0
    return lambda *words: CliRunner().invoke(ivr, words)


def test_a_number_that_the_source_has_gets_a_pin_and_calls(run):
    """A PIN can be set for whoever the charging system knows, and opens their account."""
    issued = run("accounts", "set-pin", NEWCOMER)
    pin = issued.output.split("is now ")[1][:6]
    called = run("call", "--from", NEWCOMER, "--to", BELGIUM, "--keys", f"1 {pin}")
    assert "U hebt nog vijf euro op uw kaart" in called.output


def test_the_account_of_the_source_is_shown(run):
    """What is shown is what the charging system has, not our tables."""
    shown = run("accounts", "show", NEWCOMER).output
    assert "balance      EUR 5.00" in shown
    assert "any language" in shown
    assert "can try its PIN again" in run("accounts", "unlock", NEWCOMER).output


def test_a_number_that_the_source_lacks_gets_no_pin(run):
    """Even if our own tables have it."""
    refused = run("accounts", "set-pin", ANNA)
    assert refused.exit_code == 1
    assert "There is no account" in refused.output


def test_a_source_that_is_down_is_named(run, system):
    """An operator is told why, and not that there is no account."""
    system.instead["bucket"] = Answer(503)
    refused = run("accounts", "set-pin", NEWCOMER)
    assert refused.exit_code == 1
    assert (
        "No account can be read now: the charging system answers 503." in refused.output
    )
