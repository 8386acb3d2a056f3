"""Whoever is not in the call hears nothing of it, and presses no key in it."""

import socket

import pytest
from fakes.hotline import digits
from fakes.softphone import HOST, eventually

from ivr.phone.sip.messages import ANYWHERE, own_address


@pytest.mark.parametrize("method", ["REFER", "NOTIFY", "SUBSCRIBE", "MESSAGE", "PRACK"])
def test_nobody_is_sent_elsewhere(softphone, method):
    """What could lead the hotline to others is refused, in a call and outside."""
    assert softphone.ask(softphone.request(method)).status_code == 405
    softphone.dial()
    assert softphone.ask(softphone.request(method)).status_code == 405


def test_the_tags_of_another_call_are_of_no_use(softphone, menu):
    """Whoever knows a call's name and not its tags ends it not, and presses no key."""
    softphone.dial()
    tag, softphone.to_tag = softphone.to_tag, "invented"
    for method, body in (("BYE", ""), ("INFO", "1"), ("INVITE", softphone.offer())):
        assert softphone.ask(softphone.request(method, body)).status_code == 481
    softphone.to_tag = tag
    softphone.press("1")
    eventually(lambda: digits(menu, 1) == ["1"])


def test_sound_goes_only_to_where_the_call_came_from(softphone, menu):
    """An offer that names somebody else's address sends them nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as victim:
        victim.bind(("127.0.0.2", softphone.ear.port))
        victim.settimeout(0)
        offer = softphone.offer().replace(f"c=IN IP4 {HOST}", "c=IN IP4 127.0.0.2")
        softphone.dial(offer)
        eventually(lambda: len(softphone.ear.packets) > 5)
        with pytest.raises(BlockingIOError):
            victim.recv(2048)


def test_keys_are_taken_only_from_where_the_call_came(softphone, menu):
    """Another host's events are nobody's keys; nonsense is no key either."""
    softphone.dial()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
        stranger.bind(("127.0.0.2", 0))
        for packet in softphone.packets_of("9"):
            stranger.sendto(packet, softphone.media)
    for junk in (b"", b"x", bytes(12), b"\x90" * 13, b"\xff" * 200):
        softphone.ear.send(junk, softphone.media)
    softphone.press("1")
    eventually(lambda: digits(menu, 1))
    assert digits(menu, 1) == ["1"]


def test_answers_go_only_to_who_asked(softphone):
    """A Via that names somebody else's host as its own sends them nothing."""
    options = softphone.request("OPTIONS")
    via = options.get_header("Via")
    options.set_header("Via", f"{via};received=127.0.0.2")
    assert softphone.ask(options).status_code == 200


def test_an_endpoint_at_all_addresses_names_one_that_can_be_called():
    """A telephone is told the address of ours that it can reach, never 0.0.0.0."""
    assert own_address((ANYWHERE, 5060), (HOST, 9)) == (HOST, 5060)


def test_sound_follows_the_telephone_through_a_nat(softphone, menu):
    """Sound goes back to the port that sound comes from, whatever the offer says."""
    softphone.dial(softphone.offer(port=9))
    silence = b"\x80\x00" + bytes(10) + b"\xff" * 160
    eventually(
        lambda: softphone.ear.send(silence, softphone.media) or softphone.ear.packets
    )
