"""Sends requests that nobody expects, and says what is wrong with an answer."""

import re
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol
from urllib.parse import unquote_to_bytes, urlencode

from fakes.document import ROUTES, statuses
from fakes.noise import (
    CALLS,
    FITTING,
    FORM,
    LONG,
    OLD_CALL,
    TOKEN,
    TURN,
    Noise,
    Signing,
)
from fakes.portable_core import flaw
from fakes.raw_request import as_sent, environ
from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import Client, TestResponse
from werkzeug.wrappers import Request

from ivr.domain.secret import Secret
from ivr.settings import Settings
from ivr.twilio.signature import HEADER, sign

ENDS_OF_A_CALL = 3
"""So often a call says goodbye before another one takes its name."""

KEYS_BY_LENGTH = {"6": "141421", "10": "0470654321"}
"""The PIN and the number of a demo account, by how many digits are asked for."""

LARGEST_FORM_BYTES = 64 * 1024
LINK = re.compile(r"/speech/([\w-]+)\.wav")


class Clock(Protocol):
    """A clock that can be set."""

    at: object


@dataclass
class Bombardment:
    """A line of fire at *app*; remembers the questions and the links it was given."""

    app: Flask
    settings: Settings
    clock: Clock
    tokens: list[str] = field(default_factory=lambda: ["none"])
    turns: dict[str, str] = field(default_factory=dict)
    fitting: dict[str, str] = field(default_factory=dict)
    ends: Counter[str] = field(default_factory=Counter)

    def send(self, noise: Noise) -> "Shot":
        """Send *noise*."""
        self.clock.at += timedelta(seconds=noise.wait_s)
        call = dict(noise.form).get("CallSid", "")
        token = self.tokens[-1 - noise.pick % len(self.tokens)]
        path = noise.path.replace(TURN, self.turns.get(call, "1")).replace(TOKEN, token)
        shot = Shot(noise, path, self._form(noise), self.settings)
        shot.response = Client(self.app).open(Request(shot.environ()))
        if shot.response.mimetype == "text/xml" and shot.is_of_a_call:
            self._remember(call, shot.response.text)
        return shot

    def _form(self, noise: Noise) -> list[tuple[str, str]]:
        """Give the fields as they are sent: every name in braces stands for something."""
        known = {
            call: _call_sid(call, self.ends[call] // ENDS_OF_A_CALL)
            for call in (*CALLS, OLD_CALL)
        }
        call = dict(noise.form).get("CallSid", "")
        known[FITTING] = self.fitting.get(call, "1")
        return [(name, (known | LONG).get(it, it)) for name, it in noise.form]

    def _remember(self, call: str, text: str) -> None:
        self.tokens.extend(LINK.findall(text))
        if length := re.search(r'numDigits="(\d+)"', text):
            self.fitting[call] = KEYS_BY_LENGTH.get(length[1], "1")
        if asked := re.search(r"/voice/turn/(\d+)", text):
            self.turns[call] = asked[1]
        else:
            self.ends[call] += 1


@dataclass
class Shot:
    """One request, as it was sent to *path*, and its *response*."""

    noise: Noise
    path: str
    form: list[tuple[str, str]]
    settings: Settings
    response: TestResponse = field(init=False)

    @property
    def decoded(self) -> str:
        """Give the path as a router sees it."""
        return unquote_to_bytes(self.path.partition("?")[0]).decode(errors="replace")

    @property
    def route(self) -> str:
        """Name the route, for a table."""
        path = self.decoded
        if re.fullmatch(r"/voice/turn/[0-9]+", path):
            return "/voice/turn/{turn}"
        if match := re.fullmatch(r"/speech/[^/]+\.(wav|vtt)", path):
            return f"/speech/{{token}}.{match[1]}"
        if path in ROUTES:
            return path
        return "astray under /voice" if path.startswith("/voice") else "astray"

    @property
    def is_of_a_call(self) -> bool:
        """Tell whether it is sent to where callers are spoken to."""
        return self.decoded.startswith("/voice")

    @property
    def body(self) -> bytes:
        """Give the form as it is sent."""
        return urlencode(self.form).encode()

    def environ(self) -> dict[str, object]:
        """Give the request as a server hands it over, its path as it was sent."""
        raw = as_sent(self.path)
        return environ(
            raw,
            method=self.noise.method,
            data=self.body,
            content_type=self.noise.content_type,
            headers=self._signature(raw),
        )

    def _signature(self, raw: str) -> dict[str, str]:
        tokens = {
            Signing.US: self.settings.auth_tokens[0],
            Signing.STRANGER: Secret("a stranger's token"),
        }
        token = tokens.get(self.noise.signing)
        if token is None:
            return {}
        form = MultiDict(self.form)
        return {HEADER: sign(self.settings.public_url + raw, form, token)}

    def is_from_twilio(self) -> bool:
        """Tell whether the hotline has reason to believe it."""
        return (
            self.noise.signing is Signing.US
            and self.noise.content_type == FORM
            and len(self.body) <= LARGEST_FORM_BYTES
        )

    def complaint(self) -> str | None:
        """Say what is wrong with the response, if anything is."""
        status = self.response.status_code
        known = statuses(self.route, self.noise.method)
        if status >= 500 or (known and status not in known):
            return f"not in the document: {status}"
        if self.route == "/sms" and self.noise.method in {"POST", "OPTIONS"}:
            return self._of_a_text(status)
        if not self.is_of_a_call:
            astray = {"OPTIONS": 200}.get(self.noise.method, 405)
            is_known = known or status in {404, astray}
            return None if is_known else f"an odd status: {status}"
        return self._of_a_webhook(status)

    def _of_a_text(self, status: int) -> str | None:
        if not self.is_from_twilio():
            return self._refused(status)
        if self.noise.method == "OPTIONS":
            return None if status == 200 else f"an odd status: {status}"
        try:
            tags = [it.tag for it in ET.fromstring(self.response.text).iter()]
        except ET.ParseError as error:
            return f"no XML: {error}"
        is_reply = tags in (["Response"], ["Response", "Message"])
        return None if is_reply else f"no answer to a text: {tags}"

    def _refused(self, status: int) -> str | None:
        is_refused = (status, self.response.data) == (403, b"")
        return None if is_refused else f"not refused: {status}"

    def _of_a_webhook(self, status: int) -> str | None:
        if not self.is_from_twilio():
            return self._refused(status)
        if self.decoded == "/voice/status" and self.noise.method == "POST":
            return None if status == 204 else f"a status is answered with {status}"
        if status != 200:
            return f"not spoken: {status}"
        if self.noise.method in {"HEAD", "OPTIONS"}:
            return None
        return flaw(self.response.text, self.settings.public_url)


def _call_sid(name: str, number: int) -> str:
    return "CA" + name.strip("{}").replace(" ", "-") + f"-{number}"
