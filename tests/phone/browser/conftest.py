"""What the tests of the phone page share: the page, without a browser."""

import pytest
from fakes.page import Page

from ivr.phone.browser import routes


@pytest.fixture
def open_client(make_app, monkeypatch):
    """Give a client of a hotline with the phone page; it never waits long for news."""
    monkeypatch.setattr(routes, "NEWS_WAIT_S", 0.5)
    return make_app(has_phone=True).test_client()


@pytest.fixture
def make_page(open_client):
    """Give a maker of pages, whose calls are over in the end."""
    made = []

    def make():
        made.append(Page(open_client))
        return made[-1]

    yield make
    for page in made:
        if page.call and page.post("hang-up").status_code == 204:
            page.heard.clear()
            page.until("ended")


@pytest.fixture
def page(make_page):
    return make_page()
