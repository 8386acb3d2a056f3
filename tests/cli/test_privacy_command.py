"""`ivr privacy`, as operators use it."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from conftest import ANNA

from ivr.app import utc_now
from ivr.cli import ivr
from ivr.settings import DEVELOPMENT

OTHER_KEY = "another key of an operator's own, long enough"


@pytest.fixture
def run(rooms, settings, monkeypatch):
    """Run the command on the database of the rooms."""
    monkeypatch.setenv("IVR_DATABASE_URL", settings.database_url.reveal())

    def run(*words, answer=None):
        return CliRunner().invoke(ivr, ["privacy", *words], input=answer)

    return run


@pytest.fixture
def called(twilio, clock):
    """Let Anna call, so many days ago."""

    def called(days=0):
        clock.at = utc_now() - timedelta(days=days)
        twilio.call_sid = f"CA{days}"
        twilio.arrive()
        twilio.press(1, "1")
        twilio.press(2, "000000")

    return called


def test_a_purge_tells_what_it_removed(run, called):
    """What is old goes by its kind of age, and nothing goes twice."""
    for days in (181, 31, 0):
        called(days)
    assert run("purge").output == "removed:\ncalls      1\nanswers    3\nattempts   2\n"
    assert run("purge").output == "There was nothing to remove.\n"


@pytest.mark.parametrize(("answer", "is_erased"), [("n\n", False), ("y\n", True)])
def test_erasing_asks_first(run, rooms, answer, is_erased):
    """Without --yes an operator is asked, with the number that is meant."""
    asked = run("erase", ANNA, answer=answer)
    assert f"Erase all that is kept about {ANNA}? [y/N]" in asked.output
    assert (rooms.accounts.read(ANNA) is None) is is_erased
    assert asked.exit_code == (0 if is_erased else 1)


def test_erasing_tells_what_it_removed(run, called):
    """With --yes nobody is asked; each kind that was there is counted."""
    called()
    told = run("erase", "+32 470 65 43 21", "--yes").output.split()[1:]
    gone = dict(zip(told[::2], map(int, told[1::2]), strict=True))
    assert gone == {
        "buckets": 3,
        "top-ups": 3,
        "charges": 3,
        "accounts": 1,
        "PINs": 1,
        "attempts": 1,
        "guards": 1,
        "calls": 1,
        "answers": 3,
    }
    assert "nothing to remove" in run("erase", ANNA, "--yes").output


def test_an_export_is_json(run, called):
    """What is printed can be read by a machine, and handed to the person who asked."""
    called()
    told = json.loads(run("export", ANNA).stdout)
    assert told["msisdn"] == ANNA
    assert told["attempts"][0]["outcome"] == "other PIN"
    assert told["guards"][0]["failures"] == 1
    assert len(told["calls"]) == 1


@pytest.mark.parametrize("command", [["export"], ["erase", "--yes"]])
def test_another_key_and_another_source_are_told(run, called, monkeypatch, command):
    """What is not found here for a reason is told, and not among the answer."""
    called()
    silent = run("export", ANNA)
    monkeypatch.setenv("IVR_SECRET_KEY", OTHER_KEY)
    monkeypatch.setenv("IVR_ACCOUNTS", "acme.Accounts")
    told = run(*command, ANNA)
    assert told.exit_code == 0
    assert "kept under another IVR_SECRET_KEY" in told.stderr
    assert "acme.Accounts keeps accounts of its own" in told.stderr
    assert silent.stderr == ""


@pytest.mark.parametrize("command", ["erase", "export"])
@pytest.mark.parametrize("number", ["0470654321", "anonymous", "+266696687"])
def test_a_number_is_written_in_full(run, command, number):
    """What is no number in full is wrong usage, and nothing is done."""
    refused = run(command, number)
    assert refused.exit_code == 2
    assert "in full, with + and country code" in refused.stderr


def test_help_says_what_becomes_of_pseudonyms(run):
    """Who changes the key is told what is not found any more."""
    told = " ".join(run("--help").output.split())
    assert "Once it is changed, what was kept before is not found by its number" in told
    assert DEVELOPMENT["IVR_SECRET_KEY"] not in told
