"""The words of a language, as they are read from its file."""

import pytest
from babel.messages.pofile import PoFileError

from ivr.domain.phrase import Days, Key, Name, Term, counted, say
from ivr.speech.catalog import Catalog, MissingWordsError

PLURAL_FORMS = {
    "en": "nplurals=2; plural=(n != 1);",
    "fr_BE": "nplurals=2; plural=(n > 1);",
    "ja_JP": "nplurals=1; plural=0;",
}
HEAD = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {}\\n"
"""
CARDS = """
msgid "cards"
msgid_plural "cards"
msgstr[0] "one"
"""
MANY = 'msgstr[1] "many"'


@pytest.fixture
def read(tmp_path):
    """Give what reads the entries of a small catalogue: `read('msgid "a" …')`."""

    def read(*entries, locale="en"):
        folder = tmp_path / locale / "LC_MESSAGES"
        folder.mkdir(parents=True)
        text = "\n".join([HEAD.format(PLURAL_FORMS[locale]), *entries])
        (folder / "ivr.po").write_text(text, encoding="utf-8")
        return Catalog(locale, tmp_path)

    return read


@pytest.mark.parametrize(
    ("locale", "forms", "words"),
    [
        ("en", [CARDS, MANY], ["many", "one", "many", "many"]),
        ("fr_BE", [CARDS, MANY], ["one", "one", "many", "many"]),
        ("ja_JP", [CARDS], ["one", "one", "one", "one"]),
    ],
)
def test_a_count_chooses_the_form_of_its_language(read, locale, forms, words):
    """None is plural in English, singular in French, and nothing of the kind here."""
    catalog = read(*forms, locale=locale)
    phrases = [counted("cards", "cards", count) for count in (0, 1, 2, 100)]
    assert [catalog.sentence(phrase) for phrase in phrases] == words


def test_a_sentence_without_a_count_has_one_form(read):
    """What speaks of no number of things is said as it stands."""
    catalog = read('msgid "bye"', 'msgstr "Goodbye, {name}."')
    assert catalog.sentence(say("bye", name=Name("Ann"))) == "Goodbye, {name}."


def test_every_entry_is_listed_once(read):
    """A plural is one entry, under its name; the header is none."""
    catalog = read('msgid "bye"', 'msgstr "Goodbye."', CARDS, MANY)
    assert catalog.sentences == ["bye", "cards"]


NO_WORDS = {
    "missing": [],
    "empty": ['msgid "bye"', 'msgstr ""'],
    "fuzzy": ["#, fuzzy", 'msgid "bye"', 'msgstr "Goodbye."'],
    "gone": ['#~ msgid "bye"', '#~ msgstr "Goodbye."'],
    "its own name": ['msgid "bye"', 'msgstr "bye"'],
}


@pytest.mark.parametrize("entry", NO_WORDS.values(), ids=NO_WORDS)
def test_an_entry_without_words_fails_by_its_name(read, entry):
    """Whatever way the words are not there, the sentence is named with its locale."""
    with pytest.raises(MissingWordsError, match=r"^locales/en has no words for bye$"):
        read(*entry).sentence(say("bye"))


@pytest.mark.parametrize(("count", "fails"), [(1, False), (2, True)])
def test_a_form_without_words_fails_when_it_is_needed(read, count, fails):
    """One form that a translator has left empty is missing words like any other."""
    catalog = read(CARDS, 'msgstr[1] ""')
    if not fails:
        assert catalog.sentence(counted("cards", "cards", count)) == "one"
        return
    with pytest.raises(MissingWordsError, match="no words for cards"):
        catalog.sentence(counted("cards", "cards", count))


@pytest.mark.parametrize(
    "value", [Key("5"), Term("method.card"), Days("mon", "mon"), Days("mon", "sun")]
)
def test_a_name_without_words_fails_too(read, value):
    """Keys, terms and days are words of the catalogue like any sentence."""
    with pytest.raises(MissingWordsError, match="locales/en has no words for "):
        read().write(value)


def test_days_are_written_as_people_say_them(read):
    """One day, two, a span, one over the end of a week, and all of them."""
    names = ("mon", "fri", "sat", "sun")
    days = [f'msgid "weekday.{name}"\nmsgstr "{name.title()}"' for name in names]
    spans = {
        "days.one": "on {day}",
        "days.two": "{first} and {last}",
        "days.span": "{first} to {last}",
        "days.all": "always",
    }
    ways = [f'msgid "{name}"\nmsgstr "{words}"' for name, words in spans.items()]
    catalog = read(*days, *ways)
    assert {
        (first, last): catalog.write(Days(first, last))
        for first, last in (
            ("sat", "sat"),
            ("sat", "sun"),
            ("sun", "mon"),
            ("mon", "fri"),
            ("sat", "mon"),
            ("mon", "sun"),
        )
    } == {
        ("sat", "sat"): "on Sat",
        ("sat", "sun"): "Sat and Sun",
        ("sun", "mon"): "Sun and Mon",
        ("mon", "fri"): "Mon to Fri",
        ("sat", "mon"): "Sat to Mon",
        ("mon", "sun"): "always",
    }


@pytest.mark.parametrize(
    "broken",
    [
        ["what is this"],
        ['msgid "bye"', "Goodbye."],
        ['msgctx "end"', 'msgid "bye"', 'msgstr "Goodbye."'],
    ],
)
def test_a_file_that_cannot_be_read_fails(read, broken):
    """A mistake in a catalogue is an error at once, never words left out."""
    with pytest.raises(PoFileError):
        read(*broken)


def test_a_language_without_a_file_fails(tmp_path):
    """A language has its words, or it is none."""
    with pytest.raises(FileNotFoundError):
        Catalog("en", tmp_path)
