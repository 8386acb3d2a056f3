"""Requests to a hotline that provoke each response of the document of our routes."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from conftest import ANNAS_PIN, Clock, Twilio
from fakes.page import Page
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from ivr.app import Rooms
from ivr.phone.browser.switchboard import MOST_AT_ONCE


@dataclass
class Line:
    """A hotline, and those who ask things of it."""

    app: Flask
    client: FlaskClient
    twilio: Twilio
    clock: Clock
    rooms: Rooms

    @property
    def page(self) -> Page:
        """Give a phone page."""
        return Page(self.client)

    def foreign(self, path: str, method: str = "GET") -> TestResponse:
        """Ask as the page of somebody else does."""
        headers = {"Origin": "https://evil.example", "Host": "evil.example"}
        return self.client.open(f"/phone{path}", method=method, headers=headers)

    def heard(self) -> Page:
        """Give a page whose call is over."""
        page = self.page.dial()
        page.post("hang-up")
        page.until("ended")
        return page

    def placed(self) -> TestResponse:
        """Place a call, and hang up."""
        page = self.page
        response = page.order()
        page.call = response.json["id"]
        page.post("hang-up")
        page.until("ended")
        return response

    def crowded(self) -> TestResponse:
        """Place calls until there is one too many."""
        pages = [self.page.dial() for _ in range(MOST_AT_ONCE)]
        refused = self.page.order()
        for page in pages:
            page.post("hang-up")
            page.until("ended")
        return refused

    def on_call(self, act: Callable[[Page], TestResponse]) -> TestResponse:
        """Do something in a call, then hang up."""
        page = self.page.dial()
        page.until("play")
        response = act(page)
        page.post("hang-up")
        page.until("ended")
        return response

    def balance(self, suffix: str) -> str:
        """Give the link to Anna's balance."""
        self.twilio.arrive()
        self.twilio.press(1, "1")
        heard = self.twilio.press(2, ANNAS_PIN).text
        return re.search(r"(/speech/[\w-]+)\.wav", heard)[1] + suffix

    def known(self, suffix: str, header: str, etag: str | None = None) -> TestResponse:
        """Ask for the balance again, naming its *etag*, or another, in *header*."""
        link = self.balance(suffix)
        named = etag or self.client.get(link).headers["ETag"]
        return self.client.get(link, headers={header: named})

    def late(self, suffix: str) -> TestResponse:
        """Ask for the balance when its link has expired."""
        link = self.balance(suffix)
        self.clock.at += timedelta(minutes=11)
        return self.client.get(link)

    def broken(self) -> "Line":
        """Take the database away."""
        with self.rooms.engine.begin() as connection:
            for table in ("answers", "calls", "alembic_version"):
                connection.execute(text(f"DROP TABLE {table}"))
        return self


Ask = Callable[[Line], TestResponse]
ENDED = {"CallStatus": "completed"}
PROVOKED: dict[tuple[str, int], Ask] = {
    ("arrive", 200): lambda line: line.twilio.arrive(),
    ("arrive", 403): lambda line: line.client.post("/voice"),
    ("turn", 200): lambda line: line.twilio.press(1, "1"),
    ("turn", 403): lambda line: line.client.post("/voice/turn/1"),
    ("status", 200): lambda line: line.broken().twilio.post("/voice/status", **ENDED),
    ("status", 204): lambda line: line.twilio.post("/voice/status", **ENDED),
    ("status", 403): lambda line: line.client.post("/voice/status"),
    ("text", 200): lambda line: line.twilio.post("/sms", Body="Hello"),
    ("text", 403): lambda line: line.client.post("/sms"),
    ("healthz", 200): lambda line: line.client.get("/healthz"),
    ("readyz", 200): lambda line: line.client.get("/readyz"),
    ("metrics", 200): lambda line: line.client.get("/metrics"),
    ("readyz", 503): lambda line: line.broken().client.get("/readyz"),
}
for name in ("wav", "vtt"):
    PROVOKED |= {
        (name, 200): lambda line, it=f".{name}": line.client.get(line.balance(it)),
        (name, 304): lambda line, it=f".{name}": line.known(it, "If-None-Match"),
        (name, 404): lambda line, it=f".{name}": line.client.get(f"/speech/x{it}"),
        (name, 410): lambda line, it=f".{name}": line.late(it),
        (name, 412): lambda line, it=f".{name}": line.known(it, "If-Match", '"other"'),
    }
PHONE = "/phone/calls/nobody's"
HUGE = "9" * 70_000
PROVOKED |= {
    ("home", 302): lambda line: line.client.get("/"),
    ("page", 200): lambda line: line.client.get("/phone"),
    ("page", 403): lambda line: line.foreign(""),
    ("file", 200): lambda line: line.client.get("/phone/page.html"),
    ("file", 403): lambda line: line.foreign("/page.html"),
    ("file", 404): lambda line: line.client.get("/phone/other.html"),
    ("directory", 200): lambda line: line.client.get("/phone/directory"),
    ("directory", 403): lambda line: line.foreign("/directory"),
    ("place", 201): lambda line: line.placed(),
    ("place", 400): lambda line: line.client.post("/phone/calls", json=[]),
    ("place", 403): lambda line: line.foreign("/calls", "POST"),
    ("place", 413): lambda line: line.client.post("/phone/calls", json=HUGE),
    ("place", 429): lambda line: line.crowded(),
    ("news", 200): lambda line: line.on_call(lambda it: it.get("news")),
    ("news", 400): lambda line: line.client.get(f"{PHONE}/news?after=-1"),
    ("sound", 200): lambda line: line.on_call(lambda it: it.get("sounds/1.wav")),
    ("recording", 200): lambda line: line.heard().get("recording.wav"),
    ("recording", 409): lambda line: line.on_call(lambda it: it.get("recording.wav")),
    ("keys", 204): lambda line: line.on_call(lambda it: it.post("keys", keys="1")),
    ("keys", 413): lambda line: line.heard().post("keys", keys=HUGE),
    ("keys", 400): lambda line: line.heard().post("keys", keys="x"),
    ("played", 204): lambda line: line.on_call(lambda it: it.post("played", sound=1)),
    ("played", 413): lambda line: line.heard().post("played", sound=HUGE),
    ("played", 400): lambda line: line.heard().post("played", sound="x"),
    ("language", 204): lambda line: line.on_call(
        lambda it: it.post("language", language="fr")
    ),
    ("language", 413): lambda line: line.heard().post("language", language=HUGE),
    ("language", 400): lambda line: line.heard().post("language", language="x"),
    ("hang_up", 204): lambda line: line.on_call(lambda it: it.post("hang-up")),
}
READ = {"news": "news", "sound": "sounds/1.wav", "recording": "recording.wav"}
for name, path in READ.items():
    PROVOKED[name, 404] = lambda line, it=path: line.client.get(f"{PHONE}/{it}")
    PROVOKED[name, 403] = lambda line, it=path: line.foreign(f"/calls/1/{it}")
WRITTEN = {
    "keys": "keys",
    "played": "played",
    "language": "language",
    "hang_up": "hang-up",
}
for name, path in WRITTEN.items():
    PROVOKED[name, 404] = lambda line, it=path: line.client.post(
        f"{PHONE}/{it}", json={"keys": "1", "sound": 1, "language": "fr"}
    )
    PROVOKED[name, 403] = lambda line, it=path: line.foreign(f"/calls/1/{it}", "POST")
