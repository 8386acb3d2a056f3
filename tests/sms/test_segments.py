"""How many segments a text message has."""

import pytest

from ivr.sms.segments import segments


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("é" * 160, 1),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("ê" * 70, 1),
        ("a" * 70 + "ê", 2),
        ("残" * 70, 1),
        ("残" * 71, 2),
        ("残" * 134, 2),
        ("残" * 135, 3),
        ("\N{MOBILE PHONE}" * 35, 1),
        ("\N{MOBILE PHONE}" * 36, 2),
    ],
)
def test_segments_are_counted_as_they_are_paid_for(text, expected):
    """160 places alone or 153 of several, 70 or 67 if a letter is not of GSM-7."""
    assert segments(text) == expected
