"""What the tests of the page in a browser share: a server, a browser, and the page."""

import pytest
from fakes.browser import missing, opened, phone_page
from fakes.server import served

PATIENCE_MS = 30_000


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    if lacking := missing():
        pytest.skip(lacking)
    with served(tmp_path_factory.mktemp("phone")) as (port, _):
        yield port


@pytest.fixture(scope="module")
def browser(port):
    with opened() as browser:
        yield browser


@pytest.fixture
def open_page(browser, port):
    """Give what opens the page; what went wrong in it fails the test."""
    pages, complaints = [], []

    def open_page(**looks):
        page = phone_page(browser, port, **looks)
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda it: it.type == "error" and complaints.append(it.text))
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        page.context.close()
    assert complaints == []


@pytest.fixture
def page(open_page):
    """Give the page in a browser; above this folder it is one without."""
    return open_page()
