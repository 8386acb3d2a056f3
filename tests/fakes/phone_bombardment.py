"""Sends the phone page's routes what nobody expects, and says what is wrong with it."""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from fakes.document import ROUTES, statuses
from fakes.phone_noise import CALL, JSON, PhoneNoise
from fakes.raw_request import as_sent, environ
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import Client, TestResponse
from werkzeug.wrappers import Request

PLACED = ("/phone/calls", 201)
NOT_OVER = 409
ASTRAY = {404, 405}

OPEN_TO_ALL = {"/", "/phone"}
"""What another page may link to, too."""

PATTERNS = {
    re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(route))): route
    for route in sorted(ROUTES, key=lambda it: "{" in it)
    if route.startswith("/phone") or route in OPEN_TO_ALL
}
"""How the path of each route looks, those without gaps first."""


@dataclass
class PhoneBombardment:
    """A line of fire at the phone page of *app*; remembers the calls it has placed."""

    app: Flask
    calls: list[str] = field(default_factory=lambda: ["nobody's"])

    def send(self, noise: PhoneNoise) -> "PhoneShot":
        """Send *noise*."""
        call = self.calls[-1 - noise.pick % len(self.calls)]
        shot = PhoneShot(noise, noise.path.replace(CALL, call))
        shot.response = Client(self.app).open(Request(shot.environ()))
        if (shot.route, shot.response.status_code) == PLACED:
            self.calls.append(shot.response.json["id"])
        return shot

    def hang_up(self) -> None:
        """End the calls, and wait until each is over."""
        client: FlaskClient = self.app.test_client()
        for call in self.calls:
            client.post(f"/phone/calls/{call}/hang-up", json={})
        for call in self.calls:
            recording = f"/phone/calls/{call}/recording.wav"
            while client.get(recording).status_code == NOT_OVER:
                client.get(f"/phone/calls/{call}/news?after=9999")


@dataclass
class PhoneShot:
    """One request, as it was sent to *path*, and its *response*."""

    noise: PhoneNoise
    path: str
    response: TestResponse = field(init=False)

    @property
    def route(self) -> str:
        """Name the route, for a table."""
        path = unquote_to_bytes(self.path.partition("?")[0]).decode(errors="replace")
        found = (name for it, name in PATTERNS.items() if it.fullmatch(path))
        return next(found, "astray under /phone")

    def environ(self) -> dict[str, object]:
        """Give the request as a server hands it over."""
        return environ(
            as_sent(self.path),
            method=self.noise.method,
            data=self.noise.body.encode(),
            content_type=self.noise.content_type,
            headers=dict(self.noise.headers),
        )

    def complaint(self) -> str | None:
        """Say what is wrong with the response, if anything is."""
        status, method = self.response.status_code, self.noise.method
        if status >= 500:
            return f"a fault of ours: {status}"
        if self.noise.is_foreign and self.route not in OPEN_TO_ALL:
            return None if status in {403, *ASTRAY} else f"not refused: {status}"
        if self.noise.method == "POST" and self.noise.content_type != JSON:
            return None if status in {403, *ASTRAY} else f"a form is taken: {status}"
        known = statuses(self.route, method)
        if known and status not in known:
            return f"not in the document: {status}"
        is_odd = not known and status not in {200, 403, *ASTRAY}
        return f"an odd status: {status}" if is_odd else None
