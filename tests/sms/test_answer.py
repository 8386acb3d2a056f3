"""The answer to a text message."""

from dataclasses import replace

import pytest

from ivr.domain.hotline import Hotline
from ivr.sms.answer import MOST_SEGMENTS, answer
from ivr.sms.segments import segments
from ivr.speech.languages import languages

HOTLINE = Hotline("+819012345678", ("en",), "Asia/Tokyo", {"en": "Saldo"})
WRITTEN = "+81 90 1234 5678"
"""The longest number that is written so."""

ALPHABETS = {"en", "fr_BE", "nl_BE"}
SHOWN = {
    "+815012340001": ["ja_JP", "en"],
    "+827012340001": ["ko_KR", "en"],
    "+3278120001": ["nl_BE", "fr_BE", "en"],
    "+442079460001": ["en", "zh_CN"],
}


def alone(hotline, locale):
    return answer(replace(hotline, languages=(locale,)))


@pytest.mark.parametrize("locale", sorted(languages()))
def test_every_language_has_an_answer(locale):
    """It names the number to call as it is written, and is short by itself."""
    text = alone(HOTLINE, locale)
    assert WRITTEN in text
    assert "{" not in text
    assert segments(text) <= (1 if locale in ALPHABETS else 2)


@pytest.mark.parametrize("locale", sorted(languages().keys() - ALPHABETS))
def test_english_fits_beside_every_script(locale):
    """Visitors read the answer of a Japanese, Korean or Chinese hotline too."""
    both = answer(replace(HOTLINE, languages=(locale, "en")))
    assert both == f"{alone(HOTLINE, locale)}\n{alone(HOTLINE, 'en')}"


@pytest.mark.parametrize(("number", "shown"), SHOWN.items())
def test_an_answer_is_in_the_languages_that_fit(settings, number, shown):
    """The hotline's own first, others in menu order, in three segments at most."""
    hotline = settings.hotlines[number]
    text = answer(hotline)
    assert text.splitlines() == [alone(hotline, locale) for locale in shown]
    assert segments(text) <= MOST_SEGMENTS


def test_a_hotline_that_many_speak_answers_in_few_languages():
    """What would make a fourth segment is left out, with all that follows it."""
    everybody = ("fr_BE", "nl_BE", "en", "ja_JP", "zh_CN")
    text = answer(replace(HOTLINE, languages=everybody))
    assert len(text.splitlines()) == 3
