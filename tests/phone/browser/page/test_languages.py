"""The page speaks the reader's language, in every word."""

import json

import pytest
from fakes.browser import asked, dial, with_the_keyboard
from fakes.page import ANNA, BELGIUM

from ivr.phone.browser.routes import PAGE
from ivr.phone.player import EndReason

NARROW = {"viewport": {"width": 320, "height": 568}}


@pytest.mark.parametrize(
    ("locale", "dials", "language"),
    [
        ("en-US", "Call", "English"),
        ("ja-JP", "電話をかける", "日本語"),
        ("ko-KR", "전화 걸기", "한국어"),
        ("nl-BE", "Bellen", "Nederlands"),
        ("fr-BE", "Appeler", "français"),
        ("zh-CN", "拨打", "中文"),
        ("sv-SE", "Call", "English"),
    ],
)
def test_the_page_speaks_the_readers_language(open_page, locale, dials, language):
    """It is that of the browser, else English; nothing sticks out at 320 pixels."""
    page = open_page(locale=locale, **NARROW)
    assert page.text_content(".dial") == dials
    assert page.locator("#language option:checked").text_content() == language
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_another_language_can_be_chosen(page):
    """The choice changes every word, and holds when the page is opened again."""
    page.select_option("#language", "nl")
    assert page.text_content(".dial") == "Bellen"
    assert page.get_attribute("html", "lang") == "nl"
    page.reload()
    page.locator("#order").wait_for()
    assert page.text_content(".dial") == "Bellen"


def test_another_language_can_be_chosen_in_mid_call(page):
    """What the page says changes, and what was said before keeps its own language."""
    dial(page, BELGIUM, ANNA)
    asked(page, "Press a key")
    with_the_keyboard(page, "1")
    asked(page, "Enter 6 digits")
    page.select_option("#language", "ja")
    assert page.text_content("#hint") == "6桁の数字を入力してください"
    assert "ベルギー" in page.text_content("#party")
    assert page.locator("#log .mine").get_attribute("lang") == "en"
    page.click("#hang-up")
    page.locator("#outcome").wait_for()
    page.select_option("#language", "nl")
    assert page.text_content("#reason").strip() == "U hebt opgehangen."


def test_every_end_of_a_call_has_its_words():
    """Whoever or whatever ends a call, the page says so."""
    table = json.loads((PAGE / "words.json").read_text(encoding="utf-8"))
    assert set(EndReason) <= set(table["en"])


def test_every_language_has_every_word():
    """The page's table has the same entries, with the same gaps, in each language."""
    table = json.loads((PAGE / "words.json").read_text(encoding="utf-8"))
    assert set(table) == {"en", "ja", "ko", "nl", "fr", "zh"}

    def gaps(words):
        return {name: sorted(set(text.split("{")[1:])) for name, text in words.items()}

    names = {name: sorted(it) for name, it in table.items()}
    assert all(it == names["en"] for it in names.values())
    for words in table.values():
        assert all(text.strip() for text in words.values())
        for name, text in words.items():
            for gap in ("{pin}", "{count}", "{keys}", "{number}"):
                assert (gap in text) == (gap in table["en"][name])
