"""A call from the page over its routes: dialled, heard, keyed, and kept."""

import io
import wave

from conftest import ANNAS_PIN
from fakes.page import BALANCE

from ivr.phone.browser import call as calls
from ivr.phone.browser import line, switchboard


def test_a_call_from_the_page_hears_the_balance(page):
    """Dialled, keyed and heard over the page's routes, it is a call like any other."""
    page.dial().talk(f"1 {ANNAS_PIN}")
    assert BALANCE in page.said
    assert page.keyed[:2] == ["1", "••••••"]
    assert page.of("ended")[0]["reason"] == "hung_up_by_caller"


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
