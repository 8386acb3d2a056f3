"""Requests to the phone page that no page of ours would send, among those it would.

Most are nearly right, so that calls are placed, talked in and hung up.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from fakes.noise import CALLERS, HOTLINES, LINK, METHODS, OTHER, PATH_TEXT
from hypothesis import strategies as st

CALL = "{call}"
"""In a path: a call that was placed."""

JSON = "application/json"
CONTENT_TYPES = [*[JSON] * 40, "text/plain", "application/x-www-form-urlencoded", ""]

DEEP = "[" * 60_000
HUGE = json.dumps("9" * 70_000)
ODD_BODIES = ["", "{", "null", "[]", "NaN", f'{{"keys": {"9" * 5000}}}', DEEP, HUGE]

FOREIGN = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://["},
    {"Origin": "http://localhost:x"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Host": "evil.example"},
    {"Host": "[::1"},
]
"""What the page of somebody else says of itself."""

OURS = [{}, {"Origin": "http://localhost"}, {"Host": "[::1]:8000"}]

LANGUAGES = ["en", "fr", "zh-CN", "sv", "e", ""]

WISHES = {
    "/phone/calls": {
        "hotline": st.sampled_from(HOTLINES),
        "caller": st.sampled_from(CALLERS),
        "slow_line": st.booleans(),
        "silent": st.booleans(),
        "language": st.sampled_from(LANGUAGES),
    },
    f"/phone/calls/{CALL}/keys": {"keys": st.text("0123456789*#", max_size=34)},
    f"/phone/calls/{CALL}/played": {"sound": st.integers(0, 9)},
    f"/phone/calls/{CALL}/language": {"language": st.sampled_from(LANGUAGES)},
    f"/phone/calls/{CALL}/hang-up": {},
}
"""What is posted, and the values of its body."""

GOT = [
    "/",
    "/phone",
    "/phone/directory",
    "/phone/phone.js",
    f"/phone/calls/{CALL}/news",
    f"/phone/calls/{CALL}/sounds/1.wav",
    f"/phone/calls/{CALL}/recording.wav",
]
ODD = [
    "/phone/",
    "/phone/calls/",
    "/phone/..%2froutes.py",
    "/phone/\0",
    f"/phone/calls/{CALL}",
    f"/phone/calls/{CALL}/sounds/{'9' * 5000}.wav",
    f"/phone/calls/{CALL}/sounds/٣.wav",
    f"/phone/calls/{CALL}/sounds/-1.wav",
    "/phone/calls/%00/news",
]
QUERIES = ["", "", "", "?after=1", "?after=-1", "?after=x", f"?after={'9' * 5000}"]
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | OTHER,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(OTHER, inner, max_size=3)
    ),
    max_leaves=5,
)


@dataclass(frozen=True, slots=True)
class PhoneNoise:
    """A request from a page; where *path* has CALL, the name of a call follows.

    *is_foreign* tells that *headers* are those of another page; *pick* chooses among
    the calls that were placed so far.
    """

    method: str
    path: str
    body: str
    content_type: str
    headers: tuple[tuple[str, str], ...]
    is_foreign: bool
    pick: int


@st.composite
def phone_requests(draw: st.DrawFn) -> PhoneNoise:
    """Give any request to the phone page; most are those of the page itself."""
    path = draw(st.sampled_from([*list(WISHES) * 3, *GOT, *GOT, *ODD, None]))
    if path is None:
        path = "/phone/" + draw(PATH_TEXT)
    headers = draw(st.sampled_from([*OURS * 12, *FOREIGN]))
    return PhoneNoise(
        method=draw(st.sampled_from(METHODS if path in WISHES else LINK)),
        path=path + draw(st.sampled_from(QUERIES)),
        body=draw(_bodies(WISHES.get(path, {}))),
        content_type=draw(st.sampled_from(CONTENT_TYPES)),
        headers=tuple(headers.items()),
        is_foreign=headers in FOREIGN,
        pick=draw(st.integers(0, 3)),
    )


def _bodies(
    values: Mapping[str, st.SearchStrategy[object]],
) -> st.SearchStrategy[str]:
    right = st.fixed_dictionaries(dict(values)).map(json.dumps)
    spoilt = st.fixed_dictionaries(dict.fromkeys(values, JSON_VALUES)).map(json.dumps)
    kinds = [
        *[right] * 8,
        spoilt,
        st.sampled_from(ODD_BODIES),
        JSON_VALUES.map(json.dumps),
    ]
    return st.sampled_from(kinds).flatmap(lambda kind: kind)
