"""Whoever opens the page calls: dialled, heard, looked behind, and hung up."""

from http import HTTPStatus
from pathlib import Path

import httpx
import pytest
from conftest import ANNAS_PIN
from fakes.browser import (
    asked,
    dial,
    heard,
    with_the_keyboard,
    with_the_mouse,
)
from fakes.page import ANNA, BALANCE, BELGIUM

from ivr.phone.browser.call import VANISHED_S
from ivr.phone.sound import SAMPLE_RATE_HZ
from ivr.phone.wav import wav_of


@pytest.mark.parametrize("press", [with_the_mouse, with_the_keyboard])
def test_a_caller_dials_and_hears_the_balance(page, press):
    """1 and the PIN, by mouse or keyboard: the balance is read and really heard."""
    dial(page, BELGIUM, ANNA)
    asked(page, "Press a key")
    press(page, "1")
    asked(page, "Enter 6 digits")
    press(page, ANNAS_PIN)
    said = page.locator("#log p", has_text=BALANCE)
    said.wait_for()
    assert said.get_attribute("lang") == "fr-BE"
    assert page.locator("#tongue").text_content() == "français"
    ended = heard(page)["ended"]
    page.wait_for_function("before => window.heard.ended > before", arg=ended)
    assert heard(page)["samples"] > 1000
    assert heard(page)["loudest"] > 0.01
    assert ANNAS_PIN not in page.locator("#log").text_content()
    page.keyboard.press("Escape")
    page.get_by_text("You hung up.").wait_for()


def test_the_webhooks_can_be_looked_at(page):
    """Behind the call: signature, form and TwiML, with the PIN as dots."""
    dial(page, BELGIUM, ANNA)
    asked(page, "Press a key")
    with_the_keyboard(page, "1")
    asked(page, "Enter 6 digits")
    with_the_keyboard(page, ANNAS_PIN)
    page.get_by_text(BALANCE).wait_for()
    page.click("#peek > summary")
    page.locator(".hook > summary").nth(2).click()
    hook = page.locator(".hook").nth(2).text_content()
    assert "POST /voice/turn/2" in hook
    assert "Digits: ••••••" in hook
    assert "<Gather" in hook
    assert ANNAS_PIN not in page.locator("#hooks").text_content()


def test_the_recording_can_be_saved(page):
    """After the call it is a link to a WAV file."""
    dial(page, BELGIUM, ANNA)
    page.locator(".said").nth(1).wait_for()
    page.click("#hang-up")
    with page.expect_download() as download:
        page.click("#recording")
    assert Path(download.value.path()).read_bytes().startswith(b"RIFF")


def told(page, *news):
    """Have the page told *news* of its call, and then that it was put through."""
    ended = {"kind": "ended", "reason": "transferred", "message": "", "duration_s": 1}
    items = [it | {"number": place} for place, it in enumerate([*news, ended], 1)]
    page.route("**/news?*", lambda route: route.fulfill(json={"news": items}))


def test_an_agent_is_told_of_kindly(page):
    """A caller who is put through learns to whom, and that nobody is called."""
    told(page, {"kind": "transfer", "to": "+3222340001"})
    dial(page, BELGIUM, ANNA)
    note = page.locator("#log .note")
    note.wait_for()
    assert "+3222340001" in note.text_content()
    assert page.text_content("#reason").strip() == "You were put through."


def test_a_voice_that_is_not_here_is_told(page):
    """What only Twilio's voice would say can be read, with a word on the silence."""
    caption = {"text": "Good morning.", "locale": "en", "starts_s": 0, "ends_s": 1}
    sound = {"sound": 0, "length_s": 1, "captions": [caption], "can_be_cut": False}
    play = {"kind": "play", "number": 1, "is_silent": True, **sound}
    page.route("**/news?*", lambda route: None)  # nothing more is ever told
    page.route("**/news?after=0", lambda route: route.fulfill(json={"news": [play]}))
    silence = wav_of(bytes(SAMPLE_RATE_HZ))
    page.route("**/sounds/0.wav", lambda route: route.fulfill(body=silence))
    dial(page, BELGIUM, ANNA)
    page.locator("#log .said", has_text="Good morning.").wait_for()
    page.locator("#log .note", has_text="Twilio's voice").wait_for()


def test_another_number_can_call(page):
    """Any number, written as people write it; one that is none is asked for again."""
    page.select_option("#caller", "other")
    page.fill("#other", "0470 12")
    page.click(".dial")
    assert page.evaluate("document.getElementById('other').validationMessage")
    page.fill("#other", "0032 470 65 43 21")
    page.click(".dial")
    page.locator("#log p", has_text="Bienvenue").wait_for()


def test_a_call_ends_when_the_page_is_left(page, port):
    """Whoever closes the page has hung up, and does not only stop listening."""
    with page.expect_response("**/phone/calls") as placed:
        dial(page, BELGIUM, ANNA)
    call = f"http://127.0.0.1:{port}/phone/calls/{placed.value.json()['id']}"
    page.locator(".said").first.wait_for()
    page.goto("about:blank")
    while httpx.get(f"{call}/recording.wav").status_code == HTTPStatus.CONFLICT:
        pass
    ended = httpx.get(f"{call}/news").json()["news"][-1]
    assert ended["reason"] == "hung_up_by_caller"
    assert ended["duration_s"] < VANISHED_S


def test_a_server_that_hangs_is_not_waited_for(page):
    """A caller gets the phone back, and the call is ended, when no news ever comes."""
    page.clock.install()
    page.route("**/news?*", lambda route: None)
    with page.expect_request("**/news?*"):
        dial(page, BELGIUM, ANNA)
        page.clock.run_for(2000)
    with page.expect_request("**/hang-up"):
        page.clock.run_for(20_000)
    page.get_by_text("The hotline cannot be reached.").wait_for()
    page.locator(".dial").wait_for()
