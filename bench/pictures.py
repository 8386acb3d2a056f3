"""Pictures of the phone page, before a call and in it, in every light and width.

`bench/pictures.py [FOLDER]`; without a folder only README's is made anew.
"""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from fakes.browser import dial, missing, opened, phone_page
from fakes.server import served

HERE = Path(__file__).parent
BELGIUM, ANNA, PIN = "+3278120001", "+32470654321", "141421"
JAPAN, YUKI = "+815012340001", "+819012345678"
WIDE = {"width": 1040, "height": 780}
NARROW = {"width": 320, "height": 640}
BALANCE = "septante et un euros"
LOOKS = [
    ("wide-dark", {"viewport": WIDE, "color_scheme": "dark"}),
    ("narrow", {"viewport": NARROW, "locale": "fr-BE"}),
    ("narrow-dark", {"viewport": NARROW, "color_scheme": "dark", "locale": "nl-BE"}),
    ("low", {"viewport": {"width": 360, "height": 560}, "locale": "zh-CN"}),
    ("on-its-side", {"viewport": {"width": 740, "height": 360}, "locale": "ko-KR"}),
    ("forced-colours", {"viewport": WIDE, "forced_colors": "active"}),
]


def main(folder: Path | None) -> None:
    """Take README's picture, and with a *folder* all others into that."""
    if lacking := missing():
        sys.exit(lacking)
    with (
        tempfile.TemporaryDirectory() as scratch,
        served(Path(scratch)) as (port, _),
        opened() as browser,
    ):
        take_call(phone_page(browser, port, viewport=WIDE), HERE / "phone.png")
        if folder:
            take_all(browser, port, folder)


def take_all(browser: object, port: int, folder: Path) -> None:
    """Take every look, and all that can be seen, into *folder*."""
    for name, looks in LOOKS:
        page = phone_page(browser, port, **looks)
        page.screenshot(path=folder / f"{name}-idle.png")
        take_call(page, folder / f"{name}-call.png")
    take_rest(browser, port, folder)


def take_call(page: object, path: Path) -> None:
    """Call, prove who calls, and take the picture as the balance is told."""
    dial(page, BELGIUM, ANNA)
    page.locator("#hint:not(:empty)").wait_for()
    page.keyboard.type("1")
    page.locator("#hint", has_text="6").wait_for()
    page.keyboard.type(PIN)
    page.get_by_text(BALANCE).wait_for()
    page.screenshot(path=path)


def take_rest(browser: object, port: int, folder: Path) -> None:
    """Take the page before a call, in Japanese, after a call, and what is behind it."""
    page = phone_page(browser, port, viewport=WIDE, locale="ja-JP")
    page.screenshot(path=folder / "wide-idle.png")
    dial(page, JAPAN, YUKI)
    page.locator(".said").first.wait_for()
    page.click("#peek > summary")
    page.locator(".hook > summary").first.click()
    page.screenshot(path=folder / "wide-peek.png", full_page=True)
    page.keyboard.press("Escape")
    page.locator("#outcome").wait_for()
    page.screenshot(path=folder / "wide-over.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else None)
