"""The voice webhooks, as Twilio meets them."""

import logging
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from conftest import ANNA, ANNAS_PIN, BELGIUM, Twilio
from sqlalchemy import text

from ivr.domain.money import Money
from ivr.domain.secret import Secret
from ivr.speech.catalog import catalog_of
from ivr.twilio.signature import HEADER, sign


def words(response):
    """Give the verbs of a TwiML answer, which every answer must be."""
    assert response.status_code == 200
    assert response.mimetype == "text/xml"
    return [element.tag for element in ET.fromstring(response.text).iter()][1:]


def count(rooms, table):
    with rooms.engine.connect() as connection:
        return connection.execute(text(f"SELECT count(*) FROM {table}")).scalar()


ROUTES = [
    "/voice",
    "/voice/",
    "/voice/turn/1",
    "/voice/status",
    "/voice/x",
    "/voice//turn/1",
]


@pytest.mark.parametrize("path", ROUTES)
def test_who_does_not_sign_is_refused(client, path):
    """Without a signature every webhook is 403 and nothing else."""
    refused = client.post(path, data={"CallSid": "CA1", "From": ANNA, "To": BELGIUM})
    assert (refused.status_code, refused.text) == (403, "")


@pytest.mark.parametrize(
    ("url", "token"),
    [
        ("http://127.0.0.1:8000/voice", Secret("another token")),
        ("http://localhost/voice", None),
        ("http://127.0.0.1:8000/voice/", None),
    ],
)
def test_a_signature_is_of_our_url_and_token(client, settings, url, token):
    """A signature by another token, or over another URL, is refused."""
    form = {"CallSid": "CA1", "From": ANNA, "To": BELGIUM}
    signature = sign(url, form, token or settings.auth_tokens[0])
    refused = client.post("/voice", data=form, headers={HEADER: signature})
    assert refused.status_code == 403


def test_a_changed_form_is_refused(client, settings):
    """A signature covers the form: another digit breaks it."""
    form = {"CallSid": "CA1", "From": ANNA, "To": BELGIUM, "Digits": "1"}
    signature = sign(settings.public_url + "/voice", form, settings.auth_tokens[0])
    refused = client.post(
        "/voice", data=form | {"Digits": "2"}, headers={HEADER: signature}
    )
    assert refused.status_code == 403


def test_both_tokens_sign_while_they_are_rotated(make_app, settings):
    """During a rotation the old token and the new one are accepted."""
    client = make_app(auth_tokens=(Secret("new"), *settings.auth_tokens)).test_client()
    assert words(Twilio(client, settings).arrive())


def test_a_query_is_part_of_what_is_signed(client, settings, twilio):
    """The signature is checked over the path and query as they were sent."""
    assert words(twilio.post("/voice?shop=B%C3%A9&x=%2B1"))


def test_the_answer_keeps_to_the_portable_core(twilio):
    """A question is a Gather around what is played, followed by a Redirect."""
    answer = twilio.arrive()
    assert words(answer) == ["Gather", "Play", "Redirect"]
    gather = ET.fromstring(answer.text)[0]
    needed = {"input", "numDigits", "finishOnKey", "timeout", "action", "method"}
    assert set(gather.keys()) == needed
    assert gather.get("input") == "dtmf"


def test_a_webhook_that_comes_again_changes_nothing(twilio, rooms):
    """The same turn gets the same words, and a PIN sent twice is tried once."""
    first = twilio.arrive().text
    assert twilio.arrive().text == first
    twilio.press(1, "1")
    answers = {twilio.press(2, "000000").text for _ in range(3)}
    assert len(answers) == 1
    assert rooms.pins.failures(ANNA) == 1
    later = twilio.press(3, ANNAS_PIN).text
    assert twilio.press(2, "000000").text in answers
    assert twilio.press(3, ANNAS_PIN).text == later


