"""A handset in real time whose keys come from elsewhere: a browser, a SIP telephone.

Rules of this file:
1. The player runs in a thread of the call's own; whoever hears of keys, of ends of
   sounds and of hanging up tells them from any thread.
2. A sound that is never reported as played is over a while after it should have been:
   whoever is not there any more is not waited for.
"""

import queue
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from ivr.phone.handset import CallerHungUpError, Heard, Question, Transfer
from ivr.phone.sound import Sound
from ivr.phone.transcript import Transcript

GRACE_S = 5
"""How much later than its length a sound may be reported as played."""


class Earpiece(Protocol):
    """Where sounds are heard."""

    def play(self, sound: Sound, number: int) -> None:
        """Begin to play *sound*; `LiveCaller.played` is told its *number* at its end."""

    def stop(self) -> None:
        """Play no more of the sound that is being played."""

    def connect(self, number: str) -> None:
        """Tell that the caller would be connected with *number* now."""


@dataclass(frozen=True, slots=True)
class _Key:
    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Played:
    number: int


@dataclass(frozen=True, slots=True)
class _Left:
    """The caller hung up."""


_Event = _Key | _Played | _Left


class LiveCaller:
    """A handset with an *earpiece*; *clock* gives seconds."""

    def __init__(
        self,
        earpiece: Earpiece,
        transcript: Transcript,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._earpiece = earpiece
        self._transcript = transcript
        self._clock = clock
        self._placed_s = clock()
        self._events: queue.SimpleQueue[_Event] = queue.SimpleQueue()
        self._sounds = 0

    def press(self, key: str) -> None:
        """Be told that the caller pressed *key*."""
        self._events.put(_Key(key))

    def played(self, number: int) -> None:
        """Be told that the sound of *number* was played to its end."""
        self._events.put(_Played(number))

    def leave(self) -> None:
        """Be told that the caller hung up."""
        self._events.put(_Left())

    def elapsed_s(self) -> float:
        """Give the seconds since the call was placed."""
        return self._clock() - self._placed_s

    def waited(self, server_s: float) -> None:
        """Do nothing: real time passed by itself."""

    def hear(self, sound: Sound, *, until_key: bool) -> Heard:
        """Play *sound* until it ends, the caller leaves, or a key that is awaited."""
        self._sounds += 1
        since_s = self.elapsed_s()
        self._earpiece.play(sound, self._sounds)
        heard = self._heard(sound, since_s, until_key=until_key)
        if heard.key is not None or heard.left:
            self._earpiece.stop()
        self._transcript.heard(sound, heard.heard_s, since_s)
        return heard

    def asked(self, question: Question) -> None:
        """Forget what was pressed before *question*, as a telephone line does."""
        del question
        kept = [event for event in self._waiting() if not isinstance(event, _Key)]
        for event in kept:
            self._events.put(event)

    def await_key(self, timeout_s: float) -> str | None:
        """Wait for a key."""
        ends_s = self._clock() + timeout_s
        while (event := self._next(ends_s)) is not None:
            match event:
                case _Key(key):
                    return key
                case _Left():
                    raise CallerHungUpError
                case _Played():
                    continue
        return None

    def answered(self, question: Question, keys: str) -> None:
        """Write the answer down."""
        self._transcript.answered(question, keys, self.elapsed_s())

    def transferred(self, number: str, timeout_s: float) -> Transfer:
        """Say that *number* would be called; nobody is there to answer."""
        del timeout_s
        self._earpiece.connect(number)
        return Transfer()

    def _heard(self, sound: Sound, since_s: float, *, until_key: bool) -> Heard:
        ends_s = self._clock() + sound.length_s + GRACE_S
        while (event := self._next(ends_s)) is not None:
            so_far_s = min(sound.length_s, self.elapsed_s() - since_s)
            match event:
                case _Played(number) if number == self._sounds:
                    break
                case _Key(key) if until_key:
                    return Heard(so_far_s, key)
                case _Left():
                    return Heard(so_far_s, left=True)
                case _:
                    continue  # a key that nobody awaits, or the end of another sound
        return Heard(sound.length_s)

    def _next(self, ends_s: float) -> _Event | None:
        try:
            return self._events.get(timeout=max(0.0, ends_s - self._clock()))
        except queue.Empty:
            return None

    def _waiting(self) -> list[_Event]:
        waiting: list[_Event] = []
        while not self._events.empty():
            waiting.append(self._events.get())
        return waiting
