"""Whole calls by SIP, on real sockets, to a hotline that remembers what it was sent."""

from itertools import pairwise

import pytest
from fakes.hotline import digits, ended, gather, response, wav
from fakes.softphone import eventually

from ivr.cli.voice import OfflineVoice
from ivr.phone.sip.g711 import PCMA, PCMU, encode

SOUND = b"\x01\x02"
"""The one sample of all sounds of the fake hotline."""

LAWS = {PCMU: "0 96", PCMA: "8 96"}
KEY_TO_SILENCE_PACKETS = 10
"""200 ms."""


def hears_sound(phone):
    return any(encode(SOUND, PCMU) in it.payload for it in phone.ear.packets)


def test_a_call_from_dialling_to_goodbye(softphone, menu, until_pin):
    """The hotline rings, is heard, gets the keys, and hangs up."""
    answer = softphone.dial()
    assert answer.status_code == 200
    assert {it.status_code for it in softphone.answers} == {100, 180, 200}
    softphone.press("1")
    until_pin(softphone)
    softphone.press("141421")
    softphone.until_bye()
    assert digits(menu, 1) == ["1"]
    assert digits(menu, 2) == ["141421"]
    eventually(lambda: ended(menu) == ["completed"])
    (rung,) = menu.sent_to("/voice")
    assert (rung["From"], rung["To"]) == ("+32470654321", "+3278120001")


@pytest.mark.parametrize("law", LAWS)
def test_a_sound_is_heard_to_the_sample(softphone, hotline, law):
    """Each sample comes once, in its law, in packets of 20 ms, silence before it."""
    hotline.sounds["/speech/bye.wav"] = wav(0.313)
    hotline.documents["/voice"] = response("<Play>/speech/bye.wav</Play>")
    softphone.dial(softphone.offer(LAWS[law]))
    softphone.until_bye()
    packets = softphone.ear.packets
    assert {(it.payload_type, len(it.payload)) for it in packets} == {(law, 160)}
    steps = {
        ((b.sequence - a.sequence) % 2**16, (b.timestamp - a.timestamp) % 2**32)
        for a, b in pairwise(packets)
    }
    assert steps == {(1, 160)}
    silence = encode(bytes(2), law)
    assert softphone.ear.octets().strip(silence) == encode(SOUND * 2504, law)


def test_an_offline_voice_says_what_twilios_would(start, make_phone, hotline):
    """`<Say>` is heard on a telephone as well, where a voice is installed."""
    pytest.importorskip("espeakng_loader", reason="the offline voices are not here")
    voice = OfflineVoice()
    hotline.documents["/voice"] = response('<Say language="fr-BE">Un.</Say>')
    phone = make_phone(start(voice=voice))
    phone.dial()
    phone.until_bye()
    silence = encode(bytes(2), PCMU)
    said = encode(voice("Un.", "fr-BE").samples, PCMU).strip(silence)
    assert said
    assert phone.ear.octets().strip(silence) == said


def test_a_key_cuts_the_prompt_short(softphone, menu):
    """Within 200 ms of the first packet of a key nothing of the prompt comes any more."""
    softphone.dial()
    eventually(lambda: hears_sound(softphone))
    menu.documents["/voice/turn/1"] = response(
        gather(sounds="<Play>/speech/bye.wav</Play>")
    )
    menu.sounds["/speech/bye.wav"] = bytes(wav(0.1)[:44]) + bytes(1600)
    before = len(softphone.ear.packets)
    softphone.press("1")
    eventually(lambda: digits(menu, 1))
    eventually(lambda: len(softphone.ear.packets) > before + 2 * KEY_TO_SILENCE_PACKETS)
    later = softphone.ear.packets[before + KEY_TO_SILENCE_PACKETS :]
    assert not any(encode(SOUND, PCMU) in it.payload for it in later)


def test_hanging_up_early_is_told_to_the_hotline(softphone, menu):
    """A caller who leaves in mid-prompt ends the call for the hotline, too."""
    softphone.dial()
    eventually(lambda: hears_sound(softphone))
    assert softphone.hang_up().status_code == 200
    eventually(lambda: ended(menu) == ["completed"])


