"""Sound in memory, and what may be wrong with an engine that makes it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """Mono *samples* in -1..1, *rate_hz* of them a second."""

    samples: Samples
    rate_hz: int


class VoicesNotInstalledError(Exception):
    """The *engine* of a voice is not installed."""

    def __init__(self, engine: str) -> None:
        super().__init__(f'{engine} is missing: pip install "saldo-ivr[voices]"')


class SilentVoiceError(Exception):
    """The *engine* made no sound of *text*."""

    def __init__(self, engine: str, text: str) -> None:
        super().__init__(f"{engine} made no sound of {text!r}")
