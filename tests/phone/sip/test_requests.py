"""What a telephone asks beside a call, or cannot have, it is told."""

import pytest


@pytest.mark.parametrize("body", ["3 18", "", None], ids=["codec", "empty", "junk"])
def test_no_sound_in_common_is_488(softphone, menu, body):
    """Whoever speaks no G.711 is told so, and the hotline hears nothing of it."""
    offer = {"": "", None: "v=0\r\nm=audio x RTP/AVP 0\r\n"}.get(
        body, softphone.offer(body or "0")
    )
    assert softphone.dial(offer).status_code == 488
    assert menu.forms == []


def test_a_telephone_may_register(softphone):
    """Some call only once they have; it is granted, an hour at most, and kept nowhere."""
    answer = softphone.ask(softphone.request("REGISTER", Expires="7200"))
    assert (answer.status_code, answer.get_header("Expires")) == (200, "3600")
    assert answer.get_header("Contact")


def test_a_registration_that_is_nonsense_is_400(softphone):
    """What cannot be read is told so."""
    assert softphone.ask(softphone.request("REGISTER", Expires="x")).status_code == 400


def test_options_are_answered(softphone):
    """Whoever asks what we can is told, without a call."""
    answer = softphone.ask(softphone.request("OPTIONS"))
    assert answer.status_code == 200
    assert "INVITE" in answer.get_header("Allow")
