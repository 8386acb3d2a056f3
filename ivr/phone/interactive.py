"""Two handsets for a person: a terminal with keys, and lines of text."""

import contextlib
import os
import re
import select
import sys
import termios
import time
import tty
from collections import deque
from collections.abc import Callable, Iterator
from typing import TextIO

from ivr.phone.captions import KEYS
from ivr.phone.handset import CallerHungUpError, Heard, Question, Transfer
from ivr.phone.loudspeaker import Loudspeaker
from ivr.phone.pace import Pace
from ivr.phone.screen import Screen
from ivr.phone.scripted import SILENCE, ScriptedCaller
from ivr.phone.sound import Sound
from ivr.phone.transcript import Transcript, masked

HANG_UP_KEY = "h"
ESCAPE_SEQUENCE = re.compile(r"\x1b(?:\[[\d;]*[~A-Za-z]|O[A-Z])?")
"""What arrows and their like send; there may be digits in it, which are no keys."""

KEYS_READ_AT_ONCE = 64


class LineCaller(ScriptedCaller):
    """A handset that answers each question with a line of *source*, once it is heard.

    An empty line is silence; the end of *source* hangs up. Time is virtual.
    """

    def __init__(self, source: TextIO, transcript: Transcript) -> None:
        super().__init__((), Pace.NEW, transcript)
        self._source = source
        self._open: Question | None = None

    def asked(self, question: Question) -> None:
        """Leave *question* open until it was heard."""
        self._open = question

    def await_key(self, timeout_s: float) -> str | None:
        """Read a line for an open question, and press its keys."""
        if self._open is not None:
            self._prepare(self._read_word(), self._open)
            # The question is over by now: only the key itself takes time.
            self._key_in_s = self._pace.key_s
            self._open = None
        return super().await_key(timeout_s)

    def _read_word(self) -> str:
        line = self._source.readline()
        if not line:
            raise CallerHungUpError
        return "".join(char for char in line if char in KEYS) or SILENCE


class TtyCaller:
    """A handset in real time: keys from the terminal *fd*, captions on *screen*.

    Sounds are played by *loudspeaker*. The terminal has to give single keys, see
    `single_keys`; *clock* gives seconds.
    """

    def __init__(
        self,
        fd: int,
        screen: Screen,
        loudspeaker: Loudspeaker,
        transcript: Transcript,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._fd = fd
        self._screen = screen
        self._loudspeaker = loudspeaker
        self._transcript = transcript
        self._clock = clock
        self._placed_s = clock()
        self._typed: deque[str] = deque()
        self._question: Question | None = None
        self._is_prompted = False

    def elapsed_s(self) -> float:
        """Give the real seconds since the call was placed."""
        return self._clock() - self._placed_s

    def waited(self, server_s: float) -> None:
        """Do nothing: real time passed by itself."""

    def hear(self, sound: Sound, *, until_key: bool) -> Heard:
        """Play *sound*, and show its captions as they are heard."""
        since_s = self.elapsed_s()
        self._loudspeaker.play(sound)
        key = None
        left = False
        try:
            key = self._show(sound, until_key=until_key)
        except CallerHungUpError:
            left = True
        # An uncut sound counts whole, however late the machine was.
        heard_s = sound.length_s
        if left or key is not None:
            self._loudspeaker.stop()
            heard_s = min(heard_s, self.elapsed_s() - since_s)
        self._transcript.heard(sound, heard_s, since_s)
        return Heard(heard_s, key, left)

    def asked(self, question: Question) -> None:
        """Forget what was typed before *question*, as a telephone does."""
        self._question = question
        self._typed.clear()
        termios.tcflush(self._fd, termios.TCIFLUSH)

    def await_key(self, timeout_s: float) -> str | None:
        """Wait for a key of the terminal."""
        if self._question is not None and not self._is_prompted:
            self._prompt()
        return self._key_by(self._clock() + timeout_s)

    def answered(self, question: Question, keys: str) -> None:
        """End the line on which *keys* were echoed."""
        self._question = None
        self._screen.echo("\n" if self._is_prompted else "")
        self._is_prompted = False
        self._transcript.answered(question, keys, self.elapsed_s())

    def transferred(self, number: str, timeout_s: float) -> Transfer:
        """Say that *number* would be called."""
        del timeout_s
        self._screen.note(f"[{number} would be called now]")
        return Transfer()

    def _show(self, sound: Sound, *, until_key: bool) -> str | None:
        since_s = self._clock()
        for piece in sound.heard_until(sound.length_s):
            self._screen.caption(piece.caption)
            key = self._key_by(since_s + piece.ends_s, wanted=until_key)
            if key is not None:
                return key
        return None

    def _key_by(self, deadline_s: float, *, wanted: bool = True) -> str | None:
        while (key := self._typed_by(deadline_s)) is not None:
            if wanted:
                shown = masked(key, self._question) if self._question else key
                if not self._is_prompted:
                    self._prompt()
                self._screen.echo(shown)
                return key
        return None

    def _prompt(self) -> None:
        self._is_prompted = True
        self._screen.prompt()

    def _typed_by(self, deadline_s: float) -> str | None:
        while not self._typed:
            patience_s = max(0.0, deadline_s - self._clock())
            if not self._wait_for_input(patience_s):
                return None
            self._typed.extend(self._read_keys())
        key = self._typed.popleft()
        if key == HANG_UP_KEY:
            raise CallerHungUpError
        return key

    def _wait_for_input(self, patience_s: float) -> bool:
        try:
            return bool(select.select([self._fd], [], [], patience_s)[0])
        except KeyboardInterrupt:
            raise CallerHungUpError from None

    def _read_keys(self) -> list[str]:
        typed = os.read(self._fd, KEYS_READ_AT_ONCE).decode(errors="ignore")
        if not typed:
            raise CallerHungUpError
        keys = ESCAPE_SEQUENCE.sub("", typed).lower()
        return [key for key in keys if key in KEYS or key == HANG_UP_KEY]


@contextlib.contextmanager
def single_keys() -> Iterator[int]:
    """Have the terminal at stdin give each key at once."""
    fd = sys.stdin.fileno()
    before = termios.tcgetattr(fd)
    try:
        tty.setcbreak(fd)
        yield fd
    finally:
        termios.tcsetattr(fd, termios.TCSADRAIN, before)
