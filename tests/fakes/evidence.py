"""All that calls leave behind, and the search for what nobody may read there."""

import json
import re
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import NamedTuple
from urllib.parse import quote

from fakes.left_behind import FILE, KEPT_BY_NUMBER, PACKED, WAL, LeftBehind, Tables

OUTPUT, URLS = "the output", "the URLs"

DURATION = re.compile(r'"duration_ms": \d+|duration_ms=\d+')
"""How long a turn took may be any figure, that of a balance among them."""

WHOLE_SECOND = re.compile(r"(?<=:[0-5][0-9])\.000000")
"""How SQLite has moments: no PIN, though somebody typed one of zeros."""

ALLOWED = {
    "number": {*KEPT_BY_NUMBER, FILE, WAL},
    "amount": {"accounts", "top_ups", "charges"},
    "link": {URLS},
}
"""Where a kind of secret may be read, and must be."""

ALONE = {
    "PIN": r"(?<![0-9A-Fa-f]){}(?![0-9A-Fa-f])",
    "amount": r"(?<![\w:-]){}(?![\w-])",
}
"""How short figures stand where they are what they look like, not part of a pseudonym."""

OPAQUE = re.compile(r"CA[0-9a-f]{32}|(?:(?:account|caller) )?[0-9a-f]{24}")
NUMBER = re.compile(r"\+[0-9]{8,15}")
"""Call SIDs, pseudonyms, numbers of accounts: six digits are in some of them by chance."""


class Wanted(NamedTuple):
    """A secret to look for: its *kind*, and its *text*."""

    kind: str
    text: str

    def is_in(self, place: str, *, is_packed: bool = False) -> bool:
        """Tell whether it is in *place*, as it is, in a URL or in JSON.

        Where rows *are packed* nothing is between one column and the next.
        """
        if self.kind not in ALONE or (is_packed and self.kind == "PIN"):
            return any(form in place for form in _forms(self.text))
        alone = ALONE[self.kind].format(re.escape(self.text))
        return self.text in place and re.search(alone, place) is not None


@cache
def _forms(text: str) -> set[str]:
    return {text, quote(text, safe=""), json.dumps(text)[1:-1]}


@dataclass
class Evidence:
    """What was logged and printed, what was requested, what lies in *database*."""

    database: LeftBehind
    output: str = ""
    urls: list[str] = field(default_factory=list)

    def leaks(self, wanted: set[Wanted]) -> list[tuple[str, str, str]]:
        """Give each secret that can be read where it may not, and where."""
        return sorted(
            (*one, place)
            for place, content in self.places().items()
            for one in wanted
            if place not in ALLOWED.get(one.kind, ())
            and one.is_in(content, is_packed=place in PACKED)
        )

    def places(self) -> dict[str, str]:
        """Give all that is searched, by its name."""
        around = self.database.around()
        tables = self.database.tables()
        opaque = _cells(tables, OPAQUE)
        known = opaque | _cells(tables, NUMBER)
        return {
            OUTPUT: DURATION.sub("", self.output),
            URLS: "\n".join(self.urls),
            **{name: _without_moments(str(rows)) for name, rows in tables.items()},
            **{
                name: _without(known if name in ALLOWED["number"] else opaque, content)
                for name, content in around.items()
            },
        }


class Overheard:
    """An app whose requests are written down: method, path and query."""

    def __init__(self, app, urls: list[str]) -> None:
        self._app, self._urls = app, urls

    def __call__(self, environ, start_response):
        path, query = environ["PATH_INFO"], environ["QUERY_STRING"]
        self._urls.append(f"{environ['REQUEST_METHOD']} {path}?{query}")
        return self._app(environ, start_response)


def _cells(tables: Tables, kind: re.Pattern[str]) -> set[str]:
    rows = chain.from_iterable(tables.values())
    cells = map(str, chain.from_iterable(rows))
    return {cell for cell in cells if kind.fullmatch(cell)}


def _without(known: set[str], content: str) -> str:
    for one in known:
        content = content.replace(one, "")
    return _without_moments(content)


def _without_moments(content: str) -> str:
    return WHOLE_SECOND.sub("", content)
