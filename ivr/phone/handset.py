"""What the player asks of a handset, whoever holds it and in whatever time.

A handset owns the clock of its call: the player waits while the handset plays, and
never sleeps itself. The player is synchronous; a handset that is told of keys and
ends of sounds from elsewhere runs it in a thread and waits on a queue.
"""

from dataclasses import dataclass, field
from typing import Protocol

from ivr.phone.sound import Sound
from ivr.phone.verbs import Gather


class CallerHungUpError(Exception):
    """The caller hung up: raised by a handset while a key is waited for."""


@dataclass(frozen=True, slots=True)
class Question:
    """A *gather* with its *sounds*, fetched."""

    gather: Gather
    sounds: tuple[Sound, ...]

    @property
    def length_s(self) -> float:
        """Give how long the question is when nobody cuts it short."""
        return sum(sound.length_s for sound in self.sounds)

    @property
    def is_secret(self) -> bool:
        """Tell whether the keys may be a PIN, a voucher or a number."""
        return self.gather.num_digits != 1

    def names_key_at_s(self, key: str) -> float | None:
        """Give when the sentence that offers *key* ends, None if none does."""
        before_s = 0.0
        for sound in self.sounds:
            for caption in sound.captions:
                if key in caption.keys:
                    return before_s + caption.ends_s
            before_s += sound.length_s
        return None


@dataclass(frozen=True, slots=True)
class Heard:
    """How far a sound was heard: *heard_s* seconds, all of it unless it was cut.

    It was cut by a *key*, or because the caller *left*.
    """

    heard_s: float
    key: str | None = field(default=None, repr=False)
    left: bool = False


@dataclass(frozen=True, slots=True)
class Transfer:
    """How a transfer went: Twilio's `DialCallStatus`, and the *duration_s* of it."""

    status: str = "completed"
    duration_s: int = 0


class Handset(Protocol):
    """What a caller holds."""

    def elapsed_s(self) -> float:
        """Give the seconds since the call was placed."""

    def waited(self, server_s: float) -> None:
        """Be told that the hotline took *server_s* real seconds to answer."""

    def hear(self, sound: Sound, *, until_key: bool) -> Heard:
        """Play *sound* to its end; with *until_key*, to the first key if one comes."""

    def asked(self, question: Question) -> None:
        """Be told that *question* begins: its sounds are heard next."""

    def await_key(self, timeout_s: float) -> str | None:
        """Wait for a key; None when there was none within *timeout_s*."""

    def answered(self, question: Question, keys: str) -> None:
        """Be told that *question* is over and got *keys*, its finish key included."""

    def transferred(self, number: str, timeout_s: float) -> Transfer:
        """Connect the caller with *number*, ringing there for *timeout_s* at most."""
