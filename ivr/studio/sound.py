"""Sound in memory."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """Mono *samples* in -1..1, *rate_hz* of them a second."""

    samples: Samples
    rate_hz: int
