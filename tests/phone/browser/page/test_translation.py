"""A call in a foreign language is read along, line by line, in the reader's own."""

from fakes.browser import dial, with_the_keyboard
from fakes.page import ANNA, BELGIUM

WATCH = """
  window.added = [];
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      window.added.push(...[...addedNodes].map((it) => it.textContent));
    }
  }).observe(document.getElementById("log"), { childList: true, subtree: true });
"""
"""Notes what a screen reader is told was added to the conversation."""


def call(page):
    dial(page, BELGIUM, ANNA)
    page.locator("#log .said").first.wait_for()
    return page.locator("#log .said").first


def translation(page):
    return page.locator("#log .translation").first


def test_each_sentence_has_a_line_in_the_readers_language(page):
    """It is there from the first call on, marked as what it is, within its sentence."""
    said = call(page)
    assert said.get_attribute("lang") == "fr-BE"
    read = said.locator(".translation")
    assert read.get_attribute("lang") == "en"
    assert "Saldo" in read.text_content()
    assert read.is_visible()


def test_who_reads_the_language_of_the_call_reads_it_once(open_page):
    """A French call on a French page has no second line."""
    page = open_page(locale="fr-BE")
    call(page)
    assert page.locator("#log .translation").count() == 0


def test_the_lines_can_be_switched_off_and_stay_off(page):
    """Also those that were read before; the choice holds when the page is opened again."""
    call(page)
    page.keyboard.press("Escape")
    page.locator("#outcome").wait_for()
    switch = page.get_by_role("switch", name="Show a translation", exact=True)
    assert translation(page).is_visible()
    switch.uncheck()
    assert translation(page).is_hidden()
    page.reload()
    page.locator("#order").wait_for()
    assert not switch.is_checked()
    call(page)
    assert translation(page).is_hidden()


def test_the_lines_follow_the_language_that_is_chosen_in_mid_call(page):
    """What was read before keeps its language, what is read then has the new one."""
    call(page)
    with page.expect_response("**/language"):
        page.select_option("#language", "nl")
    page.focus("#keypad")
    with_the_keyboard(page, "1")
    page.locator("#log .translation[lang=nl-BE]").wait_for()
    assert translation(page).get_attribute("lang") == "en"


def test_a_screen_reader_reads_a_sentence_with_its_line_once(page):
    """Both are added together, and nothing is added to them later."""
    page.evaluate(WATCH)
    said = call(page)
    page.locator("#log .said").nth(1).wait_for()
    added, lines = page.evaluate(
        "() => [window.added, document.querySelectorAll('#log > p').length]"
    )
    assert len(added) == lines
    assert added[0] == said.text_content()
    assert added[0].endswith(translation(page).text_content())