def test_webhooks_sent_side_by_side_are_one(make_app, settings, rooms):
    """Two nodes that get the same turn at once give one answer and count one try."""
    nodes = [Twilio(make_app().test_client(), settings) for _ in range(4)]
    nodes[0].arrive()
    nodes[0].press(1, "1")
    with ThreadPoolExecutor(4) as pool:
        answers = set(pool.map(lambda node: node.press(2, "000000").text, nodes))
    assert len(answers) == 1
    assert count(rooms, "pin_attempts") == 1


def test_a_call_survives_a_restart(make_app, settings):
    """A call that one process began goes on in another."""
    Twilio(make_app().test_client(), settings).arrive()
    after = Twilio(make_app().test_client(), settings)
    assert words(after.press(1, "1"))[0] == "Gather"
    assert "numDigits" in after.press(1, "1").text


def test_a_turn_out_of_order_gets_the_open_question(twilio):
    """A turn that was not asked yet is answered with the question that was."""
    asked = twilio.arrive().text
    assert twilio.press(7, "1").text == asked


@pytest.mark.parametrize("turn", [1, 3])
def test_a_call_that_is_not_known_begins_again(twilio, turn):
    """A turn of a call we have lost is a new beginning, once, and never an error."""
    answer = twilio.press(turn, "1")
    assert words(answer) == ["Gather", "Play", "Redirect"]
    assert f"/voice/turn/{turn + 1}" in answer.text
    assert twilio.press(turn, "1").text == answer.text


def test_a_call_that_is_over_stays_over(twilio):
    """After the goodbye even the right PIN gets the goodbye again."""
    twilio.arrive()
    twilio.press(1, "1")
    goodbye = [twilio.press(turn, "000000") for turn in (2, 3, 4)][-1]
    assert words(goodbye) == ["Play", "Hangup"]
    assert twilio.press(5, ANNAS_PIN).text == goodbye.text


@pytest.mark.parametrize("error", [TimeoutError, KeyError])
def test_a_source_may_raise_what_it_likes(make_app, settings, monkeypatch, error):
    """Whatever an account source raises, the caller is offered a language."""

    def fail(*_):
        raise error

    monkeypatch.setattr("ivr.accounts.sql.SqlAccounts.read", fail)
    answer = Twilio(make_app().test_client(), settings).arrive()
    assert words(answer)[0] == "Gather"


def test_an_account_in_another_language_hears_ours(twilio, rooms):
    """An account in a language we lack is spoken to in the hotline's own."""
    account = rooms.accounts.read(ANNA)
    for locale, heard in (("fr-BE", "Bienvenue"), ("xx_XX", "Welkom")):
        rooms.accounts.write(replace(account, locale=locale))
        twilio.call_sid = f"CA{locale}"
        path = twilio.arrive().text.split("<Play>")[1].split(".wav")[0]
        captions = path.removeprefix(twilio.settings.public_url) + ".vtt"
        assert heard in twilio.client.get(captions).text


@pytest.mark.parametrize(
    "fields",
    [
        {"CallSid": None},
        {"To": None},
        {"CallSid": ["CA1", "CA2"]},
        {"From": [ANNA, BELGIUM]},
        {"Digits": ["1", "2"]},
        {"CallSid": "C" * 65},
        {"Digits": "1" * 65},
    ],
)
def test_a_form_that_cannot_be_read_is_an_apology(twilio, fields, caplog):
    """A missing, doubled or endless field is spoken about, and logged by its name."""
    assert words(twilio.post("/voice", **fields)) == ["Play", "Hangup"]
    assert next(iter(fields)) in caplog.text


@pytest.mark.parametrize("digits", ["", "*", "#", "12a", "१२३४५६", "-1", "1" * 64])
def test_odd_digits_are_asked_again(twilio, digits):
    """Whatever comes as digits, the PIN is asked again and nothing is tried."""
    twilio.arrive()
    twilio.press(1, "1")
    assert words(twilio.press(2, digits))[0] == "Gather"


def test_a_withheld_number_may_come_empty(twilio):
    """A From without content is a caller who shows no number."""
    assert words(twilio.arrive(From=""))[0] == "Gather"


