"""Whatever comes to its socket, the endpoint takes the next call."""

import random

import pytest
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
