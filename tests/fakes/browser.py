"""Debian's chromium under Playwright: a browser with an ear of its own.

The browser is looked for where IVR_CHROMIUM says, then on the PATH. What is missing is
said by name.
"""

import importlib.util
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--no-sandbox", "--disable-dev-shm-usage", "--mute-audio")

EAR = """
  window.heard = { ended: 0, samples: 0, loudest: 0 };
  const connect = AudioNode.prototype.connect;
  AudioNode.prototype.connect = function (to, ...rest) {
    if (to instanceof AudioDestinationNode) listen(this);
    return connect.call(this, to, ...rest);
  };
  const start = AudioBufferSourceNode.prototype.start;
  AudioBufferSourceNode.prototype.start = function (...at) {
    this.addEventListener("ended", () => { window.heard.ended += 1; });
    return start.apply(this, at);
  };
  function listen(node) {
    const ear = node.context.createAnalyser();
    connect.call(node, ear);
    const samples = new Float32Array(ear.fftSize);
    setInterval(() => {
      ear.getFloatTimeDomainData(samples);
      window.heard.samples += samples.filter((it) => it !== 0).length;
      window.heard.loudest = Math.max(window.heard.loudest, ...samples.map(Math.abs));
    }, 20);
  }
"""
"""Listens at the loudspeaker, and counts the sounds that ended."""


def missing() -> str | None:
    """Name what a browser test lacks here, None if nothing."""
    if importlib.util.find_spec("playwright") is None:
        return "playwright is missing: make install"
    return None if _chromium() else "chromium is missing: apt-get install chromium"


@contextmanager
def opened() -> Iterator["Browser"]:
    """Open a browser."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - may be missing

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=_chromium(), args=list(FLAGS)
        )
        try:
            yield browser
        finally:
            browser.close()


def phone_page(browser: "Browser", port: int, **looks: object) -> "Page":
    """Open the phone page of the hotline at *port*, in a window that *looks* so."""
    usual = {"locale": "en-GB", "reduced_motion": "reduce"}
    context = browser.new_context(**(usual | looks))
    context.add_init_script(EAR)
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{port}/phone")
    page.locator("#order").wait_for()
    return page


def dial(page: "Page", hotline: str, caller: str) -> None:
    """Choose *hotline* and *caller*, and click on the dial button."""
    page.select_option("#caller", caller)
    page.select_option("#hotline", hotline)
    page.click(".dial")


def asked(page: "Page", words: str) -> None:
    """Wait until the hotline asks for something."""
    page.locator("#hint", has_text=words).wait_for()


def heard(page: "Page") -> dict[str, float]:
    """Give what came out of the loudspeaker so far."""
    return page.evaluate("window.heard")


def with_the_mouse(page: "Page", keys: str) -> None:
    """Press *keys* on the page's keypad."""
    for key in keys:
        page.click(f"#keypad button:text-is('{key}')")


def with_the_keyboard(page: "Page", keys: str) -> None:
    """Press *keys* on the keyboard."""
    page.keyboard.type(keys)


def _chromium() -> str | None:
    named = os.environ.get("IVR_CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)
