"""A small charging system on a real socket: it speaks TMF654 and TMF677, and remembers."""

import json
import re
import ssl
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote_plus, urlsplit

from fakes.charging_records import (
    EXACT,
    UNITS,
    Record,
    bucket_record,
    charge_record,
    quantity,
    top_up_record,
    until,
)

from ivr.domain.account import Account, Charge, TopUp
from ivr.domain.usage import Bucket

BASE = "/tmf-api/prepayBalanceManagement/v4"
USAGE = "/tmf-api/usageConsumption/v4/queryUsageConsumption"
TOKEN = "/token"
EXACTLY = re.compile(f'"{EXACT}(.*?)"')


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


@dataclass
class Charging:
    """The records of a charging system by resource, each with the number it is of.

    *instead* are other answers by resource, given *once* or always; a *secret* has
    clients ask for a token; a filter may be *overlooked*; *largest_page* is its own.
    """

    scheme: str = "http"
    port: int = 0
    records: dict[str, list[Record]] = field(default_factory=dict)
    instead: dict[str, Answer] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    party: str = "logicalResource"
    secret: str = ""
    token: str = "first"
    life_s: int = 3600
    overlooks_filter: bool = False
    overlooks_offset: bool = False
    tells_total: bool = True
    largest_page: int = 100
    gone: threading.Event = field(default_factory=threading.Event)

    @property
    def host(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return self.host + BASE

    def asked(self, resource: str) -> list[Request]:
        """Give the requests for *resource*."""
        return [it for it in self.requests if it.path.endswith(f"/{resource}")]

    def add(self, resource: str, msisdn: str, **record: Any) -> None:
        """Keep a *record* of *msisdn*."""
        kept = self.records.setdefault(resource, [])
        ref = {"id": msisdn, "@type": "MSISDN", "@referredType": "Individual"}
        kept.append({"id": f"{resource}-{len(kept)}", self.party: [ref], **record})

    def keep(
        self,
        account: Account,
        top_ups: tuple[TopUp, ...] = (),
        charges: tuple[Charge, ...] = (),
    ) -> None:
        """Keep what a hotline knows of an *account*, as a charging system has it."""
        number = account.msisdn
        self.forget(number)
        self.add(
            "bucket",
            number,
            usageType="monetary",
            status=account.status.value,
            remainingValue=quantity(account.balance),
            validFor=until(account.valid_until),
            product=[{"id": "1", "name": account.plan}],
        )
        for bucket in account.buckets:
            self.add("bucket", number, **bucket_record(bucket))
            if bucket.used:
                self._add_used(number, bucket)
        for top_up in top_ups:
            self.add("topupBalance", number, **top_up_record(top_up))
        for charge in charges:
            self.add("balanceActionHistory", number, **charge_record(charge))

    def forget(self, msisdn: str) -> None:
        """Forget all that is kept of *msisdn*."""
        for resource, kept in self.records.items():
            self.records[resource] = [it for it in kept if not self._is_of(it, msisdn)]

    def _add_used(self, msisdn: str, bucket: Bucket) -> None:
        value = {"amount": bucket.used, "units": UNITS.get(bucket.usage_type, "")}
        counter = {"counterType": "used", "level": "global", "value": value}
        told = {"id": self.records["bucket"][-1]["id"], "bucketCounter": [counter]}
        self.add(
            "queryUsageConsumption",
            msisdn,
            queryUsageConsumptionDate="2026-11-18T11:00:00Z",
            usageConsumption=[{"bucketRefOrValue": [told]}],
        )

    def found(self, request: Request) -> Answer:
        """Answer a request for records."""
        resource = request.path.rpartition("/")[2]
        if resource in self.instead:
            return self.instead[resource]
        if not request.path.startswith(BASE) and request.path != USAGE:
            return Answer(404, b"<h1>Not Found</h1>")
        if (
            self.secret
            and request.headers.get("authorization") != f"Bearer {self.token}"
        ):
            return error(401)
        wanted = request.query.get(f"{self.party}.id", [""])[0]
        records = [
            it
            for it in self.records.get(resource, [])
            if self.overlooks_filter or self._is_of(it, wanted)
        ]
        offset = 0 if self.overlooks_offset else int(request.query["offset"][0])
        size = min(int(request.query["limit"][0]), self.largest_page)
        total = {"X-Total-Count": str(len(records))} if self.tells_total else {}
        page = records[offset : offset + size]
        body = EXACTLY.sub(r"\1", json.dumps(page))
        return Answer(200, body.encode(), total)

    def token_for(self, request: Request) -> Answer:
        """Answer a request for a token."""
        if "token" in self.instead:
            return self.instead["token"]
        if request.headers.get("authorization") != basic("ivr", self.secret):
            return error(401)
        token = {"access_token": self.token, "expires_in": self.life_s}
        return Answer(200, json.dumps(token).encode())

    def _is_of(self, record: Record, msisdn: str) -> bool:
        return any(ref["id"] == msisdn for ref in record[self.party])


def basic(name: str, secret: str) -> str:
    """Give the header of a client, as RFC 6749 has it."""
    joined = f"{quote_plus(name)}:{quote_plus(secret)}"
    return f"Basic {b64encode(joined.encode()).decode()}"


def error(status: int) -> Answer:
    """Give TM Forum's Error."""
    body = {"code": str(status), "reason": "because", "message": "so +32470654321"}
    return Answer(status, json.dumps(body).encode())


class _Conversation(BaseHTTPRequestHandler):
    """Speaks HTTP for the charging system of its server."""

    protocol_version = "HTTP/1.1"

    @property
    def _system(self) -> Charging:
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


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, system: Charging) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.system = system

    def handle_error(self, *_request: object) -> None:
        """Say nothing of a client that does not trust our certificate."""


@contextmanager
def charging(tls: ssl.SSLContext | None = None) -> Iterator[Charging]:
    """Start a charging system; with *tls* it is spoken to in TLS."""
    system = Charging(scheme="https" if tls else "http")
    with _Server(system) as server:
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        system.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield system
        finally:
            system.gone.set()
            server.shutdown()
            thread.join()
