"""Who is not Twilio is refused, whatever is sent."""

import pytest
from conftest import ANNA, BELGIUM, CALL_SID, Twilio
from fakes.raw_request import environ
from fakes.twiml import verbs

from ivr.domain.secret import Secret
from ivr.twilio.signature import HEADER, sign

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


@pytest.mark.parametrize(
    ("signed_for", "sent_to", "moved"),
    [
        ("/voice/status", "/voice", "/status"),
        ("/voice/turn/22", "/voice", "/turn/22"),
        ("/voice/turn/22", "/voice/turn", "/22"),
        ("/voice/turn/22", "/voice/turn/2", "2"),
        ("/voice?a=1", "/voice", "?a=1"),
    ],
)
def test_a_signature_fits_one_url(client, settings, signed_for, sent_to, moved):
    """The end of a signed path cannot be moved into the name of the first field."""
    form = {"AccountSid": "AC1", "CallSid": CALL_SID, "From": ANNA, "To": BELGIUM}
    signature = sign(settings.public_url + signed_for, form, settings.auth_tokens[0])
    account = form.pop("AccountSid")
    form[f"{moved}AccountSid"] = account
    refused = client.post(sent_to, data=form, headers={HEADER: signature})
    assert (refused.status_code, refused.text) == (403, "")


def test_headers_of_a_sip_call_are_signed_fields(twilio):
    """Twilio passes them on by names with a hyphen."""
    assert verbs(twilio.arrive(**{"SipHeader_X-Trunk": "1"}))


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("path", ["/voice", "/voice/none"])
def test_a_whole_url_in_place_of_a_path_is_refused(client, method, path):
    """What is asked of a proxy is no webhook, whatever the public URL looks like."""
    request = environ(path, method=method, headers={HEADER: "x"})
    refused = client.open(request | {"RAW_URI": f"http://x{path}"})
    assert (refused.status_code, refused.text) == (403, "")


def test_both_tokens_sign_while_they_are_rotated(make_app, settings):
    """During a rotation the old token and the new one are accepted."""
    client = make_app(auth_tokens=(Secret("new"), *settings.auth_tokens)).test_client()
    assert verbs(Twilio(client, settings).arrive())


def test_a_query_is_part_of_what_is_signed(client, settings, twilio):
    """The signature is checked over the path and query as they were sent."""
    assert verbs(twilio.post("/voice?shop=B%C3%A9&x=%2B1"))
