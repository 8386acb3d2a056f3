"""Whatever fails is spoken: no caller hears an error page."""

import logging
from dataclasses import replace

import pytest
from conftest import ANNA, ANNAS_PIN, BELGIUM, Twilio
from fakes.twiml import verbs
from sqlalchemy import text

from ivr.domain.money import Money
from ivr.domain.secret import Secret
from ivr.speech.catalog import catalog_of
from ivr.twilio.signature import HEADER, sign


@pytest.mark.parametrize("error", [TimeoutError, KeyError])
def test_a_source_may_raise_what_it_likes(make_app, settings, monkeypatch, error):
    """Whatever an account source raises, the caller is offered a language."""

    def fail(*_):
        raise error

    monkeypatch.setattr("ivr.accounts.sql.SqlAccounts.read", fail)
    answer = Twilio(make_app().test_client(), settings).arrive()
    assert verbs(answer)[0] == "Gather"


@pytest.mark.parametrize(
    "fields",
    [
        {"CallSid": None},
        {"To": None},
        {"CallSid": ["CA1", "CA2"]},
        {"From": [ANNA, BELGIUM]},
        {"Digits": ["1", "2"]},
        {"CallSid": "CA" + "1" * 63},
        {"CallSid": "no SID"},
        {"CallSid": "CA1CallStatusringing"},
        {"CallSid": "CA" + "A" * 31},
        {"CallSid": "CA1\n"},
        {"Digits": "1" * 65},
    ],
)
def test_a_form_that_cannot_be_read_is_an_apology(twilio, fields, caplog):
    """A missing, doubled or endless field is spoken about, and logged by its name."""
    assert verbs(twilio.post("/voice", **fields)) == ["Play", "Hangup"]
    assert next(iter(fields)) in caplog.text


def test_a_number_without_a_hotline_is_told_so(twilio, caplog):
    """Callers of a number we do not know hear that, in every language; it is logged."""
    answer = twilio.arrive(To="+15005550006")
    assert verbs(answer) == ["Play", "Hangup"]
    assert "…/06" in caplog.text
    assert "+15005550006" not in caplog.text


@pytest.mark.parametrize("method", ["get", "put"])
def test_another_method_is_an_apology(client, settings, method):
    """A signed webhook with a method we do not take is spoken to."""
    signature = sign(settings.public_url + "/voice", {}, settings.auth_tokens[0])
    answer = getattr(client, method)("/voice", headers={HEADER: signature})
    assert verbs(answer) == ["Play", "Hangup"]


def test_a_fault_is_an_apology_in_the_callers_language(twilio, rooms, caplog):
    """When our database breaks the caller hears so in French, and we read why."""
    twilio.arrive()
    with rooms.engine.begin() as connection:
        connection.execute(text("DROP TABLE answers"))
    answer = twilio.press(1, "1")
    assert verbs(answer) == ["Play", "Hangup"]
    assert "a turn failed" in caplog.text
    assert twilio.call_sid not in caplog.text


def test_without_a_database_callers_hear_words(make_app, settings, databases):
    """A database that is not migrated is an apology on the line, and not ready."""
    client = make_app(database_url=databases.empty()).test_client()
    assert verbs(Twilio(client, settings).arrive()) == ["Play", "Hangup"]
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200


def test_a_pepper_that_fits_no_pin_is_not_ready(make_app, settings, caplog):
    """A restored database or a changed variable: it is told, and so is each try."""
    client = make_app(pin_peppers=(Secret("another"),)).test_client()
    not_ready = client.get("/readyz")
    assert (not_ready.status_code, not_ready.json["pins"]) == (503, False)
    assert "no PIN that is kept was made with our IVR_PIN_PEPPER" in caplog.text
    twilio = Twilio(client, settings)
    twilio.arrive()
    twilio.press(1, "1")
    twilio.press(2, ANNAS_PIN)
    assert "a PIN was made with another IVR_PIN_PEPPER" in caplog.text


def test_missing_recordings_are_said_by_a_voice(make_app, settings, tmp_path, caplog):
    """Without a recording the same words are given to <Say>, and it is logged."""
    client = make_app(prompts=tmp_path).test_client()
    with caplog.at_level(logging.WARNING):
        answer = Twilio(client, settings).arrive()
    assert verbs(answer)[:2] == ["Gather", "Say"]
    assert "Bienvenue chez Saldo." in answer.text
    told = caplog.records[0].msg
    assert told["event"] == "said without recordings"
    assert (told["sentence"], told["locale"]) == ("greeting", "fr_BE")


@pytest.mark.parametrize(
    "balance", [Money(10**14, "EUR"), Money(50023, "CHF")], ids=str
)
def test_a_balance_that_cannot_be_said_is_owned_up_to(
    make_app, settings, rooms, balance, caplog
):
    """The caller hears so, and the validity; the menu goes on, the log is discreet."""
    rooms.accounts.write(replace(rooms.accounts.read(ANNA), balance=balance))
    twilio = Twilio(make_app(uses_recordings=False).test_client(), settings)
    twilio.arrive()
    twilio.press(1, "1")
    answer = twilio.press(2, ANNAS_PIN)
    said = catalog_of("fr_BE").words("fault.unsayable")
    assert said in answer.text
    assert "vingt-neuf novembre" in answer.text
    assert verbs(answer)[0] == "Gather"
    assert verbs(twilio.press(3, "*"))[0] == "Gather"
    assert "a figure cannot be said" in caplog.text
    assert "balance.amount" in caplog.text
    assert str(balance.minor_units) not in caplog.text
