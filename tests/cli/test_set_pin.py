"""`ivr accounts set-pin`: a PIN that can be keyed in, under the pepper of all others."""

import re

import pytest
from conftest import ANNA


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
