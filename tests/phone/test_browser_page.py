"""The phone page in a real browser: dialled, heard, pressed, and read by everybody."""

import json
import os
from http import HTTPStatus
from pathlib import Path

import httpx
import pytest
from fakes.browser import dial, missing, opened, phone_page
from fakes.server import served

from ivr.phone.browser.call import VANISHED_S
from ivr.phone.browser.routes import PAGE
from ivr.phone.sound import SAMPLE_RATE_HZ
from ivr.phone.wav import wav_of

BELGIUM, ANNA, PIN = "+3278120001", "+32470654321", "141421"
BALANCE = "Il vous reste septante et un euros quatre-vingts de crédit."
MODULES = Path(__file__).parents[2] / "var" / "node" / "node_modules"
AXE = Path(os.environ.get("IVR_AXE") or MODULES / "axe-core" / "axe.min.js")
PATIENCE_MS = 30_000
LIGHTS = ("light", "dark")
NARROW = {"viewport": {"width": 320, "height": 568}}


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    if lacking := missing():
        pytest.skip(lacking)
    with served(tmp_path_factory.mktemp("phone")) as (port, _):
        yield port


@pytest.fixture(scope="module")
def browser(port):
    with opened() as browser:
        yield browser


@pytest.fixture
def open_page(browser, port):
    """Give what opens the page; what went wrong in it fails the test."""
    pages, complaints = [], []

    def open_page(**looks):
        page = phone_page(browser, port, **looks)
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda it: it.type == "error" and complaints.append(it.text))
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        page.context.close()
    assert complaints == []


@pytest.fixture
def page(open_page):
    return open_page()


def heard(page):
    """Give what came out of the loudspeaker so far."""
    return page.evaluate("window.heard")


def asked(page, words):
    """Wait until the hotline asks for something."""
    page.locator("#hint", has_text=words).wait_for()


def with_the_mouse(page, keys):
    for key in keys:
        page.click(f"#keypad button:text-is('{key}')")


def with_the_keyboard(page, keys):
    page.keyboard.type(keys)


@pytest.mark.parametrize("press", [with_the_mouse, with_the_keyboard])
def test_a_caller_dials_and_hears_the_balance(page, press):
    """1 and the PIN, by mouse or keyboard: the balance is read and really heard."""
    dial(page, BELGIUM, ANNA)
    asked(page, "Press a key")
    press(page, "1")
    asked(page, "Enter 6 digits")
    press(page, PIN)
    said = page.locator("#log p", has_text=BALANCE)
    said.wait_for()
    assert said.get_attribute("lang") == "fr-BE"
    assert page.locator("#tongue").text_content() == "français"
    ended = heard(page)["ended"]
    page.wait_for_function("before => window.heard.ended > before", arg=ended)
    assert heard(page)["samples"] > 1000
    assert heard(page)["loudest"] > 0.01
    assert PIN not in page.locator("#log").text_content()
    page.keyboard.press("Escape")
    page.get_by_text("You hung up.").wait_for()


def test_nothing_is_heard_before_somebody_dials(page):
    """The page makes no sound of its own; dialling rings, and then the hotline speaks."""
    assert heard(page)["samples"] == 0
    dial(page, BELGIUM, ANNA)
    page.wait_for_function("window.heard.loudest > 0")
    page.locator("#status", has_text="Ringing").or_(
        page.locator(".said")
    ).first.wait_for()
    page.locator(".said").first.wait_for()


def test_a_key_stops_the_voice_at_once(page):
    """Barge-in: the sound has ended by the time the key was clicked."""
    dial(page, BELGIUM, ANNA)
    page.locator(".said").first.wait_for()
    ended = heard(page)["ended"]
    with_the_mouse(page, "1")
    page.wait_for_function("before => window.heard.ended > before", arg=ended)
    asked(page, "Enter 6 digits")


def test_what_is_muted_is_not_heard(page):
    """The earpiece is silent until it is switched on again, and the call goes on."""
    dial(page, BELGIUM, ANNA)
    page.locator(".said").first.wait_for()
    page.click("#mute")
    # What was said before leaves the loudspeaker; after that there is nothing.
    page.wait_for_function(
        "() => { const before = window.last; window.last = window.heard.samples;"
        " return before === window.last; }",
        polling=300,
    )
    before = heard(page)["samples"]
    page.locator(".said").nth(page.locator(".said").count()).wait_for()
    page.wait_for_timeout(300)  # of the next sentence
    assert heard(page)["samples"] == before
    page.click("#mute")
    page.wait_for_function("before => window.heard.samples > before", arg=before)


def test_a_muted_call_mutes_no_other(page):
    """Whoever dials again hears it ring."""
    dial(page, BELGIUM, ANNA)
    page.click("#mute[aria-pressed=false]")
    page.click("#hang-up")
    page.locator("#outcome").wait_for()
    before = heard(page)["samples"]
    page.click(".dial")
    page.locator("#mute[aria-pressed=false]").wait_for()
    page.wait_for_function("before => window.heard.samples > before", arg=before)


def test_the_keyboard_alone_will_do(page):
    """Tab to the dial button, Enter, digits, Escape, Enter again: the page is all used."""
    page.focus("#hotline")
    while page.evaluate("document.activeElement.className") != "dial":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    asked(page, "Press a key")
    assert page.evaluate("document.activeElement.id") == "keypad"
    page.keyboard.press("Escape")
    page.get_by_text("You hung up.").wait_for()
    page.keyboard.press("Enter")
    page.locator("#status", has_text="Ringing").wait_for()


