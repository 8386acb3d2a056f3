"""PINs: kept, checked, counted."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from conftest import ANNA, ANNAS_PIN, WORKING_DAY
from sqlalchemy import text

from ivr.accounts import pins
from ivr.accounts.pins import Attempt, Pins, Verdict
from ivr.db import sessions_of
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
    """Failures count on the account, not on the call; a right PIN ends the count."""
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


def test_a_weaker_hash_is_made_anew(rooms, monkeypatch):
    """A right PIN is kept with the parameters of today."""
    weaker = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1)
    monkeypatch.setattr(pins, "HASHER", weaker)
    rooms.pins.set(ANNA, ANNAS_PIN)
    monkeypatch.undo()
    assert rooms.pins.check(ANNA, ANNAS_PIN, attempt()) is RIGHT
    with rooms.engine.connect() as connection:
        kept = text("SELECT hash FROM pins WHERE msisdn = :msisdn")
        hashed = connection.execute(kept, {"msisdn": ANNA}).scalar()
    assert hashed.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
