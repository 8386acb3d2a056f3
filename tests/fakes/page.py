"""The phone page without a browser: does what the page's script does, over its routes."""

from dataclasses import dataclass, field

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ivr.phone.captions import KEYS

BELGIUM = "+3278120001"
ANNA = "+32470654321"
BALANCE = "Il vous reste septante et un euros quatre-vingts de crédit."
"""What Anna hears of her account."""


@dataclass
class Page:
    """Dials, hears every sound at once, and answers each question with a word."""

    client: FlaskClient
    heard: list[dict[str, object]] = field(default_factory=list)
    call: str = ""

    def order(self, **order: object) -> TestResponse:
        """Ask for a call from Anna to Belgium, or another."""
        return self.client.post(
            "/phone/calls", json={"hotline": BELGIUM, "caller": ANNA, **order}
        )

    def dial(self, **order: object) -> "Page":
        """Place a call."""
        self.call = self.order(**order).json["id"]
        return self

    def get(self, path: str, **arguments: object) -> TestResponse:
        """Get what is at *path* of the call."""
        return self.client.get(f"/phone/calls/{self.call}/{path}", **arguments)

    def post(self, path: str, **wish: object) -> TestResponse:
        """Send *wish* to *path* of the call."""
        return self.client.post(f"/phone/calls/{self.call}/{path}", json=wish)

    def listen(self) -> list[dict[str, object]]:
        """Hear what is new."""
        fresh = self.get(f"news?after={len(self.heard)}").json["news"]
        self.heard += fresh
        return fresh

    def until(self, kind: str) -> dict[str, object]:
        """Listen until something of this *kind* is told, and give it."""
        while True:
            for item in self.listen():
                if item["kind"] == kind:
                    return item

    def until_question(self) -> None:
        """Listen until a sound is played that a key cuts."""
        while not (told := self.until("play"))["can_be_cut"]:
            self.post("played", sound=told["sound"])

    def talk(self, keys: str = "", *, waits: bool = False) -> "Page":
        """Go through the call, a word of *keys* for each question, then hang up.

        With *waits* the caller stays to the end, in silence.
        """
        words = keys.split()
        while True:
            for item in self.listen():
                if item["kind"] == "ended":
                    return self
                if item["kind"] == "asked" and not words and not waits:
                    self.post("hang-up")
                elif item["kind"] == "play":
                    self._hear(item, words)

    def _hear(self, item: dict[str, object], words: list[str]) -> None:
        if item["can_be_cut"] and words and set(words[0]) <= set(KEYS):
            self.post("keys", keys=words.pop(0))
        self.post("played", sound=item["sound"])

    def of(self, kind: str) -> list[dict[str, object]]:
        """Give what was told of this *kind*."""
        return [item for item in self.heard if item["kind"] == kind]

    @property
    def said(self) -> str:
        """Give all that the hotline said, as far as it was heard."""
        return "\n".join(it["text"] for it in self.of("words") if it["text"])

    @property
    def keyed(self) -> list[str]:
        """Give the caller's answers as they are shown."""
        return [it["keys"] for it in self.of("words") if it["who"] == "caller"]
