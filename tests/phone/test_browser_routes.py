"""The phone page's routes: a whole call, and who may not place one."""

import io
import logging
import wave

import pytest
from conftest import ANNAS_PIN
from fakes.page import ANNA, BELGIUM, Page

from ivr import logs
from ivr.cli.voice import OfflineVoice
from ivr.phone.browser import call as calls
from ivr.phone.browser import line, routes, switchboard

BALANCE = "Il vous reste septante et un euros quatre-vingts de crédit."


ENGINES = {BELGIUM: "espeakng_loader", "+815012340001": "pyopenjtalk"}
"""What says the first words of a hotline."""


def samples_of(wav):
    with wave.open(io.BytesIO(wav)) as sound:
        return sound.readframes(sound.getnframes())


@pytest.fixture
def open_client(make_app, monkeypatch):
    """Give a client of a hotline with the phone page; it never waits long for news."""
    monkeypatch.setattr(routes, "NEWS_WAIT_S", 0.5)
    return make_app(has_phone=True).test_client()


@pytest.fixture
def make_page(open_client):
    """Give a maker of pages, whose calls are over in the end."""
    made = []

    def make():
        made.append(Page(open_client))
        return made[-1]

    yield make
    for page in made:
        if page.call and page.post("hang-up").status_code == 204:
            page.heard.clear()
            page.until("ended")


@pytest.fixture
def page(make_page):
    return make_page()


def test_a_call_from_the_page_hears_the_balance(page):
    """Dialled, keyed and heard over the page's routes, it is a call like any other."""
    page.dial().talk(f"1 {ANNAS_PIN}")
    assert BALANCE in page.said
    assert page.keyed[:2] == ["1", "••••••"]
    assert page.of("ended")[0]["reason"] == "hung_up_by_caller"


def test_captions_come_with_the_sound(page):
    """Each sound is told with its sentences, their language and their moments."""
    told = page.dial().until("play")
    first = told["captions"][0]
    assert (first["text"], first["locale"]) == ("Bienvenue chez Saldo.", "fr_BE")
    assert 0 <= first["starts_s"] < first["ends_s"] <= told["length_s"]
    assert not told["is_silent"]


def test_a_voice_that_is_not_here_is_silent(make_app):
    """What Twilio's voice would say has words, a length, and nothing to hear."""
    page = Page(make_app(has_phone=True, uses_recordings=False).test_client())
    told = page.dial().until("play")
    assert told["is_silent"]
    assert told["captions"][0]["text"]
    page.post("hang-up")
    page.until("ended")


@pytest.mark.parametrize(("dialled", "engine"), ENGINES.items())
def test_an_offline_voice_says_what_twilios_would(make_app, dialled, engine):
    """Where one is installed the page hears it, and so does the recording."""
    pytest.importorskip(engine, reason="the offline voices are not here")
    app = make_app(has_phone=True, uses_recordings=False, voice=OfflineVoice())
    page = Page(app.test_client())
    told = page.dial(hotline=dialled).until("play")
    heard = page.get(f"sounds/{told['sound']}.wav").data
    page.talk()
    assert not told["is_silent"]
    assert any(samples_of(heard))
    assert any(samples_of(page.get("recording.wav").data))


def test_the_sound_is_what_the_hotline_plays(page):
    """The page fetches it by its number while it is played, and not later."""
    told = page.dial().until("play")
    fetched = page.get(f"sounds/{told['sound']}.wav")
    with wave.open(io.BytesIO(fetched.data)) as sound:
        length_s = sound.getnframes() / sound.getframerate()
    assert length_s == pytest.approx(told["length_s"])
    assert page.get(f"sounds/{told['sound'] + 1}.wav").status_code == 404


def test_a_key_stops_a_question(page):
    """Barge-in: the page is told to stop, and the next question comes."""
    page.dial().until_question()
    page.post("keys", keys="1")
    page.until("stop")
    assert page.until("asked")["secret"]


def test_a_question_tells_how_many_keys_it_takes(page):
    """One for a choice, six for the PIN, which is secret."""
    page.dial().talk(f"1 {ANNAS_PIN}")
    asked = [(it["digits"], it["secret"]) for it in page.of("asked")]
    assert asked[:2] == [(1, False), (6, True)]


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


def test_the_recording_is_there_after_the_call(page):
    """What was heard can be had as WAV once the call is over."""
    page.dial()
    assert page.get("recording.wav").status_code == 409
    page.talk(f"1 {ANNAS_PIN}")
    with wave.open(io.BytesIO(page.get("recording.wav").data)) as recording:
        assert recording.getnframes() > 0


def test_an_agent_is_named_and_not_called(page):
    """The page is told who would be called, and the call ends well."""
    page.dial().talk("0", waits=True)
    assert page.of("transfer")[0]["to"] == "+3222340001"
    assert page.of("ended")[0]["reason"] == "transferred"


def test_a_slow_line_answers_late(page, monkeypatch):
    """Each webhook's answer is held back, and no sound is."""
    waited = []
    monkeypatch.setattr(line.time, "sleep", waited.append)
    page.dial(slow_line=True).talk()
    # Whoever else sleeps meanwhile does so for less, or for more.
    assert waited.count(line.SLOW_S) == len(page.of("peek"))


def test_a_silent_callers_keys_go_nowhere(page):
    """Keys are taken from the page and not from the caller."""
    page.dial(silent=True).until_question()
    assert page.post("keys", keys="1").status_code == 204
    page.post("hang-up")
    page.until("ended")
    assert page.keyed == []


