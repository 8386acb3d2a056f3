"""A small charging system on a real socket: it speaks TMF654 and TMF677, and remembers."""

import json
import re
import ssl
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_plus

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
from fakes.charging_server import Answer, Request, Server

from ivr.domain.account import Account, Charge, TopUp
from ivr.domain.usage import Bucket

BASE = "/tmf-api/prepayBalanceManagement/v4"
USAGE = "/tmf-api/usageConsumption/v4/queryUsageConsumption"
TOKEN = "/token"
EXACTLY = re.compile(f'"{EXACT}(.*?)"')


@dataclass
class Charging:
    """The records of a charging system by resource, each with the number it is of.

    *instead* are other answers by resource; a *secret* has clients ask for a token that
    lives for *life_s*, if it is said; so many *hang_ups* come before the next answer. It
    tells of a next page by "a status" or "a link"; of what it counts it *hides* some.
    """

    scheme: str = "http"
    port: int = 0
    records: dict[str, list[Record]] = field(default_factory=dict)
    instead: dict[str, Answer] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    party: str = "logicalResource"
    secret: str = ""
    token: str = "first"
    life_s: int | None = 3600
    overlooks_filter: bool = False
    overlooks_offset: bool = False
    tells_total: bool = True
    tells_next: str = ""
    hides: int = 0
    largest_page: int = 100
    hang_ups: int = 0
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
        headers = {"X-Total-Count": str(len(records))} if self.tells_total else {}
        shown = records[: len(records) - self.hides]
        page, has_next = shown[offset : offset + size], offset + size < len(shown)
        body = EXACTLY.sub(r"\1", json.dumps(page))
        if has_next and self.tells_next == "a link":
            headers["Link"] = (
                f'<{self.url}/{resource}?offset={offset + size}>; rel="next"'
            )
        is_partial = has_next and self.tells_next == "a status"
        return Answer(206 if is_partial else 200, body.encode(), headers)

    def token_for(self, request: Request) -> Answer:
        """Answer a request for a token."""
        if "token" in self.instead:
            return self.instead["token"]
        if request.headers.get("authorization") != basic("ivr", self.secret):
            return error(401)
        token = {"access_token": self.token}
        if self.life_s is not None:
            token["expires_in"] = self.life_s
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


@contextmanager
def charging(tls: ssl.SSLContext | None = None, port: int = 0) -> Iterator[Charging]:
    """Start a charging system on *port*, or a free one; with *tls* it speaks TLS."""
    system = Charging(scheme="https" if tls else "http")
    with Server(system, port) as server:
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
