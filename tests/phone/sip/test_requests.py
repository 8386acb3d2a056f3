"""What a telephone asks beside a call, or cannot have, it is told."""

import pytest
from fakes.hotline import digits
from fakes.softphone import eventually


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


@pytest.mark.parametrize("method", ["INVITE", "REGISTER", "OPTIONS"])
@pytest.mark.parametrize(
    ("required", "unsupported"),
    [("100rel", "100rel"), ("timer,100rel , ,Sec-Agree", "timer, 100rel, Sec-Agree")],
)
def test_an_extension_that_is_required_is_refused_by_name(
    softphone, menu, method, required, unsupported
):
    """420 names each that we do not do; the hotline hears nothing of it."""
    refused = softphone.ask(
        softphone.request(method, softphone.offer(), Require=required)
    )
    assert (refused.status_code, refused.reason_phrase) == (420, "Bad Extension")
    assert ", ".join(refused.get_header_values("Unsupported")) == unsupported
    assert menu.forms == []


def test_who_asks_again_without_the_extension_calls(softphone, menu):
    """A telephone that can do without it gets its call, and may name it as supported."""
    assert softphone.dial(Require="100rel").status_code == 420
    assert softphone.dial(Supported="100rel", Require="").status_code == 200
    assert len(menu.sent_to("/voice")) == 1


def test_a_change_that_requires_an_extension_is_refused_and_the_call_goes_on(
    softphone, menu
):
    """420 to the change; what was agreed on holds."""
    softphone.dial()
    change = softphone.request("INVITE", softphone.offer(), Require="100rel")
    assert softphone.ask(change).status_code == 420
    softphone.press("1")
    eventually(lambda: digits(menu, 1) == ["1"])


def test_whoever_gives_up_can_require_nothing(softphone, menu, slow_voice):
    """A CANCEL is taken whatever extension it names (RFC 3261 8.2.2.3)."""
    invite = softphone.request("INVITE", softphone.offer())
    softphone.send(invite)
    eventually(lambda: menu.sent_to("/voice"))
    cancel = softphone.request(
        "CANCEL", Via=invite.get_header("Via"), CSeq="1 CANCEL", Require="100rel"
    )
    assert softphone.ask(cancel).status_code == 200
    assert softphone.answer_to("INVITE").status_code == 487
