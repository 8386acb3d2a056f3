"""The conversation stays where its reader is, and shows that there is more of it."""

import pytest
from conftest import ANNAS_PIN
from fakes.browser import asked, dial, with_the_keyboard
from fakes.page import ANNA, BELGIUM

WINDOWS = {
    "wide": {"width": 1200, "height": 800},
    "narrow": {"width": 375, "height": 667},
    "smallest": {"width": 320, "height": 568},
    "200 percent": {"width": 640, "height": 400},
}
TOP = "it => it.scrollTop"
BELOW = "it => Math.round(it.scrollHeight - it.clientHeight - it.scrollTop)"
PAINTED = "() => new Promise((then) => requestAnimationFrame(() => setTimeout(then)))"
"""Waits until the page has been drawn."""
ABOVE_IS_MORE, BELOW_IS_MORE = "0px 20px", "0px -20px"
SHADE = "it => getComputedStyle(it).boxShadow"


@pytest.fixture
def page(request, open_page):
    """Give the page in a window, with a call in which more was said than it shows."""
    page = open_page(viewport=WINDOWS[getattr(request, "param", "narrow")])
    dial(page, BELGIUM, ANNA)
    asked(page, "Press a key")
    with_the_keyboard(page, "1")
    asked(page, "Enter 6 digits")
    with_the_keyboard(page, ANNAS_PIN)
    page.locator("#log .balance ~ .said").nth(2).wait_for()
    return page


def hang_up(page):
    page.keyboard.press("Escape")
    page.locator("#outcome").wait_for()


def say_more(page, sentences=1):
    """Have the hotline say the balance again, and what follows it."""
    heard = page.locator("#log .said").count()
    with_the_keyboard(page, "1")
    page.locator("#log .said").nth(heard + sentences - 1).wait_for()


def read_from_the_top(page):
    """Scroll up by hand, as who uses no mouse does."""
    page.focus("#log")
    page.keyboard.press("Home")
    page.wait_for_function("() => document.getElementById('log').scrollTop === 0")


@pytest.mark.parametrize("page", WINDOWS, indirect=True)
def test_the_balance_is_in_sight_after_the_call(page):
    """However much was said before and after it, it is seen in the box and the window."""
    say_more(page, sentences=3)
    hang_up(page)
    box = page.locator("#log").bounding_box()
    balance = page.locator("#log .balance").last.bounding_box()
    assert box["y"] <= balance["y"]
    bottom = balance["y"] + balance["height"]
    assert bottom <= box["y"] + box["height"]
    assert bottom <= page.viewport_size["height"]


def test_who_follows_sees_the_newest(page):
    """What is said comes into sight as it is said."""
    say_more(page)
    assert page.locator("#log").evaluate(BELOW) == 0


@pytest.mark.parametrize("page", ["wide", "narrow"], indirect=True)
def test_who_has_scrolled_up_is_left_alone(page):
    """Neither what is said next, nor the end of the call, takes the place away."""
    read_from_the_top(page)
    say_more(page)
    assert page.locator("#log").evaluate(TOP) == 0
    hang_up(page)
    assert page.locator("#log").evaluate(TOP) == 0
    page.locator("#order").wait_for()


def test_another_call_is_followed_anew(page):
    """Whoever had scrolled up in one call sees the newest of the next."""
    read_from_the_top(page)
    hang_up(page)
    page.click(".dial")
    page.locator("#log .said").nth(2).wait_for()
    assert page.locator("#log").evaluate(BELOW) == 0


@pytest.mark.parametrize("page", ["200 percent"], indirect=True)
def test_a_window_that_is_turned_keeps_the_newest_in_sight(page):
    """Whatever becomes of the window, the end of what was said is still seen."""
    page.set_viewport_size(WINDOWS["smallest"])
    page.evaluate(PAINTED)
    assert page.locator("#log").evaluate(BELOW) == 0


def test_it_can_be_seen_that_there_is_more(page):
    """The edge behind which the conversation goes on is shaded, and no other is."""
    log = page.locator("#log")
    assert ABOVE_IS_MORE in log.evaluate(SHADE)
    assert BELOW_IS_MORE not in log.evaluate(SHADE)
    read_from_the_top(page)
    page.evaluate(PAINTED)
    assert ABOVE_IS_MORE not in log.evaluate(SHADE)
    assert BELOW_IS_MORE in log.evaluate(SHADE)
