"""What Japanese alone has: where its counters and figures are apart."""

from ivr.domain.money import Money
from ivr.domain.phrase import Figures
from ivr.speech.languages import language_of
from ivr.speech.languages.language import GROUP_PAUSE_MS


def test_the_unit_of_figures_stands_apart():
    """A pause before 円 keeps 一〇〇円 from ending as "zero yen"."""
    *digits, unit = language_of("ja_JP").speak(Figures(Money(100, "JPY")))
    assert [it.pause_ms for it in digits] == [0, 0, 0]
    assert (unit.words, unit.pause_ms) == ("円", GROUP_PAUSE_MS)


def test_a_counter_after_hundred_millions_is_recorded_once():
    """一億円 is said with the pieces of 一億 and of 円, not as a piece of its own."""
    fragments = language_of("ja_JP").speak(Money(100_000_000, "JPY"))
    assert [it.words for it in fragments] == ["一億", "円"]
