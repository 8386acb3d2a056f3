"""Each press of a key counts once, whatever the network does to its packets."""

from dataclasses import replace
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.phone.captions import KEYS
from ivr.phone.sip.digits import (
    LONGEST_EVENT,
    PLAIN,
    RELAY,
    Event,
    EventReceiver,
    Keypad,
    Manner,
    read_event,
    read_signal,
)

ENDS = 3


def press(key, sequence, timestamp, length=5):
    """Give the packets of a press, marked where it begins."""
    code = KEYS.index(key)
    packets = range(length + ENDS)
    return [
        Event(code, it >= length, timestamp, sequence + it, marker=it == 0, source=7)
        for it in packets
    ]


def presses(keys, restarts):
    """Give the packets of each of *keys*; the timestamp of all is one if it restarts."""
    return [
        press(key, 100 + 10 * place, 24_400 if restarts else 8000 * place)
        for place, key in enumerate(keys)
    ]


def heard(packets):
    receiver = EventReceiver()
    return "".join(filter(None, map(receiver.receive, packets)))


@given(st.text(KEYS, min_size=1, max_size=12), st.booleans())
def test_keys_are_heard_as_they_were_pressed(keys, restarts):
    """Also the same key again and again, and from telephones with one timestamp."""
    assert heard(chain.from_iterable(presses(keys, restarts))) == keys


@given(st.data(), st.text(KEYS, min_size=1, max_size=8))
def test_a_key_counts_once_however_its_packets_are_lost_and_doubled(data, keys):
    """One packet of a press is enough, and all of them, twice, are not too many."""
    kept = [
        data.draw(st.lists(st.sampled_from(packets), min_size=1, max_size=20))
        for packets in presses(keys, restarts=False)
    ]
    assert heard(chain.from_iterable(kept)) == keys


@given(st.data(), st.text(KEYS, min_size=1, max_size=8))
def test_a_key_counts_once_where_each_begins_at_one_timestamp(data, keys):
    """The marker tells a press anew, whatever is lost and doubled behind it."""
    kept = [
        [first, *data.draw(st.lists(st.sampled_from(rest), max_size=20))]
        for first, *rest in presses(keys, restarts=True)
    ]
    assert heard(chain.from_iterable(kept)) == keys


def test_a_late_packet_of_the_key_before_is_no_key():
    """The end of a press that overtakes nothing any more is dropped."""
    first, second = presses("12", restarts=False)
    assert heard([*first, *second[:3], first[-1], first[0], *second[3:]]) == "12"


def test_the_marker_at_the_end_is_no_key():
    """Some telephones mark the first packet of the end, too."""
    packets = press("5", 1, 0)
    packets[5] = replace(packets[5], marker=True)
    assert heard(packets) == "5"


def test_another_source_begins_anew():
    """What restarts its sequence and its timestamps, as sipp does, is heard."""
    again = [replace(packet, source=8) for packet in press("1", 1, 24_400)]
    assert heard([*press("1", 1, 24_400), *again]) == "11"


def test_a_key_that_is_held_for_long_is_one():
    """After 65,535 ticks the event goes on in another, which is no press anew."""
    first = press("7", 1, 1000)[:5]
    second = press("7", 6, 1000 + LONGEST_EVENT)
    second[0] = replace(second[0], marker=False)
    assert heard([*first, *second]) == "7"


def test_a_count_that_jumps_far_back_begins_anew():
    """A telephone that counts its packets anew is not deaf to."""
    assert heard([*press("1", 60_000, 0), *press("2", 10, 9000)]) == "12"


@pytest.mark.parametrize("code", [12, 15, 16, 255])
def test_what_is_no_key_of_a_telephone_is_none(code):
    """A, B, C, D and the hook count nothing."""
    assert heard([replace(it, code=code) for it in press("1", 1, 0)]) == ""


@given(st.binary(max_size=8))
def test_any_payload_is_an_event_or_none(payload):
    """Short payloads are none; what is longer is read as far as it goes."""
    event = read_event(payload, timestamp=0, sequence=0, marker=False, source=0)
    assert (event is None) == (len(payload) < 4)


@pytest.mark.parametrize(
    ("kind", "body", "key"),
    [
        (RELAY, "Signal=5\r\nDuration=160\r\n", "5"),
        (RELAY, "Signal= *\nDuration=250", "*"),
        (RELAY, "signal=11", "#"),
        ("Application/DTMF-Relay; charset=utf-8", "Signal=0\r\n", "0"),
        (PLAIN, "7", "7"),
        (PLAIN, " # \r\n", "#"),
        (PLAIN, "10", "*"),
        (PLAIN, "Signal=4\r\nDuration=160\r\n", "4"),
        (PLAIN, "A", None),
        (PLAIN, "", None),
        (RELAY, "Duration=160", None),
        (RELAY, "Signal=12", None),
    ],
)
def test_a_key_is_read_in_both_forms(kind, body, key):
    """Cisco's lines and the bare key are understood; other words are no key."""
    assert read_signal(kind, body) == key


def test_another_form_is_refused():
    """What is no form of digits is not guessed at."""
    with pytest.raises(LookupError):
        read_signal("text/plain", "5")


@pytest.mark.parametrize("first", Manner)
def test_keys_that_come_in_both_ways_count_once(first):
    """The way of the first key is that of all."""
    (other,) = set(Manner) - {first}
    keypad = Keypad()
    assert [keypad.counts(it) for it in (first, other, first)] == [True, False, True]
