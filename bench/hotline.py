"""A demo hotline to measure: a fresh database, a clock to set, signed webhooks."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Protocol

from flask import Flask
from werkzeug.test import Client, TestResponse

from ivr.app import ROOMS, Rooms, closing_rooms, create_app, utc_now
from ivr.cli.development import prepare
from ivr.settings import DEVELOPMENT, Settings, read_settings
from ivr.twilio.signature import HEADER, sign

BELGIUM = "+3278120001"
DUTCH = BALANCE = "1"


class Answer(Protocol):
    """What a webhook is answered with."""

    @property
    def text(self) -> str:
        """Give the TwiML."""


Post = Callable[[str, Mapping[str, str]], Answer]


class Clock:
    """A clock that is set by hand, from now on."""

    def __init__(self) -> None:
        self.at: datetime = utc_now()

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.at

    def wait(self, span: timedelta) -> None:
        """Let *span* go by."""
        self.at += span


@dataclass(frozen=True, slots=True)
class Hotline:
    """The hotline of *settings*, told the time by *clock*."""

    settings: Settings
    app: Flask
    clock: Clock

    @property
    def rooms(self) -> Rooms:
        """Give what is behind its doors."""
        rooms: Rooms = self.app.extensions[ROOMS]
        return rooms

    def post(self, path: str, form: Mapping[str, str]) -> TestResponse:
        """Post *form* as Twilio does."""
        headers = {HEADER: signature(self.settings, path, form)}
        return Client(self.app).post(path, data=form, headers=headers)


def signature(settings: Settings, path: str, form: Mapping[str, str]) -> str:
    """Sign *form* for *path* as Twilio does."""
    return sign(settings.public_url + path, form, settings.auth_tokens[0])


@contextmanager
def fresh_hotline(voice: str = "say", phone: str = "off") -> Iterator[Hotline]:
    """Open the demo hotlines on a database that is gone afterwards.

    Unless *voice* is `recordings` their words stand in the TwiML; where *phone* is `on`
    they have the phone page.
    """
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        environ = {"IVR_DATABASE_URL": url, "IVR_VOICE": voice, "IVR_PHONE": phone}
        settings = read_settings(DEVELOPMENT | environ)
        prepare(settings)
        clock = Clock()
        app = create_app(settings, clock)
        with closing_rooms(app):
            yield Hotline(settings, app, clock)


CALLS = count()


class Caller:
    """Somebody who calls Belgium from *number* and answers one question at a time."""

    def __init__(self, post: Post, number: str) -> None:
        self._post = post
        self._turn = 0
        self._form = {
            "CallSid": f"CA{next(CALLS):032}",
            "From": number,
            "To": BELGIUM,
        }

    def press(self, *answers: str) -> Answer:
        """Press *answers* one after the other, and give the last TwiML."""
        for keys in answers:
            heard = self._post(*self.request(keys))
            self._turn += 1
        return heard

    def dial(self) -> Answer:
        """Call, and give the first TwiML."""
        heard = self._post("/voice", self._form)
        self._turn = 1
        return heard

    def request(self, keys: str) -> tuple[str, dict[str, str]]:
        """Give the path and the form that say that *keys* were pressed now."""
        return f"/voice/turn/{self._turn}", self._form | {"Digits": keys}

    def claim(self, national_number: str) -> None:
        """Call from a telephone without an account, as far as the question for a PIN."""
        self.dial()
        self.press(DUTCH, BALANCE, national_number)