def test_a_call_that_is_given_up_while_it_rings_ends(softphone, menu, slow_voice):
    """CANCEL before the first word: 487, and the hotline is told."""
    invite = softphone.request("INVITE", softphone.offer())
    softphone.send(invite)
    eventually(lambda: menu.sent_to("/voice"))
    cancel = softphone.request("CANCEL", Via=invite.get_header("Via"), CSeq="1 CANCEL")
    assert softphone.ask(cancel).status_code == 200
    refused = softphone.answer_to("INVITE")
    assert refused.status_code == 487
    softphone.acknowledge(refused)
    slow_voice.set()
    eventually(lambda: ended(menu) == ["completed"])
    assert softphone.ear.packets == []


def test_giving_up_too_late_changes_nothing(softphone, menu):
    """CANCEL after the answer is answered and does nothing: the keys still count."""
    softphone.dial()
    invite = softphone.sent_invite
    late = softphone.request("CANCEL", Via=invite.get_header("Via"), CSeq="1 CANCEL")
    assert softphone.ask(late).status_code == 200
    softphone.press("1")
    eventually(lambda: digits(menu, 1) == ["1"])
    assert softphone.hang_up().status_code == 200


@pytest.mark.parametrize(
    ("attribute", "status"),
    [("", 603), ('reason="rejected"', 603), ('reason="busy"', 486)],
)
def test_a_call_that_is_rejected_is_never_taken(softphone, hotline, attribute, status):
    """<Reject> is a refusal in SIP, a busy one if it says so: the caller pays nothing."""
    hotline.documents["/voice"] = response(f"<Reject {attribute}/>")
    assert softphone.dial().status_code == status


def test_a_hotline_that_fails_refuses_the_call(softphone, hotline):
    """Without a first word the telephone gets an error, not a silent line."""
    hotline.failing["/voice"] = "500 Internal Server Error"
    assert softphone.dial().status_code == 500


def test_a_hotline_that_fails_in_mid_call_hangs_up(softphone, menu):
    """Nobody waits in silence for a hotline that is gone."""
    menu.failing["/voice/turn/1"] = "500 Internal Server Error"
    softphone.dial()
    softphone.press("1")
    softphone.until_bye()


def test_one_call_too_many_is_busy(start, menu, make_phone):
    """Over the limit a caller hears the busy tone; once a call ends there is room."""
    endpoint = start(calls_at_once=1)
    first, second, third = (make_phone(endpoint) for _ in range(3))
    first.dial()
    assert second.dial().status_code == 486
    first.hang_up()
    eventually(lambda: ended(menu))
    eventually(lambda: not endpoint.endpoint.active_calls)
    assert third.dial().status_code == 200


def test_a_name_is_dialled_for_the_hotline(softphone, menu):
    """Whoever dials no number, and shows none, gets the hotline as nobody known."""
    softphone.number = "alice"
    softphone.dial(user="saldo")
    (rung,) = menu.sent_to("/voice")
    assert (rung["From"], rung["To"]) == ("+266696687", "+3278120001")


def test_a_telephone_can_hold_and_come_back(softphone, menu):
    """On hold no sound is sent; afterwards keys and sound go on."""
    softphone.dial()
    eventually(lambda: hears_sound(softphone))
    held = softphone.dial(softphone.offer("0 96", "a=sendonly"))
    assert (held.status_code, "a=recvonly" in held.text) == (200, True)
    before = len(softphone.ear.packets)
    assert softphone.dial().status_code == 200
    eventually(lambda: len(softphone.ear.packets) > before + 5)
    softphone.press("1")
    eventually(lambda: digits(menu, 1) == ["1"])


def test_a_change_to_another_codec_is_refused_and_the_call_goes_on(softphone, menu):
    """488 to the change; what was agreed on holds."""
    softphone.dial()
    assert (
        softphone.ask(softphone.request("INVITE", softphone.offer("18"))).status_code
        == 488
    )
    softphone.press("1")
    eventually(lambda: digits(menu, 1) == ["1"])


def test_an_endpoint_that_stops_ends_its_calls(running, softphone, menu):
    """Telephones are told, and so is the hotline."""
    softphone.dial()
    stopping = running.stop_in_the_background()
    softphone.until_bye()
    stopping.join()
    assert ended(menu) == ["completed"]


def test_whom_a_caller_would_be_connected_with_is_not_called(softphone, menu):
    """A transfer rings nowhere: the hotline is told that it went well."""
    menu.documents["/voice"] = response("<Dial>+3222340001</Dial>")
    assert softphone.dial().status_code == 480
    assert ended(menu) == ["completed"]
