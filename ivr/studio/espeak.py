"""eSpeak NG: the voice of every language but Japanese."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec

import numpy as np

from ivr.speech.fragment import Fragment
from ivr.studio import utterance
from ivr.studio.faults import SilentVoiceError, VoicesNotInstalledError
from ivr.studio.intonation import ends_sentence, falling, without_comma
from ivr.studio.sound import Sound

RATE_HZ = 22_050
LIVELY, LEVEL = 50, 30


@dataclass(frozen=True, slots=True)
class Espeak:
    """A *voice* of eSpeak NG at *speed_wpm* and *volume* (60 is half of full scale).

    *respell* writes a text as the engine must be given it. *tonal* says that pitch
    makes words, so that a phrase cannot be levelled.
    """

    voice: str
    speed_wpm: int
    volume: int
    respell: Callable[[str], str]
    tonal: bool = False

    @property
    def engine(self) -> str:
        """Name the engine and all that shapes its sound."""
        return f"eSpeak NG {self.voice}, {self.speed_wpm} wpm, volume {self.volume}"

    @property
    def credit(self) -> str:
        """Name whom the sound is owed to, and on which terms."""
        return (
            "Spoken by eSpeak NG (https://github.com/espeak-ng/espeak-ng), software\n"
            "under GPL-3.0-or-later; the sound it makes is free of that licence.\n"
        )

    def script(self, fragment: Fragment) -> str:
        """Write *fragment* as it is fed: respelled, a comma where more follows."""
        text = self.respell(fragment.spoken)
        if fragment.final:
            return falling(text, "。" if self.tonal else ".")
        if self.tonal or ends_sentence(text):
            return text
        return without_comma(text) + ","

    def speak(self, text: str) -> Sound:
        """Say *text*, the same every time; level where it does not end a sentence."""
        if find_spec("espeakng_loader") is None:
            raise VoicesNotInstalledError("eSpeak NG")
        pitch_range = LIVELY if self.tonal or ends_sentence(text) else LEVEL
        numbers = (self.speed_wpm, self.volume, pitch_range)
        # Our own file, by our own interpreter, and no shell.
        spoken = subprocess.run(  # noqa: S603  # nosec B603
            [sys.executable, utterance.__file__, self.voice, *map(str, numbers)],
            input=text.encode(),
            stdout=subprocess.PIPE,
            check=False,
        )
        if spoken.returncode:
            raise SilentVoiceError(self.engine, text)
        samples = np.frombuffer(spoken.stdout, "<i2").astype(np.float32)
        if not samples.any():
            raise SilentVoiceError(self.engine, text)
        return Sound(samples / np.float32(32768), RATE_HZ)
