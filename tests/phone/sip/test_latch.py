"""Sound goes to the telephone alone, and its keys alone count, whoever else sends."""

import asyncio
import socket

import pytest
from fakes.ear import Ear
from fakes.hotline import digits
from fakes.softphone import HOST, eventually, sound_packet

from ivr.phone.sip.latch import SILENCE_S, Latch
from ivr.phone.sip.ports import PORTS, RandomPorts

NAT_PORT = 9
"""A port that an offer names and nobody sends from."""


@pytest.fixture
def stranger():
    """Give somebody else on the host of the telephone, with a port of their own."""
    ear = Ear()
    yield ear
    ear.close()


def hears_on(phone):
    """Wait until *phone* has heard ten packets more."""
    before = len(phone.ear.packets)
    eventually(lambda: len(phone.ear.packets) >= before + 10)


def keys_of(phone, menu):
    """Have *phone* press 1, and give what the hotline heard."""
    phone.press("1")
    eventually(lambda: digits(menu, 1))
    return digits(menu, 1)


@pytest.mark.parametrize("rate", [1, 10])
def test_a_stranger_hears_nothing_of_a_call(softphone, menu, stranger, rate):
    """Not with one packet, and not with ten for each of the telephone's."""
    softphone.dial()
    softphone.ear.send(sound_packet(), softphone.media)
    hears_on(softphone)
    for _ in range(20):
        softphone.ear.send(sound_packet(), softphone.media)
        for _ in range(rate):
            stranger.send(sound_packet(), softphone.media)
    hears_on(softphone)
    assert stranger.packets == []


def test_a_stranger_presses_no_key(softphone, menu, stranger):
    """Events from another port of the telephone's host are nobody's keys."""
    softphone.dial()
    softphone.ear.send(sound_packet(), softphone.media)
    for packet in softphone.packets_of("9"):
        stranger.send(packet, softphone.media)
    assert keys_of(softphone, menu) == ["1"]


def test_a_telephone_behind_a_nat_is_followed_once(softphone, menu, stranger):
    """Sound goes to the port that it comes from, and to no other afterwards."""
    softphone.dial(softphone.offer(port=NAT_PORT))
    softphone.ear.send(sound_packet(), softphone.media)
    hears_on(softphone)
    for packet in (sound_packet(), *softphone.packets_of("9")):
        stranger.send(packet, softphone.media)
    hears_on(softphone)
    assert stranger.packets == []
    assert keys_of(softphone, menu) == ["1"]


def test_a_stranger_who_is_first_is_sent_away(softphone, menu, stranger):
    """Once the port of the offer sends, though only a key, sound is the telephone's."""
    softphone.dial()
    eventually(
        lambda: stranger.send(sound_packet(), softphone.media) or stranger.packets
    )
    assert keys_of(softphone, menu) == ["1"]
    hears_on(softphone)
    heard = len(stranger.packets)
    stranger.send(sound_packet(), softphone.media)
    hears_on(softphone)
    assert len(stranger.packets) == heard


def test_before_the_answer_nobody_is_listened_to(softphone, menu, slow_voice, stranger):
    """A stranger cannot wait at the port of a call that only rings."""
    invite = softphone.request("INVITE", softphone.offer())
    softphone.send(invite)
    eventually(lambda: menu.sent_to("/voice"))
    for port in range(*PORTS, 2):
        stranger.send(sound_packet(), (HOST, port))
    softphone.ask(softphone.request("OPTIONS"))  # what was sent before it has come
    slow_voice.set()
    softphone.send(invite)
    softphone.acknowledge(softphone.answer_to("INVITE"))
    hears_on(softphone)
    assert stranger.packets == []


def test_a_call_that_is_held_and_resumed_stays_where_it_was(softphone, menu, stranger):
    """Neither opens a door for strangers, nor does a telephone behind a NAT get lost."""
    softphone.dial(softphone.offer(port=NAT_PORT))
    softphone.ear.send(sound_packet(), softphone.media)
    hears_on(softphone)
    for lines in (["a=sendonly"], []):
        softphone.dial(softphone.offer("0 96", *lines, port=NAT_PORT))
        stranger.send(sound_packet(), softphone.media)
    hears_on(softphone)
    assert stranger.packets == []


def test_a_telephone_that_moves_its_sound_is_followed(softphone, menu):
    """A new offer names another port: sound goes there, and keys come from there."""
    softphone.dial()
    softphone.ear.send(sound_packet(), softphone.media)
    hears_on(softphone)
    softphone.ear.close()
    softphone.ear = Ear()
    softphone.dial(softphone.offer())
    hears_on(softphone)
    assert keys_of(softphone, menu) == ["1"]


def test_ports_of_calls_cannot_be_guessed(running, menu, make_phone):
    """They are even and in no order."""
    ports = []
    for _ in range(4):
        phone = make_phone(running)
        phone.dial()
        ports.append(phone.media[1])
    assert {port % 2 for port in ports} == {0}
    assert ports != list(range(ports[0], ports[0] + 8, 2))


def test_ports_that_are_taken_are_passed_over():
    """If one of two is another program's, neither is given; if there are no others, none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("", 0))
        first = other.getsockname()[1] & ~1
        with pytest.raises(RuntimeError, match="taken"):
            asyncio.run(RandomPorts((first, first + 2)).allocate())


@pytest.fixture
def latch(timer):
    return Latch(HOST, 4000, timer)


def takes(latch, port, source=7, *, is_sound=True, host=HOST):
    return latch.takes((host, port), source, is_sound=is_sound)


def test_what_was_on_its_way_does_not_hold_a_telephone_where_it_was(timer):
    """It offered another port, and sends from behind a NAT: the old one is not it."""
    latch = Latch(HOST, 4000, timer, left=5000)
    assert not takes(latch, 5000)
    assert takes(latch, 6000)
    timer.at_s += SILENCE_S
    assert not takes(latch, 5000)


def test_a_telephone_may_go_on_from_the_port_it_left(timer):
    """A NAT may have one port for both offers: it counts again a second later."""
    latch = Latch(HOST, 4000, timer, left=5000)
    assert not takes(latch, 5000)
    timer.at_s += SILENCE_S
    assert takes(latch, 5000)


def test_keys_from_elsewhere_do_not_move_the_sound(latch):
    """A telephone may press keys from a port at which it hears nothing, as sipp does."""
    assert takes(latch, 5000, is_sound=False)
    assert latch.destination == (HOST, 4000)
    assert takes(latch, 5000)
    assert latch.destination == (HOST, 5000)


def test_another_host_is_never_the_telephone(latch):
    """Whatever port it sends from."""
    assert not takes(latch, 4000, host="127.0.0.2")
    assert takes(latch, 4000)


def test_a_third_source_is_not_believed(latch, timer):
    """Once sound has one and keys have one, who forges packets has to guess it."""
    assert takes(latch, 4000, source=7)
    assert takes(latch, 4000, source=8, is_sound=False)
    for is_sound in (True, False):
        assert not takes(latch, 4000, source=9, is_sound=is_sound)
        assert takes(latch, 4000, source=7, is_sound=is_sound)


def test_a_telephone_that_changes_its_source_is_heard_again(latch, timer):
    """It counts once the source before has been silent for a second."""
    assert takes(latch, 4000, source=7)
    timer.at_s += SILENCE_S / 2
    assert not takes(latch, 4000, source=9)
    timer.at_s += SILENCE_S / 2 + 0.1
    assert takes(latch, 4000, source=9)
    assert not takes(latch, 4000, source=7)
