import pytest
from fakes.hotline import MENU, gather, response

from ivr.phone.exchange import WebhookError
from ivr.phone.player import EndlessCallError
from ivr.phone.verbs import TwimlError

MENU_LINES = [
    ("hotline", "Welkom."),
    ("hotline", "Voor uw belkrediet, druk één."),
    ("hotline", "Om te herladen, druk twee."),
]


def test_a_document_without_a_next_verb_ends_the_call(call, hotline):
    """Verbs are carried out in order, and the end of a document hangs up."""
    hotline.documents["/voice"] = response(MENU, "<Say>Dag.</Say>")
    called = call()
    assert called.said == [*MENU_LINES, ("hotline", "Dag.")]
    assert called.ending.reason == "hung_up_by_hotline"


def test_nothing_follows_a_hangup(call, hotline):
    """Hangup ends the call, whatever stands behind it."""
    hotline.documents["/voice"] = response("<Hangup/>", MENU)
    assert call().lines == []


@pytest.mark.parametrize(
    ("attributes", "keys", "sent"),
    [
        ('numDigits="1"', "1", {"Digits": "1"}),
        ('numDigits="1"', "15", {"Digits": "1"}),
        ('numDigits="1"', "#", {"Digits": "", "FinishedOnKey": "#"}),
        ('numDigits="3"', "314", {"Digits": "314"}),
        ('numDigits="6"', "31", {"Digits": "31", "FinishedOnKey": "#"}),
        ('numDigits="6"', "31#", {"Digits": "31", "FinishedOnKey": "#"}),
        ('numDigits="6"', "#", {"Digits": "", "FinishedOnKey": "#"}),
        ('numDigits="6" finishOnKey="*"', "3#", {"Digits": "3#", "FinishedOnKey": "*"}),
        ('numDigits="6" finishOnKey=""', "31", {"Digits": "31"}),
        ('numDigits="6"', "31-", {"Digits": "31"}),
        ("", "12345678", {"Digits": "12345678", "FinishedOnKey": "#"}),
    ],
)
def test_a_gather_sends_its_keys(call, hotline, attributes, keys, sent):
    """Keys are complete by number, by finish key or in time, and sent to the action."""
    hotline.documents["/voice"] = response(gather(attributes))
    hotline.documents["/voice/turn/1"] = response()
    call(keys)
    (form,) = hotline.sent_to("/voice/turn/1")
    assert {name: form[name] for name in form if name in sent} == sent
    assert ("FinishedOnKey" in form) == ("FinishedOnKey" in sent)


def test_a_gather_without_an_action_asks_its_own_document(call, hotline):
    """Keys go to where the document was read when no action is named."""
    hotline.documents["/voice"] = response('<Gather numDigits="1"/>')
    call("1")
    assert hotline.sent_to("/voice")[1]["Digits"] == "1"


def test_addresses_are_read_from_where_their_document_was(call, hotline):
    """A relative address leads on from its document's own, query and all."""
    hotline.documents["/voice"] = response("<Redirect>voice/turn/1</Redirect>")
    hotline.documents["/voice/turn/1"] = response(
        '<Gather numDigits="1" action="2?n=1"><Play>../../speech/menu.wav</Play></Gather>'
    )
    hotline.documents["/voice/turn/2"] = response("<Redirect>?n=2</Redirect>")
    with pytest.raises(EndlessCallError):
        call("1")
    first, second, *_ = hotline.sent_to("/voice/turn/2")
    assert (first["Digits"], first["n"], second["n"]) == ("1", "1", "2")


def test_silence_falls_through_to_the_next_verb(call, hotline):
    """Without any key nothing is sent, and the verb after the Gather follows."""
    hotline.documents["/voice"] = response(
        gather('numDigits="1" timeout="7"'), "<Redirect>/voice/turn/2</Redirect>"
    )
    hotline.documents["/voice/turn/2"] = response("<Say>x</Say>")
    called = call("-")
    assert not hotline.sent_to("/voice/turn/1")
    assert called.said == [*MENU_LINES, ("caller", ""), ("hotline", "x")]
    assert called.lines[3].elapsed_s == 6 + 7


