"""Keys come as the telephone sends them, and count once."""

import pytest
from fakes.hotline import digits
from fakes.softphone import eventually

from ivr.phone.sip.digits import PLAIN, RELAY


def test_the_type_of_digits_is_the_telephones(softphone):
    """sipp offers 96 and hears no 101."""
    lines = softphone.dial().text.splitlines()
    assert "a=rtpmap:96 telephone-event/8000" in lines
    assert next(it for it in lines if it.startswith("m=")).endswith(" 0 96")


@pytest.mark.parametrize(
    ("kind", "body"), [(RELAY, "Signal={}\r\nDuration=160\r\n"), (PLAIN, "{}")]
)
def test_keys_in_sip_info_count_once(softphone, menu, until_pin, kind, body):
    """Both forms are taken, and one that comes again does nothing twice."""
    softphone.dial()
    for key in "1141421":
        info = softphone.request("INFO", body.format(key), Content_Type=kind)
        assert softphone.ask(info).status_code == 200
        assert softphone.ask(info).status_code == 200
        until_pin(softphone)
    eventually(lambda: digits(menu, 2))
    assert (digits(menu, 1), digits(menu, 2)) == (["1"], ["141421"])


def test_a_key_in_both_ways_counts_once(softphone, menu, until_pin):
    """A telephone that sends events and SIP INFO for each key is believed in one."""
    softphone.dial()
    for key in "1141421":
        softphone.press(key)
        softphone.ask(softphone.request("INFO", key, Content_Type=PLAIN))
        until_pin(softphone)
    eventually(lambda: digits(menu, 2))
    assert (digits(menu, 1), digits(menu, 2)) == (["1"], ["141421"])


def test_other_sip_info_is_answered(softphone):
    """An empty one is a sign of life; another form is refused by name."""
    softphone.dial()
    assert softphone.ask(softphone.request("INFO")).status_code == 200
    refused = softphone.ask(softphone.request("INFO", "x", Content_Type="text/plain"))
    assert (refused.status_code, RELAY in refused.get_header("Accept")) == (415, True)
