"""Hashes of PINs: at the same cost for all, few at a time."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from conftest import ANNA, ANNAS_PIN, BELGIUM, WORKING_DAY
from sqlalchemy import text

from ivr.accounts import pin_hashes
from ivr.accounts.attempts import Attempt
from ivr.accounts.pins import Verdict
from ivr.cli.serving import THREADS
from ivr.settings import DEVELOPMENT

BERT, BERTS_PIN = "+32470123456", "161803"
NOBODY = "+32470999999"
RIGHT, OTHER, CLOSED = Verdict


def attempt(turn, caller=ANNA):
    at = WORKING_DAY + timedelta(seconds=turn)
    return Attempt(f"CA{caller}", turn, caller, BELGIUM, at)


WEAKER = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1)


class Watched(PasswordHasher):
    """Counts what it verifies by its cost, and how many hashes it has to do with at once."""

    def __init__(self):
        super().__init__(time_cost=2, memory_cost=8192, parallelism=1)
        self.costs = Counter()
        self.most = self._now = 0
        self.come_in_pairs = self.linger = False
        self._lock = threading.Lock()
        self._two, self._too_many = threading.Barrier(2), threading.Barrier(3)

    def verify(self, text, keyed):
        self.costs[text.split("$")[3]] += 1
        with self._counted():
            return super().verify(text, keyed)

    def hash(self, keyed):
        with self._counted():
            return super().hash(keyed)

    @contextmanager
    def _counted(self):
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        if self.come_in_pairs:
            self._two.wait(30)
        if self.come_in_pairs or self.linger:
            with suppress(threading.BrokenBarrierError):
                self._too_many.wait(0.05)  # for a third, who must not come
            self._too_many.reset()
        try:
            yield
        finally:
            with self._lock:
                self._now -= 1


@pytest.fixture
def watched(monkeypatch):
    """Watch a hasher that came after a weaker one."""
    watched = Watched()
    monkeypatch.setattr(pin_hashes, "HASHER", watched)
    monkeypatch.setattr(pin_hashes, "FORMER_HASHERS", (WEAKER,))
    return watched


@pytest.fixture
def upgraded(peppered, monkeypatch, watched):
    """Give PINs of which Anna's was made at a former cost, and Bert's at that of today."""
    own = peppered(DEVELOPMENT["IVR_PIN_PEPPER"])
    own.set(BERT, BERTS_PIN)
    with monkeypatch.context() as before:
        before.setattr(pin_hashes, "HASHER", WEAKER)
        own.set(ANNA, ANNAS_PIN)
    return own


def test_every_number_costs_the_same_during_an_upgrade(upgraded, watched):
    """Known at the old cost, at the new one, unknown or held back: one check of each."""
    for turn, msisdn in enumerate((ANNA, BERT, NOBODY, *[ANNA] * 4), 1):
        watched.costs.clear()
        upgraded.check(msisdn, "000000", attempt(turn))
        assert watched.costs == {"m=8192,t=1,p=1": 1, "m=8192,t=2,p=1": 1}


def test_a_weaker_hash_is_made_anew(rooms, upgraded):
    """A right PIN is kept at the cost of today."""
    assert upgraded.check(ANNA, ANNAS_PIN, attempt(1)) is RIGHT
    with rooms.engine.connect() as connection:
        kept = text("SELECT hash FROM pins WHERE msisdn = :msisdn")
        hashed = connection.execute(kept, {"msisdn": ANNA}).scalar()
    assert hashed.startswith("$argon2id$v=19$m=8192,t=2,p=1$")
    assert upgraded.check(ANNA, ANNAS_PIN, attempt(2)) is RIGHT


def test_every_cost_there_ever_was_is_known():
    """Who makes PINs dearer has those that are kept take no less time than others."""
    hashers = (pin_hashes.HASHER, *pin_hashes.FORMER_HASHERS)
    costs = {(it.memory_cost, it.time_cost, it.parallelism) for it in hashers}
    assert costs >= {(19456, 2, 1)}


def test_checks_are_few_at_a_time(upgraded, watched):
    """However many callers key their PINs, threads are left to talk to others."""
    watched.come_in_pairs = True
    with ThreadPoolExecutor(8) as threads:
        who = [f"+3249{number:07}" for number in range(8)]
        tries = [attempt(1, it) for it in who]
        assert set(threads.map(upgraded.check, who, ["000000"] * 8, tries)) == {OTHER}
    assert watched.most == pin_hashes.AT_ONCE < THREADS


def test_pins_that_move_to_a_new_pepper_do_so_few_at_a_time(rooms, peppered, watched):
    """A hash that is made takes as much as one that is compared."""
    who = [f"+3249{number:07}" for number in range(8)]
    for msisdn in who:
        peppered("old").set(msisdn, ANNAS_PIN)
    both = peppered("new", "old")
    watched.linger = True
    with ThreadPoolExecutor(8) as threads:
        tries = [attempt(1, msisdn) for msisdn in who]
        assert set(threads.map(both.check, who, [ANNAS_PIN] * 8, tries)) == {RIGHT}
    assert peppered("new").fit()
    assert watched.most <= pin_hashes.AT_ONCE
