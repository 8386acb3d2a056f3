"""Asks a charging system for the records of one number, page by page."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from itertools import pairwise
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, quote, urlsplit
from zoneinfo import ZoneInfo

import httpx

from ivr.accounts.source import SourceUnavailableError
from ivr.accounts.tmf654.answers import json_of
from ivr.accounts.tmf654.deadline import FAULTS, DeadlineTransport
from ivr.accounts.tmf654.moments import moment
from ivr.accounts.tmf654.terms import Terms
from ivr.accounts.tmf654.tokens import ClientCredentials
from ivr.logs import name_of

MOST_PAGES = 10
TELEPHONE = re.compile(r"(?:tel:)?\+?([0-9]{7,15})")
DOTTED = re.compile(r"\w+(?:\.\w+)*")
NEWEST_FIRST = re.compile(r"[?&]sort=-(\w+(?:\.\w+)*)")

Record = dict[str, Any]


class Page(NamedTuple):
    """Some *records*, how many there are in all, if it is told, and if it *has_next*."""

    records: list[Record]
    total: int | None
    has_next: bool


class Resources:
    """The resources of a charging system, over connections that are kept alive."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
        if terms.header is not None:
            name, value = terms.header
            headers[name] = value.reveal()
        credentials = terms.credentials
        self._client = httpx.Client(
            transport=DeadlineTransport(),
            auth=ClientCredentials(credentials) if credentials else None,
            headers=headers,
            trust_env=False,
        )

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def of(self, request: str, msisdn: str) -> list[Record]:
        """Give all records that *request* finds for *msisdn*: none may be missing."""
        records: list[Record] = []
        for _ in range(MOST_PAGES):
            page = self._page(request, msisdn, len(records))
            if any(record in records for record in page.records):
                raise SourceUnavailableError("the pages of an answer overlap")
            records += page.records
            if _is_last(page, len(records), self._terms.page_size):
                break
            if newest_first := NEWEST_FIRST.search(request):
                _require_falling(page.records, newest_first[1], self._terms.time_zone)
                break
        else:
            raise SourceUnavailableError("an answer has too many pages")
        _require_own(records, request, msisdn)
        return records

    def _page(self, request: str, msisdn: str, offset: int) -> Page:
        """Give the records from *offset* on."""
        url = self._url(request, msisdn, offset)
        try:
            with self._client.stream("GET", url) as response:
                return Page(_records(response), _total(response), _has_next(response))
        except FAULTS as error:
            kind = name_of(type(error))
            raise SourceUnavailableError(
                f"the charging system does not answer: {kind}"
            ) from error

    def _url(self, request: str, msisdn: str, offset: int) -> str:
        base = "" if "://" in request else f"{self._terms.url}/"
        url = base + _filled(request, msisdn)
        mark = "&" if urlsplit(url).query else "?"
        return f"{url}{mark}offset={offset}&limit={self._terms.page_size}"


def _filled(text: str, msisdn: str) -> str:
    digits = msisdn.removeprefix("+")
    whole = text.replace("{msisdn}", quote(msisdn, safe=""))
    return whole.replace("{digits}", quote(digits, safe=""))


def _records(response: httpx.Response) -> list[Record]:
    match response.status_code:
        case HTTPStatus.OK | HTTPStatus.PARTIAL_CONTENT:
            told = json_of(response.read())
        case HTTPStatus.NO_CONTENT:
            told = []
        case HTTPStatus.NOT_FOUND if _is_error(json_of(response.read())):
            told = []
        case status:
            # A 404 in other words is a wrong address, which no caller must hear as
            # "there is no such number".
            raise SourceUnavailableError(f"the charging system answers {status}")
    records = [told] if isinstance(told, dict) else told
    if not isinstance(records, list) or not all(isinstance(r, dict) for r in records):
        raise SourceUnavailableError("the answer is no list of records")
    return records


def _is_error(told: object) -> bool:
    """Tell whether *told* is TM Forum's `Error`."""
    return isinstance(told, dict) and {"code", "reason"} <= told.keys()


def _total(response: httpx.Response) -> int | None:
    text = response.headers.get("X-Total-Count", "")
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else None


def _has_next(response: httpx.Response) -> bool:
    """Tell whether there is more, as TMF630 says it: by the status, or by a link."""
    is_partial = response.status_code == HTTPStatus.PARTIAL_CONTENT
    return is_partial or "next" in response.links


def _is_last(page: Page, read: int, size: int) -> bool:
    """Tell whether *page* is the last, with which so many are *read*; pages of *size*."""
    if page.total is not None:
        if not page.records and read < page.total:
            raise SourceUnavailableError("fewer records come than are told to be there")
        return read >= page.total
    return not page.records or (len(page.records) < size and not page.has_next)


def _require_falling(records: list[Record], name: str, zone: ZoneInfo) -> None:
    """Fail if the moments at *name* rise: there are servers that overlook an order."""
    told = [moment(it, zone) for record in records for it in _values(record, name)]
    moments = [it for it in told if it is not None]
    if any(older < newer for older, newer in pairwise(moments)):
        raise SourceUnavailableError("the newest records do not come first")


def _require_own(records: list[Record], request: str, msisdn: str) -> None:
    """Fail if *records* are another's: there are servers that overlook a filter.

    What the filter names is looked at, where it is a telephone number.
    """
    for name, value in parse_qsl(urlsplit(request).query):
        if "{" not in value or not DOTTED.fullmatch(name):
            continue
        for record in records:
            found = TELEPHONE.fullmatch
            numbers = [m[1] for it in _values(record, name) if (m := found(str(it)))]
            if numbers and msisdn.removeprefix("+") not in numbers:
                raise SourceUnavailableError("the records of another number are told")


def _values(record: object, path: str) -> Iterator[object]:
    """Give all that lies at the dotted *path* in *record*, in lists too."""
    if isinstance(record, list):
        for one in record:
            yield from _values(one, path)
    elif not path:
        yield record
    elif isinstance(record, dict):
        name, _, rest = path.partition(".")
        yield from _values(record.get(name), rest)
