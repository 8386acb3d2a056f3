"""The calls of all pages: those under way, and some that have ended."""

import secrets
import threading

import httpx

from ivr.phone.browser.call import BrowserCall, ExchangeOver, Order
from ivr.phone.player import Voice

MOST_AT_ONCE = 8
MOST_KEPT = 8
"""How many ended calls can still be listened to: each is up to ten megabytes."""


class BusyError(Exception):
    """As many calls as may be are under way."""


class Switchboard:
    """Places calls to *hotline*, by an *exchange over* a client to it.

    *voice* says what `<Say>` has in them.
    """

    def __init__(
        self, exchange_over: ExchangeOver, hotline: httpx.BaseTransport, voice: Voice
    ) -> None:
        self._exchange_over = exchange_over
        self._hotline = hotline
        self._voice = voice
        self._calls: dict[str, BrowserCall] = {}
        self._lock = threading.Lock()

    def place(self, order: Order) -> str:
        """Place a call as *order* says, and give the name that nobody can guess."""
        call = BrowserCall(order, self._exchange_over, self._hotline, self._voice)
        name = secrets.token_urlsafe(16)
        with self._lock:
            self._forget_the_oldest()
            under_way = sum(not it.news.is_over for it in self._calls.values())
            if under_way >= MOST_AT_ONCE:
                raise BusyError
            self._calls[name] = call
        call.place()
        return name

    def call(self, name: str) -> BrowserCall | None:
        """Give the call of this *name*, if it is still known."""
        return self._calls.get(name)

    def _forget_the_oldest(self) -> None:
        ended = [name for name, it in self._calls.items() if it.news.is_over]
        for name in ended[: max(0, len(ended) - MOST_KEPT + 1)]:
            del self._calls[name]
