"""Offers of sound are answered in their own terms, or refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.phone.sip.g711 import PCMA, PCMU
from ivr.phone.sip.offer import OfferError, read_offer

HEAD = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n"


def offered(*lines):
    return HEAD + "".join(f"{line}\r\n" for line in lines)


def media_of(answer):
    return answer.audio.formats, answer.audio.attributes["rtpmap"]


@pytest.mark.parametrize("event_type", [96, 101, 127])
def test_the_type_of_digits_is_mirrored(event_type):
    """Digits are answered with the payload type that was offered for them."""
    offer = read_offer(
        offered(
            f"m=audio 4000 RTP/AVP 8 {event_type}",
            f"a=rtpmap:{event_type} telephone-event/8000",
        )
    )
    formats, maps = media_of(offer.answer("192.0.2.9", 10_000))
    assert (offer.port, offer.event_type) == (4000, event_type)
    assert formats == ["8", str(event_type)]
    assert maps == ["8 PCMA/8000", f"{event_type} telephone-event/8000"]


@pytest.mark.parametrize(("formats", "law"), [("0 8", PCMU), ("8 0", PCMA)])
def test_of_two_laws_the_first_is_taken(formats, law):
    """The order of the offer is the telephone's wish."""
    assert read_offer(offered(f"m=audio 4000 RTP/AVP {formats}")).payload_type == law


def test_digits_at_another_clock_are_not_ours():
    """Of several kinds of digits those at 8 kHz are taken."""
    offer = read_offer(
        offered(
            "m=audio 4000 RTP/AVP 111 0 100 101",
            "a=rtpmap:111 opus/48000/2",
            "a=rtpmap:100 telephone-event/48000",
            "a=rtpmap:101 telephone-event/8000",
        )
    )
    assert offer.event_type == 101


def test_without_digits_none_are_answered():
    """A telephone that has no events may still send SIP INFO."""
    offer = read_offer(offered("m=audio 4000 RTP/AVP 0"))
    assert offer.event_type is None
    assert media_of(offer.answer("192.0.2.9", 10_000))[0] == ["0"]


@pytest.mark.parametrize(
    ("line", "is_held"),
    [
        ("a=sendrecv", False),
        ("a=recvonly", False),
        ("a=sendonly", True),
        ("a=inactive", True),
        ("c=IN IP4 0.0.0.0", True),
    ],
)
def test_a_telephone_that_holds_is_known(line, is_held):
    """Nothing is to be sent to a caller who does not listen."""
    assert read_offer(offered("m=audio 4000 RTP/AVP 0", line)).is_held is is_held


@pytest.mark.parametrize(
    "lines",
    [
        ["m=audio 4000 RTP/AVP 3 18"],
        ["m=audio 4000 RTP/SAVP 0"],
        ["m=audio 0 RTP/AVP 0"],
        ["m=audio 99999 RTP/AVP 0"],
        ["m=audio none RTP/AVP 0"],
        ["m=video 4000 RTP/AVP 0"],
        ["m=audio 4000 RTP/AVP 0", "a=rtpmap:x PCMU/8000"],
        [],
    ],
    ids=[
        "other codecs",
        "encrypted",
        "off",
        "no port",
        "words",
        "video",
        "map",
        "none",
    ],
)
def test_what_is_not_our_sound_is_refused(lines):
    """No codec in common, or none that can be read, is an error with a name."""
    with pytest.raises(OfferError):
        read_offer(offered(*lines))


LINES = st.sampled_from(
    [
        "m=audio 4000 RTP/AVP 0 8",
        "m=audio",
        "c=IN",
        "a=rtpmap:0",
        "v=x",
        "b=AS:x",
        "t=a b",
    ]
)


@given(st.lists(st.one_of(st.text(max_size=20), LINES), max_size=8))
def test_any_text_is_an_offer_or_refused(lines):
    """Nonsense raises nothing but the one error."""
    try:
        offer = read_offer("\r\n".join(lines))
    except OfferError:
        return
    assert offer.payload_type in {PCMU, PCMA}
