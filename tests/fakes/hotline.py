"""A hotline that says what a test wants, and remembers what it was sent."""

import io
import wave
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qsl

from twilio.request_validator import RequestValidator

PUBLIC_URL = "https://hotline.example"
AUTH_TOKEN = "a token of no account"
CALLER = "+32470123456"
DIALLED = "+3278120001"
MENU = "<Play>/speech/menu.wav</Play>"


class Hotline:
    """A WSGI application: *documents*, *sounds* and *captions* by their path.

    *forms* are the signed webhooks in order, as (path, form); *failing* paths answer
    with that status.
    """

    def __init__(self) -> None:
        self.documents: dict[str, str] = {}
        self.sounds: dict[str, bytes] = {}
        self.captions: dict[str, str] = {}
        self.forms: list[tuple[str, dict[str, str]]] = []
        self.failing: dict[str, str] = {}

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., object]
    ) -> Iterable[bytes]:
        status, kind, body = self._answer(environ)
        start_response(status, [("Content-Type", kind)])
        return [body]

    def speaks(
        self, path: str, length_s: float, *cues: tuple[float, float, str]
    ) -> None:
        """Serve *length_s* of sound at *path*, with *cues* (starts_s, ends_s, text)."""
        self.sounds[path] = wav(length_s)
        lines = ["WEBVTT", ""]
        for starts_s, ends_s, text in cues:
            lines += [f"{_stamp(starts_s)} --> {_stamp(ends_s)}", text, ""]
        self.captions[path.replace(".wav", ".vtt")] = "\n".join(lines)

    def sent_to(self, path: str) -> list[dict[str, str]]:
        """Give the forms that *path* was sent."""
        return [form for at, form in self.forms if at == path]

    def _answer(self, environ: dict[str, Any]) -> tuple[str, str, bytes]:
        path = environ["PATH_INFO"]
        if path in self.failing:
            return self.failing[path], "text/plain", b"no"
        if path in self.sounds:
            return "200 OK", "audio/wav", self.sounds[path]
        if path in self.captions:
            return "200 OK", "text/vtt", self.captions[path].encode()
        if not self._receive(path, environ):
            return "403 Forbidden", "text/plain", b""
        return self._document(path)

    def _document(self, path: str) -> tuple[str, str, bytes]:
        if path == "/voice/status":
            return "204 No Content", "text/plain", b""
        if path not in self.documents:
            return "404 Not Found", "text/plain", b""
        twiml = f"<?xml version='1.0' encoding='UTF-8'?>{self.documents[path]}"
        return "200 OK", "text/xml", twiml.encode()

    def _receive(self, path: str, environ: dict[str, Any]) -> bool:
        query = environ["QUERY_STRING"]
        body = environ["wsgi.input"].read().decode()
        form = dict(parse_qsl(body, keep_blank_values=True))
        url = f"{PUBLIC_URL}{path}" + (f"?{query}" if query else "")
        fields = dict(parse_qsl(query, keep_blank_values=True)) | form
        self.forms.append((path, fields))
        signature = environ.get("HTTP_X_TWILIO_SIGNATURE", "")
        return RequestValidator(AUTH_TOKEN).validate(url, form, signature)


def digits(hotline: Hotline, turn: int) -> list[str]:
    """Give the keys that *hotline* was sent at *turn*."""
    return [form["Digits"] for form in hotline.sent_to(f"/voice/turn/{turn}")]


def ended(hotline: Hotline) -> list[str]:
    """Give the ends of calls that *hotline* was told of."""
    return [form["CallStatus"] for form in hotline.sent_to("/voice/status")]


def wav(length_s: float, rate_hz: int = 8000) -> bytes:
    """Make *length_s* of sound, mono and 16 bit."""
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(rate_hz)
        writer.writeframes(b"\x01\x02" * round(length_s * rate_hz))
    return file.getvalue()


def response(*verbs: str) -> str:
    """Write a document of *verbs*."""
    return f"<Response>{''.join(verbs)}</Response>"


def gather(attributes: str = "", sounds: str = MENU) -> str:
    """Write a Gather that sends its keys to /voice/turn/1."""
    return f'<Gather action="/voice/turn/1" {attributes}>{sounds}</Gather>'


def _stamp(at_s: float) -> str:
    minutes, ms = divmod(round(at_s * 1000), 60_000)
    return f"00:{minutes:02}:{ms // 1000:02}.{ms % 1000:03}"
