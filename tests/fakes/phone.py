"""A telephone for tests: it calls through the real webhooks, in virtual time."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
from flask import Flask

from ivr.phone.exchange import Exchange
from ivr.phone.pace import Pace
from ivr.phone.player import Player
from ivr.phone.scripted import ScriptedCaller, read_script
from ivr.phone.tape import Tape
from ivr.phone.transcript import Ending, Line, Transcript
from ivr.settings import Settings


@dataclass
class Called:
    """What came of a call: its *lines*, its *ending*, and the *wav* that was heard."""

    lines: list[Line] = field(default_factory=list)
    ending: Ending | None = None
    tape: Tape = field(default_factory=Tape)

    @property
    def words(self) -> str:
        """Give all that the hotline said."""
        return "\n".join(line.text for line in self.lines if line.who == "hotline")


TURN = timedelta(seconds=4)


@dataclass
class Phone:
    """Places calls through the real webhooks, in virtual time.

    The hotline's *clock* goes on by some seconds with every turn, as with a caller who
    listens: what is pressed at once, out of habit, means something else.
    """

    app: Flask
    settings: Settings
    clock: Any = None

    def _let_time_pass(self, request: httpx.Request) -> None:
        if self.clock and request.method == "POST":
            self.clock.at += TURN

    def call(
        self, caller: str, dialled: str, keys: str = "", pace: Pace = Pace.KNOWN
    ) -> Called:
        transport = httpx.WSGITransport(self.app)
        called = Called()
        transcript = Transcript(called.lines.append)
        hooks = {"request": [self._let_time_pass]}
        with httpx.Client(transport=transport, event_hooks=hooks) as client:
            exchange = Exchange(
                client,
                self.settings.public_url,
                self.settings.account_sid,
                self.settings.auth_tokens[0],
                clock=lambda: 0.0,
            )
            handset = ScriptedCaller(read_script(keys), pace, transcript)
            leg = exchange.connect(caller, dialled)
            reason = Player(leg, handset, called.tape).call()
        called.ending = transcript.ended(reason)
        return called
