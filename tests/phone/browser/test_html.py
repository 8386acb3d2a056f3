"""The page's HTML, as a reader of HTML that nobody here wrote takes it."""

from html.parser import HTMLParser

import pytest

from ivr.phone.browser.routes import PAGE


class Reader(HTMLParser):
    """Notes the declaration, and each element with its attributes."""

    def __init__(self):
        super().__init__()
        self.declared, self.elements = "", []

    def handle_decl(self, decl):
        self.declared = decl

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))


@pytest.fixture
def html():
    reader = Reader()
    reader.feed((PAGE / "page.html").read_text(encoding="utf-8"))
    return reader


def test_the_page_says_that_it_is_html(html):
    """It begins with the declaration that validators ask for."""
    assert html.declared == "DOCTYPE html"


def test_what_can_be_saved_is_a_link(html):
    """HTML allows `download` only beside an address."""
    links = [it for tag, it in html.elements if tag == "a"]
    assert links
    assert all("href" in it for it in links if "download" in it)
