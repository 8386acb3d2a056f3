"""What comes out of the loudspeaker, and when nothing does."""

from fakes.browser import asked, dial, heard, with_the_mouse
from fakes.page import ANNA, BELGIUM


def test_nothing_is_heard_before_somebody_dials(page):
    """The page makes no sound of its own; dialling rings, and then the hotline speaks."""
    assert heard(page)["samples"] == 0
    dial(page, BELGIUM, ANNA)
    page.wait_for_function("window.heard.loudest > 0")
    page.locator("#status", has_text="Ringing").or_(
        page.locator(".said")
    ).first.wait_for()
    page.locator(".said").first.wait_for()


def test_a_key_stops_the_voice_at_once(page):
    """Barge-in: the sound has ended by the time the key was clicked."""
    dial(page, BELGIUM, ANNA)
    page.locator(".said").first.wait_for()
    ended = heard(page)["ended"]
    with_the_mouse(page, "1")
    page.wait_for_function("before => window.heard.ended > before", arg=ended)
    asked(page, "Enter 6 digits")


def test_what_is_muted_is_not_heard(page):
    """The earpiece is silent until it is switched on again, and the call goes on."""
    dial(page, BELGIUM, ANNA)
    page.locator(".said").first.wait_for()
    page.click("#mute")
    # What was said before leaves the loudspeaker; after that there is nothing.
    page.wait_for_function(
        "() => { const before = window.last; window.last = window.heard.samples;"
        " return before === window.last; }",
        polling=300,
    )
    before = heard(page)["samples"]
    page.locator(".said").nth(page.locator(".said").count()).wait_for()
    page.wait_for_timeout(300)  # of the next sentence
    assert heard(page)["samples"] == before
    page.click("#mute")
    page.wait_for_function("before => window.heard.samples > before", arg=before)


def test_a_muted_call_mutes_no_other(page):
    """Whoever dials again hears it ring."""
    dial(page, BELGIUM, ANNA)
    page.click("#mute[aria-pressed=false]")
    page.click("#hang-up")
    page.locator("#outcome").wait_for()
    before = heard(page)["samples"]
    page.click(".dial")
    page.locator("#mute[aria-pressed=false]").wait_for()
    page.wait_for_function("before => window.heard.samples > before", arg=before)
