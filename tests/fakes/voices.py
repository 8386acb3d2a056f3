"""A voice that hums: every text is a tone of its own length and pitch."""

from dataclasses import dataclass, field

import numpy as np

from ivr.speech.fragment import Fragment
from ivr.studio.sound import Sound

RATE_HZ = 16_000


def tone(hz: float, duration_s: float, amplitude: float = 0.5) -> np.ndarray:
    """Give a sine of *hz*, *duration_s* long, at `RATE_HZ`."""
    times = np.arange(round(duration_s * RATE_HZ)) / RATE_HZ
    return (amplitude * np.sin(2 * np.pi * hz * times)).astype(np.float32)


@dataclass
class HummingVoice:
    """Hums a text, longer for a longer one, in silence; notes what it was given."""

    engine: str = "hum"
    credit: str = "Hummed by nobody.\n"
    said: list[str] = field(default_factory=list)

    def script(self, fragment: Fragment) -> str:
        """Hum in lower case, with a full stop where a value ends a sentence."""
        return fragment.spoken.lower() + "." * fragment.final

    def speak(self, text: str) -> Sound:
        """Hum *text*, with 200 ms of silence on either side."""
        self.said.append(text)
        silence = np.zeros(RATE_HZ // 5, dtype=np.float32)
        hum = tone(300 + 7 * (sum(map(ord, text)) % 100), 0.1 + 0.02 * len(text))
        return Sound(np.concatenate([silence, hum, silence]), RATE_HZ)
