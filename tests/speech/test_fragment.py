"""Names of recordings, and words written from fragments."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.speech.fragment import LONGEST_NAME_BYTES, Fragment, written

LONG = "一二三四五六七八九十" * 6


@pytest.mark.parametrize(
    "words",
    [
        "Press one",
        "press one.",
        "PRESS, ONE!",
        "  press   one  ",
        "press-one",
        "¡Press… one?",
    ],
)
def test_punctuation_and_case_do_not_count(words):
    """A changed comma, capital or space orphans no recording."""
    assert Fragment(words).name == "press-one"


@pytest.mark.parametrize("words", ["één euro", "전화 번호", "サルド が"])
def test_a_name_does_not_depend_on_how_letters_are_composed(words):
    """Composed and decomposed letters give one name, in composed form."""
    name = Fragment(unicodedata.normalize("NFD", words)).name
    assert name == Fragment(unicodedata.normalize("NFC", words)).name
    assert unicodedata.is_normalized("NFC", name)


def test_accents_count():
    """Words that differ in an accent are two recordings: een, één."""
    assert Fragment("een").name != Fragment("één").name


def test_the_reading_distinguishes():
    """The same words, read otherwise, are another recording."""
    assert Fragment("분").name == "분"
    assert Fragment("분", "뿐").name == "분~뿐"


def test_a_final_take_is_a_recording_of_its_own():
    """The voice falls at the end: neither words nor reading have its name by chance."""
    names = {
        Fragment(words, reading, final=final).name
        for words, reading in (("euro", ""), ("euro final", ""), ("euro", "final"))
        for final in (False, True)
    }
    assert len(names) == 6


def test_pauses_and_spaces_do_not_count():
    """One recording serves wherever its words stand."""
    assert Fragment("euro", attached=True).after(60).name == Fragment("euro").name


def test_long_names_are_shortened_distinctly():
    """Long words that differ only at their end keep different names."""
    names = {Fragment(LONG + end).name for end in ("", "百", "千")}
    names.add(Fragment(LONG, final=True).name)
    assert len(names) == 4
    assert all(name.startswith("一二三") for name in names)


@given(st.text(), st.text())
def test_a_name_fits_any_file_system(words, reading):
    """A name is short enough for a file and never leaves its folder."""
    name = Fragment(words, reading).name
    assert len(name.encode()) <= LONGEST_NAME_BYTES
    assert not set(name) & set('/\\.:*?"<>| \0')


@given(st.text(alphabet="abcé漢字", min_size=1, max_size=80))
def test_different_words_have_different_names(words):
    """A word more is another recording, however long the words are."""
    assert Fragment(words).name != Fragment(f"{words} a").name


def test_what_is_spoken_is_the_reading_if_there_is_one():
    """A voice is given the reading, else the words."""
    assert Fragment("四円", "ヨエン").spoken == "ヨエン"
    assert Fragment("euro").spoken == "euro"


def test_fragments_are_written_with_spaces_but_where_attached():
    """A space stands before a fragment that is not attached to its neighbour."""
    fragments = [
        Fragment("twee", attached=True),
        Fragment("honderd", attached=True),
        Fragment("euro"),
    ]
    assert written(fragments) == "tweehonderd euro"
    assert written([]) == ""
