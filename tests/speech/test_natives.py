"""Values and sentences in every language, against tables that were written by hand.

A row of `natives/<locale>.tsv` is what is asked of `ivr say`, the words of a native
announcer, and how they sound where the letters do not tell. A row of
`natives/sentences/<locale>.tsv` is a sentence of the catalogue with its gaps filled.
"""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from ivr.cli import ivr
from ivr.speech.catalog import catalog_of
from ivr.speech.currencies import CURRENCIES
from ivr.speech.languages import languages
from ivr.speech.say import KINDS
from ivr.speech.sentence import GAP

NATIVES = Path(__file__).parent.parent / "natives"
TABLES = {path.stem: path for path in sorted(NATIVES.glob("*.tsv"))}

SENTENCES = {path.stem: path for path in sorted(NATIVES.glob("sentences/*.tsv"))}

FEWEST_ROWS = 60
WRITTEN_BY_THE_CATALOGUE = {"days.one", "days.two", "days.span"}
"""These fill a gap of agent.hours, and are heard there."""


def rows_of(locale, tables=TABLES):
    lines = tables[locale].read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def heard_in(locale):
    return {asked: reading for asked, _, *rest in rows_of(locale) for reading in rest}


def differing(locale, expected, *options):
    """Give what is said otherwise than *expected*, asked in one batch."""
    lines = "".join(f"{asked}\n" for asked in expected)
    answer = CliRunner().invoke(ivr, ["say", locale, "--batch", *options], input=lines)
    assert answer.exit_code == 0, answer.output
    said = zip(expected, answer.output.splitlines(), strict=True)
    return {asked: (it, expected[asked]) for asked, it in said if it != expected[asked]}


@pytest.mark.parametrize("locale", TABLES)
def test_values_are_said_as_natives_say_them(locale):
    """Every row of a table has its words."""
    assert (
        differing(locale, {asked: words for asked, words, *_ in rows_of(locale)}) == {}
    )


@pytest.mark.parametrize("locale", list(filter(heard_in, TABLES)))
def test_values_sound_as_natives_sound_them(locale):
    """Every row that gives a reading has it."""
    assert differing(locale, heard_in(locale), "--reading") == {}


@pytest.mark.parametrize("locale", SENTENCES)
def test_sentences_are_said_as_natives_say_them(locale):
    """Every sentence has its words around every kind of value that it can hold."""
    rows = rows_of(locale, SENTENCES)
    asked = [row[0] for row in rows]
    assert len(set(asked)) == len(asked) >= FEWEST_ROWS
    assert differing(locale, dict(rows)) == {}


@pytest.mark.parametrize("locale", SENTENCES)
def test_a_table_holds_every_sentence_with_a_gap(locale):
    """What is written around a value is where a sentence goes wrong."""
    catalog = catalog_of(locale)
    gapped = {it for it in catalog.sentences if GAP.search(catalog.words(it))}
    asked = {row[0].split()[1] for row in rows_of(locale, SENTENCES)}
    assert sorted(gapped - asked - WRITTEN_BY_THE_CATALOGUE) == []


def test_every_locale_has_its_tables():
    """A language is added with tables of its own."""
    assert set(TABLES) == set(SENTENCES) == set(languages())


@pytest.mark.parametrize("locale", TABLES)
def test_a_table_holds_every_kind(locale):
    """A table has enough rows, none twice, of every kind and currency, and debts."""
    asked = [row[0] for row in rows_of(locale)]
    assert len(set(asked)) == len(asked) >= FEWEST_ROWS
    money = [f"money {currency}" for currency in CURRENCIES]
    kinds = [f"{kind} " for kind in (*KINDS, *money, "data", "day")]
    forms = [*kinds, r"digits \+", "number -", "money ... -"]
    assert [
        form for form in forms if not any(re.match(form, row) for row in asked)
    ] == []