def test_a_call_whose_page_has_gone_is_hung_up(page, monkeypatch):
    """Nobody listens any more: the hotline is told that the caller left."""
    monkeypatch.setattr(calls, "VANISHED_S", 0.0)
    monkeypatch.setattr(calls, "LOOK_EVERY_S", 0.01)
    page.dial()
    while page.get("recording.wav").status_code == 409:
        pass
    assert page.until("ended")["reason"] == "hung_up_by_caller"


def test_a_page_that_listens_has_not_gone(page):
    """While news is waited for nobody is missed."""
    page.dial().until("asked")
    assert page.get("recording.wav").status_code == 409


def test_a_hotline_that_fails_is_told(page, monkeypatch):
    """The call ends with a sentence for whoever placed it."""
    monkeypatch.setattr(
        "ivr.voice.webhook.VoiceDoor.arrive", lambda _: "<Response><Fax/></Response>"
    )
    ended = page.dial().until("ended")
    assert ended["reason"] == "failed"
    assert ended["message"] == "The hotline's TwiML has a <Fax>, unknown to this phone."


def test_a_phone_that_breaks_ends_its_call(page, monkeypatch):
    """Whatever goes wrong with us, the page is not left waiting."""
    monkeypatch.setattr(calls, "Player", None)
    ended = page.dial().until("ended")
    assert (ended["reason"], ended["message"]) == ("failed", "")


def test_only_so_many_calls_at_once(make_page, monkeypatch):
    """One too many hears that all lines are busy, and one that ended makes room."""
    monkeypatch.setattr(switchboard, "MOST_AT_ONCE", 1)
    first, second = make_page().dial(), make_page()
    assert second.order().status_code == 429
    first.post("hang-up")
    first.until("ended")
    assert second.dial().until("play")


def test_only_some_ended_calls_are_kept(make_page, monkeypatch):
    """The oldest recording goes when there are too many."""
    monkeypatch.setattr(switchboard, "MOST_KEPT", 2)
    pages = [make_page().dial().talk() for _ in range(2)]
    third = make_page().dial()
    found = [it.get("recording.wav").status_code for it in [*pages, third]]
    assert found == [404, 200, 409]


FOREIGN = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://["},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Host": "evil.example:8000", "Origin": "http://evil.example:8000"},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_no_other_page_may_ask(page, open_client, headers):
    """A stranger's page can neither place a call nor listen to one."""
    order = {"hotline": BELGIUM, "caller": ANNA}
    refused = open_client.post("/phone/calls", json=order, headers=headers)
    assert refused.status_code == 403
    assert page.dial().get("news", headers=headers).status_code == 403


OWN = [
    {},
    {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"},
    {"Host": "192.168.1.7:8000", "Origin": "http://192.168.1.7:8000"},
    {"Host": "[::1]:8000", "Origin": "http://[::1]:8000"},
    {"Host": "localhost", "Origin": "http://127.0.0.1:8000"},
]


@pytest.mark.parametrize("headers", OWN)
def test_the_page_itself_may_ask(open_client, headers):
    """At every address of this machine, and behind the public one."""
    assert open_client.get("/phone/directory", headers=headers).status_code == 200


def test_a_form_of_another_page_places_no_call(open_client):
    """Only JSON is taken, which no form can send."""
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        body = b'{"hotline": "+3278120001", "caller": "anonymous"}'
        refused = open_client.post("/phone/calls", data=body, content_type=kind)
        assert refused.status_code == 403


@pytest.mark.parametrize(
    ("path", "wish"),
    [
        ("/phone/calls", []),
        ("/phone/calls", {"hotline": BELGIUM}),
        ("/phone/calls", {"hotline": BELGIUM, "caller": 32470654321}),
        ("/phone/calls", {"hotline": "Belgium", "caller": ANNA}),
        ("/phone/calls", {"hotline": BELGIUM, "caller": "0470654321"}),
        ("/phone/calls", {"hotline": BELGIUM, "caller": ANNA, "silent": "no"}),
        ("keys", {"keys": ""}),
        ("keys", {"keys": "1a"}),
        ("keys", {"keys": "1" * 33}),
        ("keys", {"keys": 1}),
        ("played", {"sound": "1"}),
        ("played", {"sound": True}),
    ],
)
def test_what_cannot_be_is_refused(page, open_client, path, wish):
    """A wish that makes no sense is answered with what is wrong with it."""
    if not path.startswith("/"):
        path = f"/phone/calls/{page.dial().call}/{path}"
    refused = open_client.post(path, json=wish)
    assert refused.status_code == 400
    assert refused.json["error"].endswith(".")


def test_a_body_that_cannot_be_read_is_refused(open_client):
    """Nested without an end, or larger than any wish, it gets a sentence, and no fault."""
    deep, huge = "[" * 60_000, f'"{"9" * 70_000}"'
    answers = [
        open_client.post("/phone/calls", data=body, content_type="application/json")
        for body in (deep, huge)
    ]
    assert [it.status_code for it in answers] == [400, 413]
    assert all(it.json["error"].endswith(".") for it in answers)


def test_a_call_that_nobody_placed_is_unknown(page):
    """Names of calls cannot be made up."""
    page.call = "made-up"
    assert page.get("news").status_code == 404
    assert page.post("keys", keys="1").status_code == 404
    page.call = ""


def test_the_page_may_load_only_what_is_its_own(open_client):
    """A policy of its own: no inline script or style, no other host, in no frame."""
    policy = open_client.get("/phone").headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


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


def test_without_being_switched_on_there_is_no_phone(client):
    """A hotline for real callers has no such page."""
    assert client.get("/phone").status_code == 404
    assert client.post("/phone/calls", json={}).status_code == 404
