"""PINs: kept, checked, counted."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from conftest import ANNA, ANNAS_PIN, WORKING_DAY
from sqlalchemy import event, text

from ivr.accounts import pin_hashes
from ivr.accounts.pins import Attempt, Pins, Verdict
from ivr.cli.serving import THREADS
from ivr.db import DatabaseError, sessions_of
from ivr.domain.secret import Secret
from ivr.sealing import Seal
from ivr.settings import DEVELOPMENT

NOBODY = "+32470999999"
RIGHT, OTHER, CLOSED = Verdict


def attempt(turn=1, call_sid="CA1"):
    at = WORKING_DAY + timedelta(seconds=turn)
    return Attempt(call_sid, turn, ANNA, "+3278120001", at)


def test_the_right_pin_is_right(rooms):
    """A PIN proves the account it was issued for."""
    assert rooms.pins.check(ANNA, ANNAS_PIN, attempt()) is RIGHT


@pytest.mark.parametrize(("msisdn", "pin"), [(ANNA, "000000"), (NOBODY, ANNAS_PIN)])
def test_nothing_else_is(rooms, msisdn, pin):
    """Another PIN, or a number without an account, proves nothing."""
    assert rooms.pins.check(msisdn, pin, attempt()) is OTHER


def test_failures_add_up_over_calls_until_a_right_one(rooms):
    """Failures count on the account, not on the call; its owner's PIN ends the count."""
    for turn in (1, 2, 3):
        rooms.pins.check(ANNA, "000000", attempt(turn, f"CA{turn}"))
    assert rooms.pins.failures(ANNA) == 3
    rooms.pins.check(ANNA, ANNAS_PIN, attempt(40))
    assert rooms.pins.failures(ANNA) == 0


def test_unknown_numbers_are_counted_alike(rooms):
    """A guess at a number without an account leaves the same trace."""
    rooms.pins.check(NOBODY, "000000", attempt())
    assert rooms.pins.failures(NOBODY) == 1


def test_an_attempt_counts_once(rooms):
    """The same turn is one attempt, however often it comes; its end stands."""
    assert rooms.pins.check(ANNA, ANNAS_PIN, attempt()) is RIGHT
    assert rooms.pins.check(ANNA, "000000", attempt()) is RIGHT
    assert rooms.pins.failures(ANNA) == 0


@pytest.fixture
def before(rooms):
    """Give what has something done once, before a statement that begins as told."""

    def before(beginning, do):
        left = [do]

        def interfere(_connection, _cursor, statement, *_):
            if statement.startswith(beginning) and left:
                left.pop()()

        event.listen(rooms.engine, "before_cursor_execute", interfere)

    return before


@pytest.mark.parametrize(
    ("pin", "verdict", "failures"), [(ANNAS_PIN, RIGHT, 0), ("000000", OTHER, 1)]
)
def test_the_same_webhook_side_by_side_is_one_attempt(
    rooms, before, pin, verdict, failures
):
    """What comes twice, while the first is not yet written, has the end of the other."""
    ends = []
    again = lambda: ends.append(rooms.pins.check(ANNA, pin, attempt()))  # noqa: E731
    before("INSERT INTO pin_attempts", again)
    again()
    assert ends == [verdict, verdict]
    assert rooms.pins.failures(ANNA) == failures


def test_an_attempt_that_is_still_under_way_proves_nothing(rooms, before):
    """Its webhook may have died; the second waits for no first."""
    ends = []
    again = lambda: ends.append(rooms.pins.check(ANNA, ANNAS_PIN, attempt()))  # noqa: E731
    before("SELECT pins", again)
    again()
    assert ends == [OTHER, RIGHT]


def test_an_attempt_proves_one_account(rooms):
    """A proof that is remembered for a turn is worth nothing for another number."""
    assert rooms.pins.check(ANNA, ANNAS_PIN, attempt()) is RIGHT
    assert rooms.pins.check("+32470123456", "000000", attempt()) is OTHER


def test_a_stolen_table_is_worth_nothing_without_the_pepper(rooms):
    """A hash is argon2id, of no PIN that another pepper, or another row, would open."""
    with rooms.engine.begin() as connection:
        hashes = dict(connection.execute(text("SELECT msisdn, hash FROM pins")).all())
        assert hashes[ANNA].startswith("$argon2id$v=19$m=19456,t=2,p=1$")
        stolen = {"hash": hashes["+32470123456"], "msisdn": ANNA}
        connection.execute(
            text("UPDATE pins SET hash = :hash WHERE msisdn = :msisdn"), stolen
        )
    assert rooms.pins.check(ANNA, "161803", attempt()) is OTHER


def peppered(rooms, *peppers):
    seal = Seal(Secret("secret"), "pseudonyms")
    return Pins(sessions_of(rooms.engine), list(map(Secret, peppers)), seal)


def test_another_pepper_opens_nothing(rooms, settings):
    """The pepper is not in the database."""
    other = peppered(rooms, "another")
    assert other.check(ANNA, ANNAS_PIN, attempt()) is OTHER


