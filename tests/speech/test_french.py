"""What French does with its neighbours."""

import pytest
from fakes.values import TODAY

from ivr.domain.phrase import Digits
from ivr.speech.fragment import written
from ivr.speech.languages import language_of
from ivr.speech.say import value_of

LED = [
    ("jusqu'à ", "date 2026-12-01", "jusqu'au premier décembre deux mille vingt-six"),
    ("à partir de ", "day -3", "à partir du dix-huit novembre"),
    ("De ", "day -10", "Du onze novembre"),
    ("À ", "day -13", "Au huit novembre"),
    ("jusqu'à ", "day 0", "jusqu'à aujourd'hui"),
    ("Voilà ", "day -3", "Voilà le dix-huit novembre"),
    ("", "day -3", "le dix-huit novembre"),
    ("de ", "days 3", "de trois jours"),
]
"""A frame, a date that follows it, and how the two meet in French."""


@pytest.mark.parametrize(("before", "asked", "sentence"), LED)
def test_french_contracts_the_article_of_a_date(before, asked, sentence):
    """À le is au, and de le is du, across the edge of a frame."""
    french = language_of("fr_BE")
    frame, value = french.led(before, french.speak(value_of(asked.split(), TODAY)))
    assert frame + written(value) == sentence


def test_the_s_of_plus_is_sounded():
    """A French voice is told that plus is the sign, not ne … plus."""
    plus, *_ = language_of("fr_BE").speak(Digits("+32"))
    assert (plus.words, plus.spoken) == ("plus", "plusse")
