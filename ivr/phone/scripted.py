"""The scripted caller: answers from a list, in virtual time.

The clock moves by what is heard, by keys and time-outs, and by the real seconds of
the hotline's answers: a call of minutes takes as long as the hotline computes.
"""

from collections import deque
from collections.abc import Iterable

from ivr.phone.captions import KEYS
from ivr.phone.handset import CallerHungUpError, Heard, Question, Transfer
from ivr.phone.pace import Pace
from ivr.phone.sound import Sound
from ivr.phone.transcript import Transcript
from ivr.phone.verbs import Gather

SILENCE = "-"
"""An answer of no key; after keys, it says that they are left unfinished."""


class ScriptError(ValueError):
    """The keys that a caller was told to press are none."""


def read_script(keys: str) -> tuple[str, ...]:
    """Read *keys* ("1 314159 -"): a word for each question."""
    words = tuple(keys.split())
    for word in words:
        if not set(word.removesuffix(SILENCE)) <= set(KEYS):
            raise ScriptError("Keys are 0 to 9, * and #; - alone is silence.")
    return words


class ScriptedCaller:
    """A handset that answers each question with a word of *script*, at a *pace*.

    After the last word the caller hears one more question out and hangs up.
    """

    def __init__(
        self, script: Iterable[str], pace: Pace, transcript: Transcript
    ) -> None:
        self._words = deque(script)
        self._pace = pace
        self._transcript = transcript
        self._now_s = 0.0
        self._keys: deque[str] = deque()
        self._key_in_s = 0.0
        self._leaves = False

    def elapsed_s(self) -> float:
        """Give the virtual seconds since the call was placed."""
        return self._now_s

    def waited(self, server_s: float) -> None:
        """Let *server_s* pass."""
        self._now_s += server_s

    def asked(self, question: Question) -> None:
        """Decide how *question* will be answered.

        A word that the question before took only a part of goes on where nothing new
        is asked: the rest of a long number.
        """
        if self._keys and not question.sounds:
            self._keys = deque(_keys_for("".join(self._keys), question.gather))
            return
        self._leaves = not self._words
        self._prepare(self._words.popleft() if self._words else SILENCE, question)

    def hear(self, sound: Sound, *, until_key: bool) -> Heard:
        """Hear *sound* out, or to the key that is due; with *until_key* only."""
        cut = until_key and bool(self._keys) and self._key_in_s < sound.length_s
        heard_s = self._key_in_s if cut else sound.length_s
        self._transcript.heard(sound, heard_s, self._now_s)
        self._now_s += heard_s
        if cut:
            return Heard(heard_s, self._pressed())
        if until_key:
            self._key_in_s -= heard_s
        return Heard(heard_s)

    def await_key(self, timeout_s: float) -> str | None:
        """Press the next key if it is due within *timeout_s*."""
        if self._leaves:
            raise CallerHungUpError
        if not self._keys or self._key_in_s > timeout_s:
            self._now_s += timeout_s
            return None
        self._now_s += self._key_in_s
        return self._pressed()

    def answered(self, question: Question, keys: str) -> None:
        """Write the answer down."""
        self._transcript.answered(question, keys, self._now_s)

    def transferred(self, number: str, timeout_s: float) -> Transfer:
        """Have been connected, without a real call to *number*."""
        del number, timeout_s
        return Transfer()

    def _prepare(self, word: str, question: Question) -> None:
        self._keys = deque(_keys_for(word, question.gather))
        if self._keys:
            self._key_in_s = self._pace.moment_s(question, self._keys[0])

    def _pressed(self) -> str:
        # The tone cuts the hotline short as it begins; the press goes on in silence.
        self._now_s += self._pace.key_s
        self._key_in_s = 0.0
        return self._keys.popleft()


def _keys_for(word: str, gather: Gather) -> str:
    if word.endswith(SILENCE):
        return word.removesuffix(SILENCE)
    finish = gather.finish_on_key
    is_short = gather.num_digits is None or len(word) < gather.num_digits
    if finish and is_short and not word.endswith(finish):
        return word + finish
    return word
