"""Requests that nobody expects, for the hotline to answer all the same.

Most are nearly right, so that calls get on: what is odd comes in the middle of them.
"""

from dataclasses import dataclass
from enum import Enum

from hypothesis import strategies as st

HOTLINES = ["+3278120001", "+442079460001", "+815012340001", "+827012340001"]
CALLERS = [
    *["+32470654321"] * 6,
    "+32470123456",
    "+819012345678",
    "+32470999999",
    "+266696687",
    "anonymous",
    "",
]
CALLS = ["{call 1}", "{call 2}", "{call 3}"]
"""Names of the calls under way: each is another one when it is over."""
OLD_CALL = "{an old call}"

KEYS = [*"0123456789*#", "", "141421", "0470654321", "161803", "000000", "01234567890"]

FITTING = "{fitting}"
"""Keys that answer the last question, as its length tells."""

OTHER = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
"""Any text that UTF-8 can hold: control characters and all scripts."""

EXPECTED = {
    "CallSid": st.sampled_from([*CALLS * 5, OLD_CALL]),
    "From": st.sampled_from(CALLERS),
    "To": st.sampled_from(HOTLINES[:1] * 5 + HOTLINES),
    "Digits": st.sampled_from([FITTING] * 70 + KEYS),
    "CallStatus": st.sampled_from(["in-progress", "ringing", "completed", "busy"]),
}
RARE = {
    "DialCallStatus": st.sampled_from(["completed", "busy", "no-answer"]),
    "StirVerstat": st.sampled_from(["TN-Validation-Passed-A", "TN-Validation-Failed"]),
    "AnsweredBy": OTHER,
    "Body": OTHER,
    "OptOutType": st.sampled_from(["STOP", "HELP"]),
}


LONG = {"{long}": "9" * 65, "{longer}": "9" * 5000, "{huge}": "9" * 70_000}
"""Texts by the names that stand for them until they are sent."""


class Spoiling(Enum):
    """What befalls a field."""

    MISSING = "missing"
    DOUBLED = "doubled"
    OTHER = "other"
    HUGE = "huge"


class Signing(Enum):
    """Who signs a request: *us* is Twilio, with the token that we share."""

    US = "us"
    NOBODY = "nobody"
    STRANGER = "stranger"


@dataclass(frozen=True, slots=True)
class Noise:
    """A request; where *path* has TURN or TOKEN, what the hotline asked for follows.

    *pick* chooses among the tokens that were given so far.
    """

    method: str
    path: str
    form: tuple[tuple[str, str], ...]
    signing: Signing
    content_type: str
    pick: int
    wait_s: int


TURN, TOKEN = "{turn}", "{token}"
FORM = "application/x-www-form-urlencoded"
CONTENT_TYPES = [*[FORM] * 60, "application/json", "multipart/form-data", ""]
METHODS = ["POST"] * 60 + ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"]
LINK = ["GET"] * 60 + METHODS[-8:]
QUERIES = [
    *[""] * 20,
    *["?x", "?x=%zz", "?bodySHA256=0", "?Digits=1&CallSid=CA1"],
    *["?lang=en", "?lang=", "?lang=%zz", "?lang=en&lang=fr-BE"],
]

WAITS_S = [0] * 300 + [1] * 50 + [45] * 5 + [700, 4000]

PATH_TEXT = st.text(
    st.characters(codec="ascii", exclude_characters="?#;"), min_size=1, max_size=20
)
"""Without the signs that Twilio's own library drops from the end of an address."""
ODD = [
    "/voice/turn/0",
    "/voice/turn/1",
    "/voice/turn/7",
    "/voice/turn/-1",
    "/voice/turn/99999999999999999999",
    "/voice/turn/٣",
    "/voice/turn/",
    "/voice/",
    "/voice//turn/1",
    "/voice%2Fturn%2F1",
    "/Voice",
    "/voice\0",
    "/sms/",
    "/SMS",
    "/speech/.wav",
    "/speech/%00.wav",
    "/speech/AAAA.wav",
    "/speech/é.vtt",
    f"/speech/{TOKEN}A.wav",
    f"/speech/{TOKEN}",
    f"/speech/{TOKEN}.mp3",
    "/healthz/",
    "/readyz?x=1",
]
PATHS = {
    "/voice": 3,
    f"/voice/turn/{TURN}": 12,
    "/voice/status": 1,
    "/sms": 1,
    f"/speech/{TOKEN}.wav": 1,
    f"/speech/{TOKEN}.vtt": 1,
    "/healthz": 1,
    "/readyz": 1,
    "/metrics": 1,
}
WAYS = [path for path, weight in PATHS.items() for _ in range(weight)]


def paths() -> st.SearchStrategy[str]:
    """Give paths: the usual, the odd, and any under the usual."""
    under = st.sampled_from(["/voice", "/voice/turn/", "/speech/", "/healthz"])
    any_path = st.tuples(under, PATH_TEXT).map("".join)
    usual = st.sampled_from(WAYS)
    kinds = [usual] * 10 + [st.sampled_from(ODD), any_path]
    return st.sampled_from(kinds).flatmap(lambda kind: kind)


@st.composite
def forms(draw: st.DrawFn) -> tuple[tuple[str, str], ...]:
    """Give the fields of a form, most often as they should be."""
    form = [(name, draw(values)) for name, values in EXPECTED.items()]
    if name := draw(st.sampled_from([*RARE, *[None] * 20])):
        form.append((name, draw(RARE[name])))
    for _ in range(draw(st.sampled_from([0, 0, 0, 0, 0, 1, 1, 2]))):
        form = _spoilt(draw, form)
    return tuple(form)


def _spoilt(draw: st.DrawFn, form: list[tuple[str, str]]) -> list[tuple[str, str]]:
    name = draw(st.sampled_from([*EXPECTED, *RARE]))
    others = [field for field in form if field[0] != name]
    match draw(st.sampled_from([*Spoiling, Spoiling.OTHER])):
        case Spoiling.MISSING:
            return others
        case Spoiling.DOUBLED:
            return [*form, (name, draw(EXPECTED.get(name, OTHER)))]
        case Spoiling.OTHER:
            return [*others, (name, draw(OTHER))]
        case Spoiling.HUGE:
            return [*others, (name, draw(st.sampled_from(list(LONG))))]


@st.composite
def requests(draw: st.DrawFn) -> Noise:
    """Give any request; most are signed forms to the next turn of a call."""
    path = draw(paths())
    is_link = path.startswith(("/speech", "/healthz", "/readyz", "/metrics"))
    signing = st.sampled_from([*[Signing.US] * 20, *Signing])
    return Noise(
        method=draw(st.sampled_from(LINK if is_link else METHODS)),
        path=path + draw(st.sampled_from(QUERIES)),
        form=draw(forms()),
        signing=draw(signing),
        content_type=draw(st.sampled_from(CONTENT_TYPES)),
        pick=draw(st.sampled_from([0] * 9 + [1, 10, 100, 1000])),
        wait_s=draw(st.sampled_from(WAITS_S)),
    )
