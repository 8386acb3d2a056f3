"""The line from a phone of ours to a hotline: one that runs elsewhere, or one of our own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx

from ivr.app import closing_rooms, create_app
from ivr.phone.exchange import WEBHOOK_TIMEOUT_S
from ivr.settings import Settings

Way = Callable[[httpx.WSGITransport], httpx.BaseTransport]


def straight(transport: httpx.WSGITransport) -> httpx.BaseTransport:
    """Give *transport* as it is."""
    return transport


@contextmanager
def line_to(
    url: str | None, settings: Settings, way: Way = straight
) -> Iterator[httpx.Client]:
    """Give a way to the hotline at *url*, or to that of *settings* in this process.

    *way* makes what leads into this process of what would lead straight there.
    """
    if url:
        with httpx.Client(timeout=WEBHOOK_TIMEOUT_S) as client:
            yield client
        return
    app = create_app(settings)
    transport = way(httpx.WSGITransport(app))
    with closing_rooms(app), httpx.Client(transport=transport) as client:
        yield client
