"""What must be recorded is all that can be said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.dialogue.walk import walk
from ivr.domain.money import Money
from ivr.domain.phrase import Line, say
from ivr.settings.hotlines import DEMO_FILE, read_hotlines
from ivr.speech.catalog import catalog_of
from ivr.speech.currencies import CURRENCIES, decimals
from ivr.speech.languages import languages
from ivr.speech.languages.language import LARGEST_NUMBER
from ivr.speech.packs import folder
from ivr.speech.recordings import Recordings
from ivr.speech.sentence import sentence_of
from ivr.studio.inventory import fragments_to_record, lines_to_record

LOCALES = sorted(languages())
HOTLINES = read_hotlines(DEMO_FILE)


@pytest.fixture(scope="module")
def heard():
    return lines_to_record(HOTLINES.values())


@pytest.mark.parametrize("locale", LOCALES)
def test_all_that_can_be_said_is_recorded(locale, heard):
    """Every fragment of every sentence and amount has its file."""
    recordings = Recordings(folder("prompts"))
    fragments = fragments_to_record(locale, heard)
    assert len(fragments) > 100
    missing = [f.name for f in fragments if not recordings.path(locale, f).is_file()]
    assert missing == []


amounts = st.builds(
    lambda units, minor, currency: Money(
        units * 10 ** decimals(currency) + minor % 10 ** decimals(currency), currency
    ),
    st.integers(0, LARGEST_NUMBER),
    st.integers(0, 99),
    st.sampled_from(CURRENCIES),
)


@pytest.mark.parametrize("locale", LOCALES)
@given(money=amounts)
def test_any_amount_in_a_sentence_is_recorded(locale, money):
    """No amount up to the largest lacks a recording, in any currency."""
    for sentence in ("balance.amount", "balance.low", "balance.owed"):
        line = Line(say(sentence, amount=money), locale)
        assert Recordings(folder("prompts")).paths(sentence_of(line))


def test_the_walk_hears_every_sentence(heard):
    """No sentence of the catalogues is out of a caller's reach."""
    names = ("key.", "weekday.", "days.")
    sentences = [s for s in catalog_of("en").sentences if not s.startswith(names)]
    assert {line.phrase.sentence for line in heard} == set(sentences)


def test_the_walk_uses_what_the_accounts_allow():
    """Callers of the walk have accounts in the languages it is given."""
    hotline = HOTLINES["+3278120001"]
    locales = {
        line.locale
        for taken in walk(hotline, ["ko_KR"], ["KRW"])
        for line in taken.move.lines
    }
    assert locales == {"ko_KR", *hotline.languages}
