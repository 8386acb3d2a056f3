"""Nobody is kept out: by keyboard, on small screens, with colours or ears of their own."""

import os
from pathlib import Path

import pytest
from fakes.browser import asked, dial, with_the_keyboard
from fakes.page import ANNA, BELGIUM

MODULES = Path(__file__).parents[4] / "var" / "node" / "node_modules"
AXE = Path(os.environ.get("IVR_AXE") or MODULES / "axe-core" / "axe.min.js")
LIGHTS = ("light", "dark")


def test_the_keyboard_alone_will_do(page):
    """Tab to the dial button, Enter, digits, Escape, Enter again: the page is all used."""
    page.focus("#hotline")
    while page.evaluate("document.activeElement.className") != "dial":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    asked(page, "Press a key")
    assert page.evaluate("document.activeElement.id") == "keypad"
    page.keyboard.press("Escape")
    page.get_by_text("You hung up.").wait_for()
    page.keyboard.press("Enter")
    page.locator("#status", has_text="Ringing").wait_for()


@pytest.mark.parametrize(
    ("width", "height"),
    [(320, 568), (568, 320), (640, 400)],
    ids=["smallest", "smallest on its side", "200 percent"],
)
def test_the_keys_fit_on_the_smallest_telephone(open_page, width, height):
    """Words, keys and both buttons are seen without scrolling, whatever was before."""
    page = open_page(viewport={"width": width, "height": height})
    dial(page, BELGIUM, ANNA)
    page.locator(".said").first.wait_for()
    parts = ("#status", "#log .now", "#hint", "#keypad", "#mute", "#hang-up")
    boxes = [page.locator(part).bounding_box() for part in parts]
    assert all(0 <= it["y"] and it["y"] + it["height"] <= height for it in boxes)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_forced_colours_show_what_is_on(open_page):
    """Where the reader's own colours hide ours, lists, switches and mute still tell."""
    page = open_page(forced_colors="active")
    drawn = "it => getComputedStyle(it).appearance"
    for control in ("#hotline", "#language", "#slow"):
        assert page.locator(control).evaluate(drawn) == "auto"
    dial(page, BELGIUM, ANNA)
    colour = "it => getComputedStyle(it).backgroundColor"
    before = page.locator("#mute").evaluate(colour)
    page.click("#mute")
    assert page.locator("#mute").evaluate(colour) != before


@pytest.mark.parametrize("light", LIGHTS)
def test_nobody_is_kept_out(open_page, light):
    """axe-core finds nothing amiss, before a call, in it, and after it."""
    if not AXE.exists():
        pytest.skip("axe-core is missing: make prism")
    page = open_page(color_scheme=light)
    assert violations(page) == []
    dial(page, BELGIUM, ANNA)
    asked(page, "Press a key")
    with_the_keyboard(page, "1")
    asked(page, "Enter 6 digits")
    with_the_keyboard(page, "14")
    page.click("#peek > summary")
    page.locator(".hook > summary").first.click()
    assert violations(page) == []
    page.click("#hang-up")
    page.locator("#outcome").wait_for()
    assert violations(page) == []


def test_a_screen_reader_hears_each_name_once(page):
    """A switch is its name, and its hint apart; the end of a call is read as it comes."""
    page.get_by_role("switch", name="Slow line", exact=True).check()
    assert page.locator("#slow").get_attribute("aria-describedby") == "slow-about"
    dial(page, BELGIUM, ANNA)
    page.locator(".said").first.wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("group", name="You hung up.").wait_for()
    assert page.evaluate("document.activeElement.id") == "outcome"


def violations(page):
    """Give what axe-core finds amiss now: rule and place."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run()")["violations"]
    return [(it["id"], [node["target"] for node in it["nodes"]]) for it in found]
