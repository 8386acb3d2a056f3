"""What the page shows of a call and of the demo: all that is no secret."""

import io
import logging

from conftest import ANNAS_PIN
from fakes.page import ANNA, BALANCE, BELGIUM

from ivr import logs


def test_webhooks_can_be_peeked_at(page):
    """Path, form, signature, TwiML and time of each, the status callback too."""
    page.dial().talk("1")
    arrived, *_, ended = page.of("peek")
    assert arrived["path"] == "/voice"
    assert arrived["form"]["To"] == BELGIUM
    assert len(arrived["signature"]) == 28
    assert "<Gather" in arrived["twiml"]
    assert arrived["status"] == 200
    assert arrived["milliseconds"] >= 0
    assert ended["path"] == "/voice/status"
    assert ended["form"]["CallStatus"] == "completed"


def test_no_secret_can_be_peeked_at(page, settings):
    """Neither the PIN, nor a signature that it could be found from, nor the token."""
    page.dial().talk(f"1 {ANNAS_PIN}")
    keyed = [it for it in page.of("peek") if "Digits" in it["form"]]
    assert [it["form"]["Digits"] for it in keyed] == ["1", "••••••"]
    assert set(keyed[1]["signature"]) == {"•"}
    everything = str(page.heard)
    assert ANNAS_PIN not in everything
    assert settings.auth_tokens[0].reveal() not in everything


def test_nothing_of_a_call_is_logged(page):
    """Not the PIN, the number, the words, nor the name of the call."""
    stream = io.StringIO()
    logs.set_up(stream, logging.DEBUG, as_json=True)
    page.dial().talk(f"1 {ANNAS_PIN}")
    logged = stream.getvalue()
    assert "turn answered" in logged
    for secret in (ANNAS_PIN, ANNA, BALANCE, page.call):
        assert secret not in logged


def test_the_directory_lists_the_demo(open_client):
    """Hotlines with their languages, and callers with their public PINs and states."""
    listed = open_client.get("/phone/directory").json
    belgium = next(it for it in listed["hotlines"] if it["number"] == BELGIUM)
    assert belgium["written"] == "+32 78 12 00 01"
    assert belgium["region"] == "BE"
    callers = {it["number"]: it for it in listed["callers"]}
    assert callers[ANNA]["pin"] == ANNAS_PIN
    states = {it["state"] for it in listed["callers"]}
    assert states == {"active", "no_credit", "expired", "suspended", "unknown"}


def test_pins_are_listed_only_in_a_demo(make_app, settings):
    """With a pepper of the operator's own nobody's PIN is anywhere."""
    peppers = (type(settings.secret_key)("a pepper of our own"),)
    client = make_app(has_phone=True, pin_peppers=peppers).test_client()
    assert client.get("/phone/directory").json["callers"] == []
