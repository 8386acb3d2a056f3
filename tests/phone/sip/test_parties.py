"""Numbers are read in the addresses of SIP, however they are written."""

import pytest

from ivr.phone.sip.parties import caller_of, dialled_of


@pytest.mark.parametrize(
    "user",
    [
        "+32470654321",
        "32470654321",
        "0032470654321",
        "%2B32470654321",
        "+32-470-654.321",
        "+32470654321;phone-context=example.com",
    ],
)
def test_a_number_is_known_in_every_form(user):
    """With or without plus, with a prefix for abroad, escaped, in groups."""
    assert caller_of(user, None) == "+32470654321"
    assert dialled_of(user, "+3278120001") == "+32470654321"


@pytest.mark.parametrize("user", ["anonymous", "alice", "1001", "0470654321", "", None])
def test_what_is_no_number_shows_none_and_dials_the_hotline(user):
    """A name, an extension or a local number tells nobody who calls."""
    assert caller_of(user, None) == "anonymous"
    assert dialled_of(user, "+3278120001") == "+3278120001"


@pytest.mark.parametrize(
    ("privacy", "caller"),
    [("id", "anonymous"), ("user;id", "anonymous"), ("none", "+32470654321")],
)
def test_who_asks_to_show_no_number_shows_none(privacy, caller):
    """The Privacy header is honoured."""
    assert caller_of("+32470654321", privacy) == caller
