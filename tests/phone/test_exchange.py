import re
from dataclasses import replace

import httpx
import pytest
from fakes.hotline import CALLER, DIALLED, gather, response, wav

from ivr.domain.secret import Secret
from ivr.phone.captions import CaptionsError
from ivr.phone.exchange import WebhookError
from ivr.phone.sound import SoundError

URL = "https://hotline.example/voice/turn/1"


def test_the_first_webhook_is_twilios(exchange, hotline):
    """The hotline is told of a call in the fields that Twilio sends, signed."""
    hotline.documents["/voice"] = response()
    leg = exchange.connect(CALLER, DIALLED)
    leg.ring()
    (form,) = hotline.sent_to("/voice")
    assert re.fullmatch("CA[0-9a-f]{32}", form["CallSid"])
    assert form == {
        "CallSid": leg.call_sid,
        "AccountSid": "AC1",
        "From": CALLER,
        "Caller": CALLER,
        "To": DIALLED,
        "Called": DIALLED,
        "Direction": "inbound",
        "ApiVersion": "2010-04-01",
        "CallStatus": "ringing",
    }


def test_two_calls_have_two_names(exchange):
    """Every call has a CallSid of its own."""
    assert exchange.connect("a", "b").call_sid != exchange.connect("a", "b").call_sid


@pytest.mark.parametrize("caller", ["anonymous", "Anonymous"])
def test_a_withheld_number_is_sent_as_twilio_sends_it(exchange, caller):
    """A caller who shows no number comes as the word ANONYMOUS on a keypad."""
    assert exchange.connect(caller, DIALLED).caller == "+266696687"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_both_methods_are_signed(exchange, hotline, method):
    """Fields come signed in a form, or in the query when GET is asked for."""
    hotline.documents["/voice/turn/1"] = response()
    leg = exchange.connect(CALLER, DIALLED)
    leg.request(f"{URL}?n=1", {"Digits": "*#"}, method)
    (form,) = hotline.sent_to("/voice/turn/1")
    assert (form["Digits"], form["CallStatus"]) == ("*#", "in-progress")


def test_the_time_of_the_server_is_measured(exchange, hotline):
    """A document tells how long the hotline took for it."""
    hotline.documents["/voice"] = response()
    ticks = iter([10.0, 10.25])
    timed = replace(exchange, clock=lambda: next(ticks))
    assert timed.connect(CALLER, DIALLED).ring().server_s == 0.25


def test_a_wrong_token_is_told(exchange, hotline):
    """A signature that the hotline refuses is told in a sentence, with both reasons."""
    hotline.documents["/voice"] = response()
    stranger = replace(exchange, auth_token=Secret("another"))
    with pytest.raises(
        WebhookError, match=r"403 at .*another auth token.*IVR_PUBLIC_URL"
    ):
        stranger.connect(CALLER, DIALLED).ring()


def test_a_failing_hotline_is_told_without_the_keys(exchange, hotline):
    """The sentence of a failure names the path, and never what was pressed."""
    hotline.failing["/voice/turn/1"] = "500 Oh"
    leg = exchange.connect(CALLER, DIALLED)
    with pytest.raises(WebhookError, match=r"500 at .*/turn/1") as failed:
        leg.request(URL, {"Digits": "314159"}, "GET")
    assert "314159" not in str(failed.value)


def test_a_webhook_without_a_document_is_a_failure(exchange, hotline):
    """Success without TwiML is no answer to a webhook."""
    hotline.failing["/voice"] = "204 No Content"
    with pytest.raises(WebhookError, match="without TwiML"):
        exchange.connect(CALLER, DIALLED).ring()


def test_a_hotline_that_is_not_there_is_told(exchange):
    """A connection that cannot be made is told in a sentence."""

    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    with httpx.Client(transport=httpx.MockTransport(refuse)) as client:
        gone = replace(exchange, client=client)
        with pytest.raises(WebhookError, match="cannot be reached"):
            gone.connect(CALLER, DIALLED).ring()


@pytest.mark.parametrize(
    ("sound", "vtt", "fault"),
    [
        (b"no wav", "WEBVTT\n", SoundError),
        (wav(1, rate_hz=16000), "WEBVTT\n", SoundError),
        (wav(1), "no captions", CaptionsError),
    ],
)
def test_a_sound_must_be_of_a_telephone_line(exchange, hotline, sound, vtt, fault):
    """A sound that no line carries, or without captions, is a fault with a name."""
    hotline.sounds["/speech/a.wav"] = sound
    hotline.captions["/speech/a.vtt"] = vtt
    leg = exchange.connect(CALLER, DIALLED)
    with pytest.raises(fault):
        leg.fetch_sound("https://hotline.example/speech/a.wav?signed=1")


def test_relative_addresses_are_those_of_the_document(call, hotline):
    """Addresses in a document are resolved against where the document was read."""
    hotline.speaks("/voice/turn/a.wav", 1, (0, 1, "Goed."))
    hotline.documents["/voice"] = response(
        gather('numDigits="1"'), "<Redirect>voice/other</Redirect>"
    )
    hotline.documents["/voice/turn/1"] = response(
        "<Play>a.wav</Play><Redirect>2</Redirect>"
    )
    hotline.documents["/voice/turn/2"] = response("<Hangup/>")
    assert call("1").said[-1] == ("hotline", "Goed.")
    assert hotline.sent_to("/voice/turn/2")