def test_the_webhooks_can_be_looked_at(page):
    """Behind the call: signature, form and TwiML, with the PIN as dots."""
    dial(page, BELGIUM, ANNA)
    asked(page, "Press a key")
    with_the_keyboard(page, "1")
    asked(page, "Enter 6 digits")
    with_the_keyboard(page, PIN)
    page.get_by_text(BALANCE).wait_for()
    page.click("#peek > summary")
    page.locator(".hook > summary").nth(2).click()
    hook = page.locator(".hook").nth(2).text_content()
    assert "POST /voice/turn/2" in hook
    assert "Digits: ••••••" in hook
    assert "<Gather" in hook
    assert PIN not in page.locator("#hooks").text_content()


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


@pytest.mark.parametrize(
    ("locale", "dials", "language"),
    [
        ("en-US", "Call", "English"),
        ("ja-JP", "電話をかける", "日本語"),
        ("ko-KR", "전화 걸기", "한국어"),
        ("nl-BE", "Bellen", "Nederlands"),
        ("fr-BE", "Appeler", "français"),
        ("zh-CN", "拨打", "中文"),
        ("sv-SE", "Call", "English"),
    ],
)
def test_the_page_speaks_the_readers_language(open_page, locale, dials, language):
    """It is that of the browser, else English; nothing sticks out at 320 pixels."""
    page = open_page(locale=locale, **NARROW)
    assert page.text_content(".dial") == dials
    assert page.locator("#language option:checked").text_content() == language
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_another_language_can_be_chosen(page):
    """The choice changes every word, and holds when the page is opened again."""
    page.select_option("#language", "nl")
    assert page.text_content(".dial") == "Bellen"
    assert page.get_attribute("html", "lang") == "nl"
    page.reload()
    page.locator("#order").wait_for()
    assert page.text_content(".dial") == "Bellen"


def test_another_language_can_be_chosen_in_mid_call(page):
    """What the page says changes, and what was said before keeps its own language."""
    dial(page, BELGIUM, ANNA)
    asked(page, "Press a key")
    with_the_keyboard(page, "1")
    asked(page, "Enter 6 digits")
    page.select_option("#language", "ja")
    assert page.text_content("#hint") == "6桁の数字を入力してください"
    assert "ベルギー" in page.text_content("#party")
    assert page.locator("#log .mine").get_attribute("lang") == "en"
    page.click("#hang-up")
    page.locator("#outcome").wait_for()
    page.select_option("#language", "nl")
    assert page.text_content("#reason").strip() == "U hebt opgehangen."


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


@pytest.mark.parametrize(
    ("width", "height"),
    [(320, 568), (568, 320), (640, 400)],
    ids=["smallest", "smallest on its side", "200 percent"],
)
def test_the_keys_fit_on_the_smallest_telephone(open_page, width, height):
    """Words, keys and both buttons are seen without scrolling, whatever was before."""
    page = open_page(viewport={"width": width, "height": height})
    dial(page, BELGIUM, ANNA)
    page.locator(".said").first.wait_for()
    parts = ("#status", "#log .now", "#hint", "#keypad", "#mute", "#hang-up")
    boxes = [page.locator(part).bounding_box() for part in parts]
    assert all(0 <= it["y"] and it["y"] + it["height"] <= height for it in boxes)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_forced_colours_show_what_is_on(open_page):
    """Where the reader's own colours hide ours, lists, switches and mute still tell."""
    page = open_page(forced_colors="active")
    drawn = "it => getComputedStyle(it).appearance"
    for control in ("#hotline", "#language", "#slow"):
        assert page.locator(control).evaluate(drawn) == "auto"
    dial(page, BELGIUM, ANNA)
    colour = "it => getComputedStyle(it).backgroundColor"
    before = page.locator("#mute").evaluate(colour)
    page.click("#mute")
    assert page.locator("#mute").evaluate(colour) != before


@pytest.mark.parametrize("light", LIGHTS)
def test_nobody_is_kept_out(open_page, light):
    """axe-core finds nothing amiss, before a call, in it, and after it."""
    if not AXE.exists():
        pytest.skip("axe-core is missing: make prism")
    page = open_page(color_scheme=light)
    assert violations(page) == []
    dial(page, BELGIUM, ANNA)
    asked(page, "Press a key")
    with_the_keyboard(page, "1")
    asked(page, "Enter 6 digits")
    with_the_keyboard(page, "14")
    page.click("#peek > summary")
    page.locator(".hook > summary").first.click()
    assert violations(page) == []
    page.click("#hang-up")
    page.locator("#outcome").wait_for()
    assert violations(page) == []


def test_a_screen_reader_hears_each_name_once(page):
    """A switch is its name, and its hint apart; the end of a call is read as it comes."""
    page.get_by_role("switch", name="Slow line", exact=True).check()
    assert page.locator("#slow").get_attribute("aria-describedby") == "slow-about"
    dial(page, BELGIUM, ANNA)
    page.locator(".said").first.wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("group", name="You hung up.").wait_for()
    assert page.evaluate("document.activeElement.id") == "outcome"


def violations(page):
    """Give what axe-core finds amiss now: rule and place."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run()")["violations"]
    return [(it["id"], [node["target"] for node in it["nodes"]]) for it in found]


def test_every_language_has_every_word():
    """The page's table has the same entries, with the same gaps, in each language."""
    table = json.loads((PAGE / "words.json").read_text(encoding="utf-8"))
    assert set(table) == {"en", "ja", "ko", "nl", "fr", "zh"}

    def gaps(words):
        return {name: sorted(set(text.split("{")[1:])) for name, text in words.items()}

    names = {name: sorted(it) for name, it in table.items()}
    assert all(it == names["en"] for it in names.values())
    for words in table.values():
        assert all(text.strip() for text in words.values())
        for name, text in words.items():
            for gap in ("{pin}", "{count}", "{keys}", "{number}"):
                assert (gap in text) == (gap in table["en"][name])