def test_a_key_cuts_the_sound_of_a_gather(call, hotline):
    """A key during a nested sound ends it: later sounds and captions are not heard."""
    hotline.documents["/voice"] = response(gather('numDigits="1"', MENU + MENU))
    hotline.documents["/voice/turn/1"] = response()
    called = call("1", "expert")
    assert called.said == [MENU_LINES[0], ("caller", "1")]
    assert called.lines[0].audio_s == pytest.approx(0.5)


def test_a_sound_outside_a_gather_is_heard_out(call, hotline):
    """No key cuts a Play or a Say that stands alone."""
    hotline.documents["/voice"] = response(MENU, gather('numDigits="1"', ""))
    hotline.documents["/voice/turn/1"] = response()
    called = call("1", "expert")
    assert called.said == [*MENU_LINES, ("caller", "1")]
    assert sum(line.audio_s for line in called.lines) == 6


@pytest.mark.parametrize(
    ("text", "audio_s"),
    [("ab c", 4 * 0.07), ("残高、", 2 * 0.25 + 0.07), ("잔액", 0.5)],
)
def test_plain_say_takes_about_as_long_as_speech(call, hotline, text, audio_s):
    """Say is silence of the length of its words, with one caption in its language."""
    hotline.documents["/voice"] = response(f'<Say language="ja-JP">{text}</Say>')
    (line,) = call().lines
    assert (line.text, line.locale) == (text, "ja_JP")
    assert line.audio_s == pytest.approx(audio_s)


@pytest.mark.parametrize(
    ("after", "reason"),
    [
        ("<Hangup/>", "transferred"),
        ("<Say>Dag.</Say>", "transferred"),
        (gather(), "hung_up_by_caller"),
    ],
)
def test_a_transfer_is_told_to_its_action(call, hotline, after, reason):
    """Dial sends its outcome on, and a call that ends after it was transferred."""
    hotline.documents["/voice"] = response('<Dial action="/voice/d">+321</Dial>')
    hotline.documents["/voice/d"] = response(after)
    assert call().ending.reason == reason
    (form,) = hotline.sent_to("/voice/d")
    assert (form["DialCallStatus"], form["DialCallDuration"]) == ("completed", "0")


def test_a_transfer_without_an_action_goes_on(call, hotline):
    """Dial without an action leads to the next verb."""
    hotline.documents["/voice"] = response("<Dial>+321</Dial>", "<Say>Dag.</Say>")
    assert call().said == [("hotline", "Dag.")]


@pytest.mark.parametrize(
    ("attribute", "reason"),
    [("", "rejected"), ('reason="rejected"', "rejected"), ('reason="busy"', "busy")],
)
def test_a_call_can_be_rejected(call, hotline, attribute, reason):
    """Reject ends the call before anything is heard, and for the reason it gives."""
    hotline.documents["/voice"] = response(f"<Reject {attribute}/>")
    assert call().ending.reason == reason
    assert call().said == []


@pytest.mark.parametrize(
    ("twiml", "duration"), [(MENU, "6"), (gather(), "6"), ("<Hangup/>", "0")]
)
def test_the_hotline_is_told_of_the_end(call, hotline, twiml, duration):
    """Whoever hung up, the last webhook says completed and after how long."""
    hotline.documents["/voice"] = response(twiml)
    call()
    path, form = hotline.forms[-1]
    assert path == "/voice/status"
    assert (form["CallStatus"], form["CallDuration"]) == ("completed", duration)


@pytest.mark.parametrize(
    ("twiml", "fault"),
    [
        (response("<Pause/>"), TwimlError),
        (response("<Play>/speech/gone.wav</Play>"), WebhookError),
        (response("<Redirect>/voice/turn/9</Redirect>"), WebhookError),
        (response("<Redirect/>"), EndlessCallError),
    ],
)
def test_a_hotline_that_fails_is_a_fault_and_the_call_ends(call, hotline, twiml, fault):
    """A fault of the hotline is raised by name, and the hotline told of the end."""
    hotline.documents["/voice"] = twiml
    with pytest.raises(fault):
        call()
    assert hotline.forms[-1][0] == "/voice/status"
