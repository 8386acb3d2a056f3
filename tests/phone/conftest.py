"""What the tests of the phones share: a fake hotline, callers to it, and a terminal."""

import io
import os
import pty
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import httpx
import pytest
from fakes.hotline import (
    AUTH_TOKEN,
    CALLER,
    DIALLED,
    PUBLIC_URL,
    Hotline,
    gather,
    response,
)

from ivr.domain.secret import Secret
from ivr.phone.exchange import Exchange
from ivr.phone.pace import Pace
from ivr.phone.player import Player
from ivr.phone.scripted import ScriptedCaller, read_script
from ivr.phone.tape import Tape
from ivr.phone.terminal import place_call
from ivr.phone.transcript import Ending, Line, Transcript

BALANCE = (
    "<lang fr-BE>Il vous reste <00:00:01.204><c.amount>douze euros</c> de crédit."
    "</lang>"
)

COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Called:
    """A call that was played: its *lines*, *ending* and *tape*."""

    lines: list[Line]
    ending: Ending
    tape: Tape

    @property
    def said(self) -> list[tuple[str, str]]:
        """Give who said or pressed what."""
        return [(line.who, line.text or line.keys) for line in self.lines]


Call = Callable[..., Called]


@pytest.fixture(autouse=True)
def no_players(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this machine have no program for sounds, unless a test brings one of its own.

    A call at a terminal looks otherwise with one, and the developer would hear it.
    """
    monkeypatch.setattr("ivr.phone.loudspeaker.PROGRAMS", ())


@pytest.fixture
def hotline() -> Hotline:
    """Give a hotline with a menu (6 s) and a balance (4 s), and no document yet."""
    fake = Hotline()
    fake.speaks(
        "/speech/menu.wav",
        6,
        (0, 1.5, "<lang nl-BE>Welkom.</lang>"),
        (2, 3.5, "<lang nl-BE>Voor uw belkrediet, druk <c.key-1>één</c>.</lang>"),
        (4, 5.5, "<lang nl-BE>Om te herladen, druk <c.key-2>twee</c>.</lang>"),
    )
    fake.speaks(
        "/speech/balance.wav",
        4,
        (
            0,
            3,
            BALANCE,
        ),
    )
    return fake


@pytest.fixture
def exchange(hotline: Hotline) -> Iterator[Exchange]:
    """Give an exchange in process, on whose clock the hotline takes no time."""
    transport = httpx.WSGITransport(app=hotline)
    with httpx.Client(transport=transport, base_url=PUBLIC_URL) as client:
        yield Exchange(client, PUBLIC_URL, "AC1", Secret(AUTH_TOKEN), clock=lambda: 0.0)


@pytest.fixture
def call(exchange: Exchange) -> Call:
    """Give what plays a scripted call: `call("1 314159", "known")`."""

    def play(keys: str = "", pace: str = "known") -> Called:
        lines: list[Line] = []
        transcript = Transcript(lines.append)
        tape = Tape()
        handset = ScriptedCaller(read_script(keys), Pace(pace), transcript)
        reason = Player(exchange.connect(CALLER, DIALLED), handset, tape).call()
        return Called(lines, transcript.ended(reason), tape)

    return play


@pytest.fixture
def place(exchange):
    """Give what places a call and tells its exit code and output."""

    def place(out=None, **options):
        out = out or io.StringIO()
        asked = {"keys": None, "pace": "known", "record": None, "as_json": False}
        code = place_call(
            exchange, caller=CALLER, dialled=DIALLED, out=out, **(asked | options)
        )
        return code, COLOURS.sub("", out.getvalue()).splitlines()

    return place


@pytest.fixture
def terminal(monkeypatch):
    """Give the master's end of a terminal whose other end is stdin."""
    master, slave = pty.openpty()
    with os.fdopen(slave) as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        yield master
    os.close(master)


@pytest.fixture
def spoken_menu(hotline):
    """Have the hotline ask for one key and then for a PIN, in short sounds."""
    hotline.speaks("/speech/short.wav", 0.05, (0, 0.05, "Kies."))
    short = "<Play>/speech/short.wav</Play>"
    hotline.documents["/voice"] = response(
        short, gather('numDigits="1" timeout="1"', short)
    )
    hotline.documents["/voice/turn/1"] = response(
        gather('numDigits="2"', "<Say>PIN?</Say>").replace("turn/1", "turn/2")
    )
    hotline.documents["/voice/turn/2"] = response("<Say>Ok.</Say>")
    return hotline
