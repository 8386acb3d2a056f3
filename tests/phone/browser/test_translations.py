"""What is read along: each sentence in the reader's own language, too."""

import pytest
from conftest import ANNAS_PIN
from fakes.page import BELGIUM, Page


def translations(page):
    """Give the translations so far, each with the sentence it is of.

    The offer of other languages, the one English sentence of a call, has none.
    """
    captions = [it for sound in page.of("play") for it in sound["captions"]]
    return {it["text"]: it["translation"] for it in captions if it["locale"] != "en"}


def test_each_sentence_is_read_in_the_readers_language(page):
    """Figures too, in that language's words, with the language for screen readers."""
    page.dial(language="en").talk(f"1 {ANNAS_PIN}")
    told = translations(page)
    assert all(it["locale"] == "en" for it in told.values())
    balance = next(it for text, it in told.items() if "septante et un" in text)
    assert "seventy-one euros and eighty cents" in balance["text"]


@pytest.mark.parametrize("order", [{}, {"language": "fr"}, {"language": "fr-BE"}])
def test_nothing_is_translated_that_need_not_be(page, order):
    """Not for whoever reads the language of the call, and not where nobody reads along."""
    page.dial(**order).talk("1")
    assert set(translations(page).values()) == {None}


def test_another_language_can_be_read_in_mid_call(page):
    """What is said from then on has its words."""
    page.dial(language="en").until_question()
    assert page.post("language", language="ja").status_code == 204
    before = len(translations(page))
    page.post("keys", keys="1")
    page.until("play")
    locales = [it["locale"] for it in translations(page).values()]
    assert set(locales[:before]) == {"en"}
    assert set(locales[before:]) == {"ja_JP"}


def test_a_language_is_offered_in_itself_alone(page):
    """The language menu has no translation, which would offer another language."""
    page.dial(hotline=BELGIUM, caller="anonymous", language="en").talk()
    captions = next(it["captions"] for it in page.of("play") if it["can_be_cut"])
    *greetings, dutch, french, english = [
        (it["locale"], it["translation"]) for it in captions
    ]
    assert [(it, read["text"]) for it, read in greetings] == [
        ("nl_BE", "Welcome to Saldo."),
        ("fr_BE", "Welcome to Saldo."),
    ]
    assert [dutch, french, english] == [("nl_BE", None), ("fr_BE", None), ("en", None)]


def test_a_language_that_the_hotline_does_not_speak_changes_nothing(page):
    """The call goes on, without translations."""
    page.dial(language="sv").talk("1")
    assert set(translations(page).values()) == {None}
    assert page.of("ended")[0]["reason"] == "hung_up_by_caller"


def test_what_a_voice_says_is_not_translated(make_app):
    """Only a link tells which phrases it says: what Twilio's voices read has none."""
    page = Page(make_app(has_phone=True, uses_recordings=False).test_client())
    page.dial(language="en").talk()
    assert set(translations(page).values()) == {None}


def test_no_secret_is_translated(page):
    """The PIN stands in no translation, and no link in the log of what is behind it."""
    page.dial(language="en").talk(f"1 {ANNAS_PIN}")
    assert ANNAS_PIN not in str(page.heard)
    assert not any("lang=" in str(it) for it in page.of("peek"))
