"""The wire of a charging system that is not there: HTTP, at whatever pace is wanted."""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Protocol
from urllib.parse import parse_qs, urlsplit


@dataclass
class Request:
    """A request as it came."""

    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes
    connection: int


@dataclass
class Answer:
    """What is answered instead of the truth; *raw* is all of it, with its head.

    *drip_s* goes by before each byte.
    """

    status: int = 200
    body: bytes = b"[]"
    headers: dict[str, str] = field(default_factory=dict)
    drip_s: float = 0
    raw: bytes = b""


class System(Protocol):
    """Whose wire this is: until it is *gone* it answers, and remembers *requests*."""

    requests: list[Request]
    hang_ups: int
    gone: threading.Event

    def found(self, request: Request) -> Answer:
        """Answer a request for records."""

    def token_for(self, request: Request) -> Answer:
        """Answer a request for a token."""


class _Conversation(BaseHTTPRequestHandler):
    """Speaks HTTP for the charging system of its server."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    @property
    def _system(self) -> System:
        return self.server.system

    def do_GET(self) -> None:
        self._converse(self._system.found)

    def do_POST(self) -> None:
        self._converse(self._system.token_for)

    def log_message(self, *_line: object) -> None:
        pass

    def handle(self) -> None:
        with suppress(OSError):  # who has heard enough hangs up
            super().handle()

    def finish(self) -> None:
        with suppress(OSError):
            super().finish()

    def _converse(self, answered: Callable[[Request], Answer]) -> None:
        parts = urlsplit(self.path)
        request = Request(
            path=parts.path,
            query=parse_qs(parts.query),
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(int(self.headers.get("Content-Length", 0))),
            connection=self.client_address[1],
        )
        self._system.requests.append(request)
        if self._system.hang_ups:
            self._system.hang_ups -= 1
            self.close_connection = True
            return
        self._say(answered(request))

    def _say(self, answer: Answer) -> None:
        if answer.raw:
            self.close_connection = True
            self._drip(answer.raw, answer.drip_s)
            return
        self.send_response(answer.status)
        self.send_header("Content-Length", str(len(answer.body)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if answer.drip_s:
            self._drip(answer.body, answer.drip_s)
        else:
            self.wfile.write(answer.body)

    def _drip(self, text: bytes, every_s: float) -> None:
        for byte in text:
            if self._system.gone.wait(every_s):
                return
            self.wfile.write(bytes([byte]))


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = (
        64  # with five, a busy machine has others knock again in a second
    )

    def __init__(self, system: System, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Conversation)
        self.system = system

    def handle_error(self, *_request: object) -> None:
        """Say nothing of a client that does not trust our certificate."""