def test_a_pepper_is_changed_pin_by_pin(rooms):
    """With the old pepper beside the new, a right PIN is keyed anew; then it is gone."""
    old = DEVELOPMENT["IVR_PIN_PEPPER"]
    both, new = peppered(rooms, "new", old), peppered(rooms, "new")
    assert both.fit()
    assert not new.fit()
    assert both.check(ANNA, "000000", attempt(1)) is OTHER
    assert new.check(ANNA, ANNAS_PIN, attempt(2)) is OTHER
    assert both.check(ANNA, ANNAS_PIN, attempt(3)) is RIGHT
    assert new.check(ANNA, ANNAS_PIN, attempt(4)) is RIGHT


def test_a_pepper_that_is_gone_keeps_nobody_from_a_new_pin(rooms):
    """Once one PIN fits, others are issued: those of a dropped pepper have no other way."""
    new = peppered(rooms, "new")
    assert not new.fit()
    new.set(ANNA, ANNAS_PIN)
    assert new.fit()
    with rooms.engine.begin() as connection:
        connection.execute(text("DELETE FROM pins"))
    assert new.fit()


def test_pins_of_a_pepper_that_everybody_knows_are_refused(rooms):
    """They are counted, with what to do and where to find them."""
    known = Secret(DEVELOPMENT["IVR_PIN_PEPPER"])
    with pytest.raises(
        DatabaseError, match=r"^9 PINs .* has the pepper_id [0-9a-f]{8}$"
    ):
        rooms.pins.refuse(known)
    rooms.pins.refuse(Secret("new"))


@pytest.mark.parametrize("then", ["another is issued", "it is erased"])
def test_a_pin_that_is_gone_does_not_come_back(rooms, before, then):
    """Keying anew takes the place of what was verified, and of nothing else."""
    both = peppered(rooms, "new", DEVELOPMENT["IVR_PIN_PEPPER"])
    changes = {
        "another is issued": lambda: both.set(ANNA, "161803"),
        "it is erased": lambda: rooms.privacy.erase(ANNA),
    }
    before("UPDATE pins", changes[then])
    both.check(ANNA, ANNAS_PIN, attempt(1))
    assert both.check(ANNA, ANNAS_PIN, attempt(2)) is OTHER
    fits = RIGHT if then == "another is issued" else OTHER
    assert both.check(ANNA, "161803", attempt(3)) is fits


WEAKER = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1)


class Watched(PasswordHasher):
    """Counts what it verifies by its cost, and how many do at once."""

    def __init__(self):
        super().__init__(time_cost=2, memory_cost=8192, parallelism=1)
        self.costs = Counter()
        self.most = self._now = 0
        self._lock, self._too_many = threading.Lock(), threading.Barrier(3)

    def verify(self, text, keyed):
        self.costs[text.split("$")[3]] += 1
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        with suppress(threading.BrokenBarrierError):
            self._too_many.wait(0.05)  # for a third, who must not come
        with self._lock:
            self._now -= 1
        return super().verify(text, keyed)


@pytest.fixture
def watched(monkeypatch):
    """Watch a hasher that came after a weaker one."""
    watched = Watched()
    monkeypatch.setattr(pin_hashes, "HASHER", watched)
    monkeypatch.setattr(pin_hashes, "FORMER_HASHERS", (WEAKER,))
    return watched


@pytest.fixture
def upgraded(rooms, monkeypatch, watched):
    """Give PINs of which Anna's was made at a former cost, and Bert's at that of today."""
    own = peppered(rooms, DEVELOPMENT["IVR_PIN_PEPPER"])
    own.set("+32470123456", "161803")
    with monkeypatch.context() as before:
        before.setattr(pin_hashes, "HASHER", WEAKER)
        own.set(ANNA, ANNAS_PIN)
    return own


def test_every_number_costs_the_same_during_an_upgrade(upgraded, watched):
    """Known at the old cost, at the new one, unknown or held back: one check of each."""
    for turn, msisdn in enumerate((ANNA, "+32470123456", NOBODY, *[ANNA] * 4), 1):
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


def test_every_cost_there_ever_was_is_known(rooms):
    """Who makes PINs dearer has those that are kept take no less time than others."""
    hashers = (pin_hashes.HASHER, *pin_hashes.FORMER_HASHERS)
    costs = {(it.memory_cost, it.time_cost, it.parallelism) for it in hashers}
    assert costs >= {(19456, 2, 1)}


def test_checks_are_few_at_a_time(upgraded, watched):
    """However many callers key their PINs, threads are left to talk to others."""
    with ThreadPoolExecutor(8) as threads:
        who = [f"+3249{number:07}" for number in range(8)]
        tries = [Attempt(f"CA{it}", 1, it, "+3278120001", WORKING_DAY) for it in who]
        assert set(threads.map(upgraded.check, who, ["000000"] * 8, tries)) == {OTHER}
    assert watched.most == pin_hashes.AT_ONCE < THREADS
