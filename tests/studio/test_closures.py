"""The silence that belongs to a word."""

import pytest

from ivr.studio.closures import closure_ms


@pytest.mark.parametrize(
    ("script", "silence_ms"),
    [
        ("ニジュッ", 90),
        ("ニジュー", 0),
        ("백,", 40),
        ("심뉵", 40),
        ("칠씹.", 40),
        ("만,", 0),
        ("twaalf,", 0),
        ("三千", 0),
        ("…", 0),
    ],
)
def test_a_word_that_ends_closed_keeps_its_silence(script, silence_ms):
    """A word that ends in a stop or ッ keeps the silence of it, others none."""
    assert closure_ms(script) == silence_ms
