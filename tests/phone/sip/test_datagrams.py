"""Whatever comes to its socket, the endpoint takes the next call."""

import random

import pytest
from fakes.hotline import digits
from fakes.softphone import eventually


def test_the_endpoint_starts_on_every_python(running):
    """aiosipua's own socket asserts a class that sockets have only from 3.12 on."""
    assert running.port


def test_any_datagram_is_survived(softphone, menu, make_phone, running, caplog):
    """Thousands that nobody expects, and then a call like any other."""
    luck = random.Random(6)
    invite = bytes(softphone.request("INVITE", softphone.offer()))
    for _ in range(2000):
        spoilt = bytearray(invite)
        for _ in range(luck.randint(1, 40)):
            spoilt[luck.randrange(len(spoilt))] = luck.randrange(256)
        softphone.send(bytes(spoilt[: luck.randint(0, len(spoilt))]))
    another = make_phone(running)
    eventually(lambda: another.is_answered(another.request("OPTIONS")))
    assert another.dial().status_code in {200, 486}
    assert [line for line in caplog.records if line.name == "asyncio"] == []


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Via", "SIP/2.0/UDP 127.0.0.1:70000;branch=z9hG4bKx"),
        ("Via", "SIP/2.0/UDP 127.0.0.1:-1;branch=z9hG4bKx"),
        ("Via", "nonsense"),
        ("CSeq", "x INVITE"),
        ("From", ""),
    ],
)
def test_one_bad_datagram_does_not_close_the_endpoint(softphone, menu, header, value):
    """A port that is none made asyncio close its socket: no call came any more."""
    request = softphone.request("OPTIONS")
    request.set_header(header, value)
    softphone.send(request)
    assert softphone.dial().status_code == 200


HUGE = 64_000
SHAPES = {
    "a header": ("Subject", "x" * HUGE),
    "proxies": ("Via", ",x" * 200),
    "proxies without a name": ("Via", "," * 9000),
    "contacts": ("Contact", ",x" * 200),
    "parameters": ("From", ";x" * (HUGE // 2)),
    "extensions": ("Require", ",x" * 200),
    "answers to challenges": ("Authorization", "Digest " + 'a="b",' * (HUGE // 6)),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_what_takes_long_to_read_is_dropped(softphone, shape):
    """All calls wait while a request is read: long heads, and long lists, are not."""
    name, more = SHAPES[shape]
    options = softphone.request("OPTIONS")
    options.set_header(name, (options.get_header(name) or "") + more)
    softphone.send(options)
    assert softphone.ask(softphone.request("OPTIONS")).cseq.seq == 2
    assert len(softphone.answers) == 1


def test_a_head_that_never_ends_is_dropped(softphone):
    """Lines that go on and on, with nothing behind them."""
    head = bytes(softphone.request("OPTIONS")).removesuffix(b"\r\n")
    softphone.send(head + b"Subject: x\r\n" + b" x\r\n" * (HUGE // 4))
    softphone.send(head + b"a:\n" * (HUGE // 3))
    assert softphone.ask(softphone.request("OPTIONS")).cseq.seq == 2
    assert len(softphone.answers) == 1


@pytest.mark.parametrize(
    ("method", "body"),
    [
        ("INFO", "\n" * 257),
        ("INFO", "\n" * HUGE),
        ("INFO", "signal" + " " * HUGE),
        ("INVITE", "m=a 1 b c\r\n" * (HUGE // 12)),
        ("REGISTER", "x" * HUGE),
    ],
)
def test_a_large_body_is_refused_unread(softphone, menu, method, body):
    """413, in a call and outside, and the call goes on."""
    softphone.dial()
    assert softphone.ask(softphone.request(method, body)).status_code == 413
    softphone.press("1")
    eventually(lambda: digits(menu, 1) == ["1"])


def test_a_large_acknowledgement_is_not_answered(softphone, menu):
    """Nobody answers an ACK, and it counts, whatever its body is."""
    softphone.send(softphone.request("INVITE", softphone.offer()))
    answer = softphone.answer_to("INVITE")
    softphone.to_tag = answer.to_addr.tag
    softphone.send(softphone.request("ACK", "x" * 9000, CSeq=f"{answer.cseq.seq} ACK"))
    eventually(lambda: softphone.ear.packets)
    assert {it.status_code for it in softphone.answers} == {100, 180, 200}
