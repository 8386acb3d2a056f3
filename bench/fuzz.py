"""Twenty thousand requests that nobody expects, and how each was answered.

One in six is for the phone page, whose calls ring the same hotline.

The same requests come again with the same seed: `bench/fuzz.py [REQUESTS [SEED]]`.
"""

import logging
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import hypothesis
from hotline import fresh_hotline
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from fakes.bombardment import Bombardment, Shot
from fakes.noise import Noise, requests
from fakes.phone_bombardment import PhoneBombardment, PhoneShot
from fakes.phone_noise import PhoneNoise, phone_requests

from ivr.phone.browser import call, routes

REQUESTS, SEED = 20_000, 4
SLOWEST = 3
ANY = st.sampled_from([requests()] * 5 + [phone_requests()]).flatmap(lambda it: it)


@dataclass
class Tally:
    """What came of the requests so far."""

    answers: Counter[tuple[str, int]] = field(default_factory=Counter)
    verbs: Counter[str] = field(default_factory=Counter)
    times: list[tuple[float, str]] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def note(self, shot: Shot | PhoneShot, took_s: float) -> None:
        """Note how *shot* was answered, after *took_s*."""
        self.answers[shot.route, shot.response.status_code] += 1
        self.times.append((took_s, shot.route))
        if shot.response.mimetype == "text/xml":
            ends = ("Gather", "Dial", "Hangup")
            self.verbs.update(it for it in ends if f"<{it}" in shot.response.text)
        if complaint := shot.complaint():
            self.complaints.append(f"{complaint}: {shot.noise}")


def main(wanted: int = REQUESTS, seed: int = SEED) -> None:
    """Send *wanted* requests, and print what came of them."""
    logging.disable(logging.CRITICAL)
    routes.NEWS_WAIT_S = call.SLOW_S = 0  # what is only waited for finds nothing
    tally = Tally()
    with fresh_hotline("recordings", phone="on") as hotline:
        bombardment = Bombardment(hotline.app, hotline.settings, hotline.clock)
        page = PhoneBombardment(hotline.app)

        @hypothesis.seed(seed)
        @hypothesis.settings(
            max_examples=wanted,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @hypothesis.given(ANY)
        def send(noise: Noise | PhoneNoise) -> None:
            begun_s = time.perf_counter()
            is_of_page = isinstance(noise, PhoneNoise)
            shot = page.send(noise) if is_of_page else bombardment.send(noise)
            tally.note(shot, time.perf_counter() - begun_s)

        send()
        page.hang_up()
    print_tally(tally)


def print_tally(tally: Tally) -> None:
    """Print the table of *tally*."""
    routes = sorted({route for route, _ in tally.answers})
    statuses = sorted({status for _, status in tally.answers})
    print(f"{'route':<38}" + "".join(f"{status:>8}" for status in statuses))
    for route in routes:
        counts = (tally.answers[route, status] or "" for status in statuses)
        print(f"{route:<38}" + "".join(f"{count:>8}" for count in counts))
    print(f"requests: {tally.answers.total()}")
    ends = ", ".join(f"{times} x {verb}" for verb, times in tally.verbs.items())
    print(f"TwiML that ends with {ends}")
    slowest = sorted(tally.times, reverse=True)[:SLOWEST]
    named = ", ".join(f"{took_s * 1e3:.0f} ms {route}" for took_s, route in slowest)
    print(f"slowest: {named}")
    print(f"failures: {len(tally.complaints)}")
    for complaint in tally.complaints[:20]:
        print(f"  {complaint}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
