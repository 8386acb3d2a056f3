"""What the tests of the phones share: a fake hotline, and a caller to it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import httpx
import pytest
from fakes.hotline import AUTH_TOKEN, CALLER, DIALLED, PUBLIC_URL, Hotline

from ivr.domain.secret import Secret
from ivr.phone.exchange import Exchange
from ivr.phone.pace import Pace
from ivr.phone.player import Player
from ivr.phone.scripted import ScriptedCaller, read_script
from ivr.phone.tape import Tape
from ivr.phone.transcript import Ending, Line, Transcript

BALANCE = (
    "<lang fr-BE>Il vous reste <00:00:01.204><c.amount>douze euros</c> de crédit."
    "</lang>"
)


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
