"""The catalogues hold every sentence of the code, and are checked as they are edited."""

import importlib.util
import re
import shutil
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import PoFileError

from ivr.speech.catalog import catalog_of
from ivr.speech.languages import languages

LOCALES = Path(__file__).parent.parent / "locales"


@pytest.fixture(scope="session")
def update():
    """Give the program that keeps the catalogues."""
    spec = importlib.util.spec_from_file_location("update", LOCALES / "update.py")
    program = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(program)
    return program


@pytest.fixture(scope="session")
def template(update):
    """Give the sentences of the code, which take their time to be found."""
    return update.template()


@pytest.fixture
def check(update, template, tmp_path, monkeypatch, capsys):
    """Give what checks a copy of the catalogues; it gives what was told, and the code.

    `check("en", was, written)` edits a catalogue first; *words* follow the program's
    name.
    """
    copy = tmp_path / "locales"
    shutil.copytree(LOCALES, copy)
    monkeypatch.setattr(update, "LOCALES", copy)
    monkeypatch.setattr(update, "template", lambda: template)

    def check(locale="", was="", written="", words=("--check",)):
        if locale:
            po = copy / locale / "LC_MESSAGES" / "ivr.po"
            text = po.read_text(encoding="utf-8")
            assert text.count(was) == 1
            po.write_text(text.replace(was, written), encoding="utf-8")
        monkeypatch.setattr(sys, "argv", ["update.py", *words])
        code = update.main()
        return capsys.readouterr().out.splitlines(), code

    return check


@pytest.mark.parametrize("locale", sorted(languages()))
def test_a_catalogue_is_complete(template, locale):
    """A sentence of the code stands in the catalogue, and nothing else does."""
    names = {it.id if isinstance(it.id, str) else it.id[0] for it in template if it.id}
    assert names == set(catalog_of(locale).sentences)


def test_the_catalogues_are_up_to_date(check):
    """The catalogues of the house are checked, and nothing is told."""
    assert check() == ([], 0)


BALANCE = "You have {balance} of credit left."
MISTAKES = {
    "a gap that is lost": ("You have credit left.", "must have {balance}"),
    "a gap of another name": ("You have {amount} left.", "must have {balance}"),
    "a gap too many": ("{day} you have {balance} left.", "must have {balance}"),
    "no words": ("", "has no words"),
}


@pytest.mark.parametrize(("written", "told"), MISTAKES.values(), ids=MISTAKES)
def test_a_translators_mistake_is_told_by_its_line(check, written, told):
    """A gap lost or invented, and words left out, are told with file and line."""
    was = "Il vous reste {balance}"
    po = (LOCALES / "fr_BE" / "LC_MESSAGES" / "ivr.po").read_text(encoding="utf-8")
    entry = re.search(r'msgid "balance.amount"\nmsgstr "(.*)"', po)
    assert was in entry[1]
    (fault,), code = check("fr_BE", entry[0], entry[0].replace(entry[1], written))
    line = po[: entry.start()].count("\n") + 1
    assert fault == f"locales/fr_BE/LC_MESSAGES/ivr.po:{line}: balance.amount {told}"
    assert code == 1


def test_each_plural_form_is_looked_at(check):
    """The second form of a plural needs words as the first does."""
    (fault,), code = check("en", "Here are your last charges.", "")
    assert fault.endswith(": charges.lead has no words")
    assert code == 1


def test_a_gap_that_nobody_fills_is_told(check):
    """A sentence without gaps has none in any language."""
    (fault,), _ = check(
        "nl_BE", "Deze oproep is gratis.", "Deze oproep is gratis: {price}."
    )
    assert fault.endswith(": price.free must have no gap")


@pytest.mark.parametrize(
    ("was", "written"),
    [
        ('msgid "price.free"', 'msgid "price.gratis"'),
        ('msgstr "This call is free."', "msgstr This call is free."),
        ("#. Nobody answered the transfer;", "#. Somebody answered the transfer;"),
    ],
)
def test_a_catalogue_that_is_behind_is_named(check, was, written):
    """Sentences, comments and quotes are as the code and Babel have them."""
    told, code = check("en", was, written)
    assert "locales/en/LC_MESSAGES/ivr.po is not up to date" in told
    assert code == 1


def test_an_update_adds_what_is_missing_and_takes_out_what_is_gone(check, tmp_path):
    """`make words` keeps all words, gives new sentences a place, and says what lacks."""
    told, code = check("en", 'msgid "price.free"', 'msgid "price.gratis"', words=())
    (fault,) = told
    assert fault.endswith(": price.free has no words")
    assert code == 1
    text = (tmp_path / "locales/en/LC_MESSAGES/ivr.po").read_text(encoding="utf-8")
    assert BALANCE in text
    assert "price.gratis" not in text
    assert 'msgid "price.free"\nmsgstr ""' in text
    assert check() == (told, 1)


def test_a_catalogue_that_cannot_be_read_fails(check):
    """What Babel cannot read stops the build with its own words."""
    with pytest.raises(PoFileError):
        check("en", 'msgstr "This call is free."', "This call is free.")
