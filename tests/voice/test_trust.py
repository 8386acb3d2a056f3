"""What of a webhook is believed, and what every answer says to who receives it."""

import json
from urllib.parse import quote

import pytest
from conftest import ANNA, BELGIUM, CALL_SID, Twilio
from sqlalchemy import text

from ivr.domain.secret import Secret
from ivr.speech.catalog import catalog_of
from ivr.twilio.signature import HEADER, sign


@pytest.fixture
def twilio(make_app, settings):
    """Give a Twilio that is answered in words."""
    return Twilio(make_app(uses_recordings=False).test_client(), settings)


@pytest.mark.parametrize(
    "attested",
    [
        "TN-Validation-Failed",
        "TN-Validation-Failed-A",
        "TN-Validation-Failed-B",
        "TN-Validation-Failed-C",
    ],
)
def test_a_forged_number_is_asked_for_number_and_pin(twilio, attested):
    """Where the network says that From is not the caller's, it is nobody's number."""
    offered = twilio.arrive(StirVerstat=attested).text
    assert catalog_of("nl_BE").words("greeting").split("{")[0] in offered
    twilio.press(1, "2")
    asked = twilio.press(2, "1").text
    assert catalog_of("fr_BE").words("number.ask") in asked


@pytest.mark.parametrize(
    "attested",
    [
        None,
        "",
        "NULL",
        "No-TN-Validation",
        "TN-Validation-Passed-A",
        "TN-Validation-Passed-C-Diverted",
        "tn-validation-failed-a",
        "TN-Validation-Failed-D",
        "TN-Validation-Failed-A ",
        "TN-Validation-FailedX",
    ],
)
def test_any_other_word_on_a_number_means_nothing(twilio, attested):
    """Most networks attest nothing: their callers are greeted as ever, and no better."""
    assert "Bienvenue" in twilio.arrive(StirVerstat=attested).text
    asked = twilio.press(1, "1").text
    assert "Tapez votre code client à six chiffres." in asked


def test_a_number_that_is_too_long_is_nobodys(twilio):
    """However it begins: the account of that number is not asked about."""
    assert "Welkom" in twilio.arrive(From=ANNA + " " * 53).text


@pytest.mark.parametrize("name", ["CallStatus", "From", "Digits"])
def test_a_recorded_webhook_is_no_other_call(twilio, settings, rooms, name):
    """A name and its value moved into CallSid keep a signature, and begin nothing."""
    sent = {"CallSid": CALL_SID, name: "1", "To": BELGIUM}
    signature = sign(settings.public_url + "/voice", sent, settings.auth_tokens[0])
    spliced = {"CallSid": f"{CALL_SID}{name}1", "To": BELGIUM}
    for form in (sent, spliced):
        answer = twilio.client.post("/voice", data=form, headers={HEADER: signature})
        assert answer.status_code == 200
    assert "<Hangup" in answer.text
    with rooms.engine.connect() as connection:
        kept = connection.execute(text("SELECT call_sid FROM calls")).scalars().all()
    assert kept == [CALL_SID]


@pytest.mark.parametrize("path", ["/voice", "/voice/turn/1"])
def test_a_doubled_attestation_is_no_form(twilio, path):
    """Of two words on a number neither is believed."""
    doubled = ["TN-Validation-Passed-A", "TN-Validation-Failed-A"]
    answer = twilio.post(path, StirVerstat=doubled)
    assert catalog_of("nl_BE").words("fault.sorry") in answer.text


@pytest.mark.parametrize("path", ["/voice", "/voice/turn/1", "/voice/status"])
@pytest.mark.parametrize("query", ["", "?bodySHA256=" + "0" * 64])
def test_json_is_refused(client, settings, path, query):
    """A signature of Twilio's covers a form: any other body is nobody's word."""
    url = settings.public_url + path + query
    signature = sign(url, {}, settings.auth_tokens[0])
    body = json.dumps({"CallSid": "CA1", "From": ANNA, "To": BELGIUM})
    refused = client.post(
        path + query,
        data=body,
        content_type="application/json",
        headers={HEADER: signature},
    )
    assert (refused.status_code, refused.text) == (403, "")


@pytest.mark.parametrize("is_signed", [True, False])
def test_a_body_without_end_is_not_read(client, settings, is_signed):
    """More than 64 KiB is refused unread, so that its signature is not looked at."""
    form = {"CallSid": "CA1", "From": ANNA, "To": BELGIUM, "Digits": "1" * 70_000}
    token = settings.auth_tokens[0] if is_signed else Secret("another token")
    signature = sign(settings.public_url + "/voice", form, token)
    refused = client.post("/voice", data=form, headers={HEADER: signature})
    assert (refused.status_code, refused.text) == (403, "")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("post", "/voice"),
        ("post", "/voice/status"),
        ("get", "/healthz"),
        ("get", "/readyz"),
        ("get", "/speech/nonsense.wav"),
        ("get", "/nowhere"),
        ("put", "/healthz"),
        ("options", "/healthz"),
    ],
)
def test_every_answer_is_guarded(client, method, path):
    """Nothing of ours is a page, kept by what lies between, or tells where it was."""
    answer = getattr(client, method)(path)
    policy = answer.headers["Content-Security-Policy"]
    assert policy == "default-src 'none'; frame-ancestors 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


def test_speech_is_kept_for_as_long_as_its_door_says(client, settings):
    """What a webhook answers is kept nowhere; what it plays is, and is no less guarded."""
    answer = Twilio(client, settings).arrive()
    assert answer.headers["Cache-Control"] == "no-store"
    path = answer.text.split("<Play>")[1].split("</Play>")[0]
    played = client.get(path.removeprefix(settings.public_url))
    assert "max-age" in played.headers["Cache-Control"]
    assert played.headers["X-Content-Type-Options"] == "nosniff"


def test_a_page_that_was_not_asked_for_shows_nothing(client):
    """What somebody writes into a path is not shown to anybody."""
    answer = client.get(f"/{quote('<script>')}")
    assert answer.status_code == 404
    assert "script" not in answer.text