def test_a_number_without_a_hotline_is_told_so(twilio, caplog):
    """Callers of a number we do not know hear that, in every language."""
    answer = twilio.arrive(To="+15005550006")
    assert words(answer) == ["Play", "Hangup"]
    assert "+15005550006" in caplog.text


@pytest.mark.parametrize("method", ["get", "put"])
def test_another_method_is_an_apology(client, settings, method):
    """A signed webhook with a method we do not take is spoken to."""
    signature = sign(settings.public_url + "/voice", {}, settings.auth_tokens[0])
    answer = getattr(client, method)("/voice", headers={HEADER: signature})
    assert words(answer) == ["Play", "Hangup"]


def test_an_unsigned_fault_is_refused(client):
    """A body that is too large is not read, and its sender told nothing."""
    refused = client.post("/voice", data={"CallSid": "x" * 70_000})
    assert (refused.status_code, refused.text) == (403, "")


def test_a_fault_is_an_apology_in_the_callers_language(twilio, rooms, caplog):
    """When our database breaks the caller hears so in French, and we read why."""
    twilio.arrive()
    with rooms.engine.begin() as connection:
        connection.execute(text("DROP TABLE answers"))
    answer = twilio.press(1, "1")
    assert words(answer) == ["Play", "Hangup"]
    assert "a turn failed" in caplog.text
    assert twilio.call_sid not in caplog.text


def test_without_a_database_callers_hear_words(make_app, settings, tmp_path):
    """A database that is not migrated is an apology on the line, and not ready."""
    client = make_app(database_url=f"sqlite:///{tmp_path}/empty.db").test_client()
    assert words(Twilio(client, settings).arrive()) == ["Play", "Hangup"]
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200


def test_missing_recordings_are_said_by_a_voice(make_app, settings, tmp_path, caplog):
    """Without a recording the same words are given to <Say>, and it is logged."""
    client = make_app(prompts=tmp_path).test_client()
    with caplog.at_level(logging.WARNING):
        answer = Twilio(client, settings).arrive()
    assert words(answer)[:2] == ["Gather", "Say"]
    assert "Bienvenue chez Saldo." in answer.text
    told = caplog.records[0].msg
    assert told["event"] == "said without recordings"
    assert (told["sentence"], told["locale"]) == ("greeting", "fr_BE")


def test_voices_of_twilio_say_the_same_words(make_app, settings):
    """With IVR_VOICE=say a balance is spelled out for a voice of its language."""
    twilio = Twilio(make_app(uses_recordings=False).test_client(), settings)
    twilio.arrive()
    twilio.press(1, "1")
    answer = twilio.press(2, ANNAS_PIN).text
    assert "septante et un euros quatre-vingts" in answer
    assert 'voice="Polly.Isabelle-Neural"' in answer


@pytest.mark.parametrize("balance", [Money(10**10, "EUR"), Money(500, "CHF")], ids=str)
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
    assert words(answer)[0] == "Gather"
    assert words(twilio.press(3, "*"))[0] == "Gather"
    assert "a figure cannot be said" in caplog.text
    assert "balance.amount" in caplog.text
    assert str(balance.minor_units) not in caplog.text


def test_a_transfer_goes_to_the_agent_and_comes_back(twilio):
    """0 dials the hotline's agent; a line that is busy leads back to the menu."""
    twilio.arrive()
    dial = twilio.press(1, "0")
    assert words(dial) == ["Play", "Dial"]
    assert ">+3222340001</Dial>" in dial.text
    busy = twilio.post("/voice/turn/2", DialCallStatus="busy")
    assert words(busy)[0] == "Gather"


def test_a_status_is_noted_once(twilio, rooms):
    """The first end that Twilio tells counts; what comes late changes nothing."""
    twilio.arrive()
    for status in ("in-progress", "completed", "completed", "failed"):
        assert twilio.post("/voice/status", CallStatus=status).status_code == 204
    with rooms.engine.connect() as connection:
        ended = connection.execute(text("SELECT end_status FROM calls")).scalars()
        assert list(ended) == ["completed"]
