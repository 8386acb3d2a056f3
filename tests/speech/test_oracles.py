"""Our numbers against tables that nobody here wrote: ICU's words, Open JTalk's sounds.

Where we spell a number otherwise, it is by one of these rules and no other.
"""

from datetime import date
from pathlib import Path

import pytest

from ivr.speech.fragment import written
from ivr.speech.languages import language_of
from ivr.speech.say import value_of

ORACLES = Path(__file__).parent.parent / "oracles"
TODAY = date(2026, 11, 21)

SPELLINGS = {
    # A caller hears zero, not the sign for it; ten million needs its one: いっせんまん.
    "ja_JP": [("ゼロ", "〇"), ("一千万", "千万")],
    # Two at the head of a number is 两 before thousands and hundreds.
    "zh_CN": [("两", "二")],
    "ko_KR": [],
    # British English has "and" before the last two digits of a group.
    "en": [(" and ", " ")],
    # One is stressed, and a space stands where a breath may.
    "nl_BE": [("é", "e"), (" ", "")],
    # Hyphens and the plural s of cent and vingt are not heard.
    "fr_BE": [("-", " "), ("cents", "cent"), ("vingts", "vingt")],
}
"""What is made equal, ours with theirs, before words are compared."""


def rows_of(name):
    text = (ORACLES / name).read_text(encoding="utf-8")
    return [row.split("\t") for row in text.splitlines()]


def levelled(words, locale):
    for ours, theirs in SPELLINGS[locale]:
        words = words.replace(ours, theirs)
    return words


@pytest.mark.parametrize("locale", sorted(SPELLINGS))
def test_numbers_are_spelled_as_icu_spells_them(locale):
    """Every number of ICU's table has ICU's words, but for the rules above."""
    language = language_of(locale)
    differing = {
        number: (said, words)
        for number, words in rows_of(f"cardinals/{locale}.tsv")
        if levelled(said := written(language.number(int(number))), locale)
        != levelled(words, locale)
    }
    assert differing == {}


@pytest.mark.parametrize("locale", sorted(SPELLINGS))
def test_every_rule_of_spelling_is_needed(locale):
    """A rule that makes no row of the table equal is struck off."""
    language = language_of(locale)
    said = [
        written(language.number(int(number))) + words
        for number, words in rows_of(f"cardinals/{locale}.tsv")
    ]
    for ours, _ in SPELLINGS[locale]:
        assert any(ours in row for row in said), ours


def test_japanese_sounds_as_open_jtalk_reads_it():
    """Every yen, minute and message of Open JTalk's table has Open JTalk's sounds."""
    language = language_of("ja_JP")
    differing = {
        (kind, number): (said, reading)
        for kind, number, reading in rows_of("ja_JP.readings.tsv")
        if (said := sound_of(language.speak(value_of([*kind.split(), number], TODAY))))
        != reading
    }
    assert differing == {}


def sound_of(fragments):
    return "".join(fragment.spoken for fragment in fragments)
