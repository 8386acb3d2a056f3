"""The phone in the terminal: places a call and prints it."""

import json
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TextIO

from ivr.phone.exchange import Exchange, Leg
from ivr.phone.faults import HotlineError
from ivr.phone.handset import Handset
from ivr.phone.interactive import HANG_UP_KEY, LineCaller, TtyCaller, single_keys
from ivr.phone.loudspeaker import Loudspeaker
from ivr.phone.pace import Pace
from ivr.phone.player import EndReason, Player, Voice
from ivr.phone.screen import Screen
from ivr.phone.scripted import ScriptedCaller, ScriptError, read_script
from ivr.phone.sound import said
from ivr.phone.tape import Tape
from ivr.phone.transcript import CALLER, Ending, Line, Transcript

EXIT_NORMAL = 0
EXIT_FAILED = 1
EXIT_USAGE = 2
DECIMALS = 3
NO_KEYS = "(silence)"
ENDS = {
    EndReason.HUNG_UP_BY_HOTLINE: "The hotline hung up",
    EndReason.HUNG_UP_BY_CALLER: "You hung up",
    EndReason.TRANSFERRED: "Your call was passed on",
    EndReason.REJECTED: "The hotline did not take the call",
    EndReason.BUSY: "The hotline was busy",
}
"""What a person reads at the end."""


@dataclass(frozen=True, slots=True)
class Printer:
    """Prints a call on *out* as it goes on: as text, or *as_json*, one object a line."""

    out: TextIO
    as_json: bool

    def line(self, line: Line) -> None:
        """Print a *line* of the call."""
        if self.as_json:
            self._object(asdict(line))
        else:
            said = (line.keys or NO_KEYS) if line.who == CALLER else line.text
            self._print(f"{line.who}: {said}")

    def ending(self, ending: Ending) -> None:
        """Print how the call ended, which the text form leaves to its last words."""
        if self.as_json:
            self._object({"event": "end", **asdict(ending)})

    def _object(self, fields: dict[str, object]) -> None:
        rounded = {
            name: round(value, DECIMALS) if isinstance(value, float) else value
            for name, value in fields.items()
        }
        self._print(json.dumps(rounded, ensure_ascii=False))

    def _print(self, text: str) -> None:
        self.out.write(f"{text}\n")
        self.out.flush()


def place_call(  # noqa: PLR0913 - what the command line can say of a call
    exchange: Exchange,
    *,
    caller: str,
    dialled: str,
    keys: str | None,
    pace: Pace | str,
    record: Path | None,
    as_json: bool,
    out: TextIO,
    voice: Voice = said,
) -> int:
    """Call *dialled* from *caller* over *exchange*, print it on *out*; give exit code.

    *voice* says what `<Say>` has. *keys* is the script of the caller and *pace* its pace; without *keys* whoever
    sits at stdin is the caller. *record* is where to write what was heard.
    """
    tape = Tape()
    try:
        leg = exchange.connect(caller, dialled)
        calls = _Calls(leg, tape, Printer(out, as_json), voice)
        if keys is not None:
            calls.by_script(keys, Pace(pace))
        elif sys.stdin.isatty():
            calls.at_keys()
        else:
            calls.by_lines()
    except ScriptError as error:
        return _complain(error, EXIT_USAGE)
    except HotlineError as error:
        return _complain(error, EXIT_FAILED)
    finally:
        if record is not None:
            tape.save(record)
    return EXIT_NORMAL


@dataclass(frozen=True, slots=True)
class _Calls:
    leg: Leg
    tape: Tape
    printer: Printer
    voice: Voice

    def by_script(self, keys: str, pace: Pace) -> None:
        script = read_script(keys)
        transcript = Transcript(self.printer.line)
        self._play(ScriptedCaller(script, pace, transcript), transcript)

    def by_lines(self) -> None:
        transcript = Transcript(self.printer.line)
        self._play(LineCaller(sys.stdin, transcript), transcript)

    def at_keys(self) -> None:
        # The captions are the text form; beside JSON they go where people look.
        as_json = self.printer.as_json
        screen = Screen(sys.stderr if as_json else self.printer.out)
        note: Callable[[Line], None] = self.printer.line if as_json else _forget
        transcript = Transcript(note)
        with closing(Loudspeaker()) as loudspeaker, single_keys() as fd:
            is_silent = loudspeaker.is_silent
            screen.begin(self.leg.dialled, HANG_UP_KEY, is_silent=is_silent)
            handset = TtyCaller(fd, screen, loudspeaker, transcript)
            try:
                reason = self._play(handset, transcript)
            except KeyboardInterrupt:
                # Ctrl-C while the hotline was thinking; the player has told it.
                reason = EndReason.HUNG_UP_BY_CALLER
                self.printer.ending(transcript.ended(reason))
            screen.end(ENDS[reason], handset.elapsed_s())

    def _play(self, handset: Handset, transcript: Transcript) -> EndReason:
        reason = Player(self.leg, handset, self.tape, self.voice).call()
        self.printer.ending(transcript.ended(reason))
        return reason


def _forget(line: Line) -> None:
    del line


def _complain(error: Exception, exit_code: int) -> int:
    sys.stderr.write(f"{error}\n")
    return exit_code
