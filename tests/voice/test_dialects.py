"""Platforms that speak Twilio's dialect with CallSids and numbers of their own."""

import pytest
from conftest import ANNA, ANNAS_PIN, BELGIUM, Twilio

from ivr.speech.catalog import catalog_of

TWILIO = "CA" + "0123456789abcdef" * 2
SOMLENG = "9802a301-aed5-41c8-b662-e3d3180a3eb4"


@pytest.fixture
def twilio(make_app, settings):
    """Give a Twilio that is answered in words."""
    return Twilio(make_app(uses_recordings=False).test_client(), settings)


@pytest.mark.parametrize("call_sid", [TWILIO, TWILIO.upper(), SOMLENG])
def test_a_balance_is_heard_whatever_a_call_is_named(twilio, call_sid):
    """A CallSid is Twilio's, or a UUID as Somleng and SignalWire send it."""
    twilio.call_sid = call_sid
    twilio.arrive()
    twilio.press(1, "1")
    assert "septante et un" in twilio.press(2, ANNAS_PIN).text
    assert twilio.post("/voice/status", CallStatus="completed").status_code == 204


@pytest.mark.parametrize(
    "call_sid",
    [
        SOMLENG.upper(),
        SOMLENG[:-1],
        f"{SOMLENG}From1",
        f"{SOMLENG}0",
        SOMLENG.replace("-", ""),
        f"{{{SOMLENG}}}",
        f"CA{SOMLENG}From1",
    ],
)
def test_what_only_looks_like_a_uuid_names_no_call(twilio, call_sid):
    """Another field could hide in it, signed for another call."""
    twilio.call_sid = call_sid
    assert catalog_of("nl_BE").words("fault.sorry") in twilio.arrive().text


def test_numbers_are_read_without_their_plus(twilio):
    """As older versions of Somleng send them: hotline and caller are found."""
    bare = {"From": ANNA.removeprefix("+"), "To": BELGIUM.removeprefix("+")}
    assert "Bienvenue" in twilio.arrive(**bare).text
    twilio.post("/voice/turn/1", Digits="1", **bare)
    assert (
        "septante et un" in twilio.post("/voice/turn/2", Digits=ANNAS_PIN, **bare).text
    )


@pytest.mark.parametrize("sent", ["266696687", "0470654321", "654321", "sip:anna@x"])
def test_what_is_no_whole_number_is_nobodys(twilio, sent):
    """A word on a keypad, a national number, an extension: the caller is asked."""
    assert "Welkom" in twilio.arrive(From=sent).text
