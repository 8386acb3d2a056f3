"""`ivr prompts check --html`: a page to listen to."""

from html.parser import HTMLParser
from urllib.parse import unquote

from fakes.studio import LOCALE


class Page(HTMLParser):
    """A page as a browser reads it: what is played, and in which languages."""

    def __init__(self, text):
        super().__init__()
        self.open, self.sources, self.langs = [], [], set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.langs.add(attributes.get("lang"))
        if tag == "audio":
            self.sources.append(unquote(attributes["src"]))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_page_plays_every_recording(recorded):
    """--html writes a page that plays each recording from where it lies."""
    html = recorded.home / "pages" / "recordings.html"
    html.parent.mkdir()
    (recorded.prompts / LOCALE / "u-hebt-nog.wav").unlink()
    assert recorded.run("check", LOCALE, "--html", str(html)).exit_code == 1
    page = Page(html.read_text("utf-8"))
    assert page.open == []
    assert page.langs >= {"en", "nl-BE"}
    files = {(html.parent / source).resolve() for source in page.sources}
    assert files == {path.resolve() for path in recorded.prompts.rglob("*.wav")}
    assert "missing: u-hebt-nog.wav" in html.read_text("utf-8")


def test_a_page_that_cannot_be_written_is_said_so(recorded):
    """A page in a folder that is not there is one sentence."""
    refused = recorded.run("check", LOCALE, "--html", "/nowhere/page.html")
    assert "/nowhere/page.html cannot be written" in refused.stderr
