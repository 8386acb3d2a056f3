"""The voice webhooks, as Twilio meets them: what a turn is answered with."""

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from conftest import ANNA, ANNAS_PIN, Twilio
from fakes.twiml import verbs


def test_the_answer_keeps_to_the_portable_core(twilio):
    """A question is a Gather around what is played, followed by a Redirect."""
    answer = twilio.arrive()
    assert verbs(answer) == ["Gather", "Play", "Redirect"]
    gather = ET.fromstring(answer.text)[0]
    needed = {"input", "numDigits", "finishOnKey", "timeout", "action", "method"}
    assert set(gather.keys()) == needed
    assert gather.get("input") == "dtmf"


def test_an_account_in_another_language_hears_ours(twilio, rooms):
    """An account in a language we lack is spoken to in the hotline's own."""
    account = rooms.accounts.read(ANNA)
    for locale, heard in (("fr-BE", "Bienvenue"), ("xx_XX", "Welkom")):
        rooms.accounts.write(replace(account, locale=locale))
        twilio.call_sid = f"CA{locale.lower()}"
        path = twilio.arrive().text.split("<Play>")[1].split(".wav")[0]
        captions = path.removeprefix(twilio.settings.public_url) + ".vtt"
        assert heard in twilio.client.get(captions).text


@pytest.mark.parametrize("call_sid", ["CA" + "aB" * 16, "CA1", "SMcall-1_a"])
def test_a_call_may_have_any_sid(twilio, call_sid):
    """Twilio's own, and what other platforms that speak TwiML take for one."""
    twilio.call_sid = call_sid
    assert verbs(twilio.arrive())[0] == "Gather"


@pytest.mark.parametrize("digits", ["", "*", "#", "12a", "१२३४५६", "-1", "1" * 64])
def test_odd_digits_are_asked_again(twilio, digits):
    """Whatever comes as digits, the PIN is asked again and nothing is tried."""
    twilio.arrive()
    twilio.press(1, "1")
    assert verbs(twilio.press(2, digits))[0] == "Gather"


def test_a_withheld_number_may_come_empty(twilio):
    """A From without content is a caller who shows no number."""
    assert verbs(twilio.arrive(From=""))[0] == "Gather"


def test_voices_of_twilio_say_the_same_words(make_app, settings):
    """With IVR_VOICE=say a balance is spelled out for a voice of its language."""
    twilio = Twilio(make_app(uses_recordings=False).test_client(), settings)
    twilio.arrive()
    twilio.press(1, "1")
    answer = twilio.press(2, ANNAS_PIN).text
    assert "septante et un euros quatre-vingts" in answer
    assert 'voice="Polly.Isabelle-Neural"' in answer


def test_a_transfer_goes_to_the_agent_and_comes_back(twilio):
    """0 dials the hotline's agent; a line that is busy leads back to the menu."""
    twilio.arrive()
    dial = twilio.press(1, "0")
    assert verbs(dial) == ["Play", "Dial"]
    assert ">+3222340001</Dial>" in dial.text
    busy = twilio.post("/voice/turn/2", DialCallStatus="busy")
    assert verbs(busy)[0] == "Gather"
