"""PINs: kept, checked, counted."""

from datetime import timedelta

import pytest
from conftest import ANNA, ANNAS_PIN, BERT, BERTS_PIN, WORKING_DAY
from sqlalchemy import text

from ivr.accounts.pins import Attempt, Verdict
from ivr.db import DatabaseError
from ivr.domain.secret import Secret
from ivr.settings import DEVELOPMENT

NOBODY = "+32470999999"
RIGHT, OTHER, CLOSED = Verdict


def attempt(turn=1, call_sid="CA1", caller=ANNA):
    at = WORKING_DAY + timedelta(seconds=turn)
    return Attempt(call_sid, turn, caller, "+3278120001", at)


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


@pytest.mark.parametrize(
    ("pin", "verdict", "failures"), [(ANNAS_PIN, RIGHT, 0), ("000000", OTHER, 1)]
)
def test_an_attempt_counts_once(rooms, pin, verdict, failures):
    """The same turn is one attempt, however often it comes, and ends the same way."""
    ends = [rooms.pins.check(ANNA, pin, attempt()) for _ in range(3)]
    assert ends == [verdict] * 3
    assert rooms.pins.failures(ANNA) == failures


def test_an_attempt_that_failed_is_never_right(rooms):
    """A turn whose PIN was another proves nothing later, not even with the right one."""
    assert rooms.pins.check(ANNA, "000000", attempt()) is OTHER
    assert rooms.pins.check(ANNA, ANNAS_PIN, attempt()) is OTHER


def test_a_recorded_attempt_proves_nothing_once_the_pin_is_changed(rooms):
    """The old PIN fails where it was right before, and counts as one failure."""
    assert rooms.pins.check(ANNA, ANNAS_PIN, attempt()) is RIGHT
    rooms.pins.set(ANNA, BERTS_PIN)
    assert rooms.pins.check(ANNA, ANNAS_PIN, attempt()) is OTHER
    assert rooms.pins.check(ANNA, BERTS_PIN, attempt()) is OTHER
    assert rooms.pins.failures(ANNA) == 1


def test_a_row_that_somebody_wrote_proves_nothing(rooms):
    """Who can write the database, and has no pepper, opens no account with it."""
    rooms.pins.check(ANNA, "000000", attempt(1))
    with rooms.engine.begin() as connection:
        connection.execute(
            text("UPDATE pin_attempts SET was_right = TRUE, was_checked = TRUE")
        )
    assert rooms.pins.check(ANNA, "999999", attempt(1)) is OTHER


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


def test_an_attempt_that_is_under_way_keeps_no_other_waiting(rooms, before):
    """Its worker may be dead: the same webhook is checked again, and counted once."""
    rooms.pins.check(ANNA, "000000", attempt(1, "CA0", BERT))
    ends = []
    again = lambda: ends.append(  # noqa: E731
        rooms.pins.check(ANNA, ANNAS_PIN, attempt(2, caller=BERT))
    )
    before("SELECT pins", again)
    again()
    assert ends == [RIGHT, RIGHT]
    assert rooms.pins.failures(ANNA) == 1


@pytest.mark.parametrize(
    ("pin", "verdict", "failures"), [(ANNAS_PIN, RIGHT, 0), ("000000", OTHER, 1)]
)
def test_an_attempt_whose_worker_was_killed_is_made_again(
    rooms, before, pin, verdict, failures
):
    """Twilio's second try has the end that the first would have had."""

    def die():
        raise SystemExit

    before("SELECT pins", die)
    with pytest.raises(SystemExit):
        rooms.pins.check(ANNA, pin, attempt())
    assert rooms.pins.check(ANNA, pin, attempt()) is verdict
    assert rooms.pins.failures(ANNA) == failures


def test_an_attempt_proves_one_account(rooms):
    """A proof that is remembered for a turn is worth nothing for another number."""
    assert rooms.pins.check(ANNA, ANNAS_PIN, attempt()) is RIGHT
    assert rooms.pins.check(BERT, "000000", attempt()) is OTHER


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


def test_another_pepper_opens_nothing(rooms, settings, peppered):
    """The pepper is not in the database."""
    other = peppered("another")
    assert other.check(ANNA, ANNAS_PIN, attempt()) is OTHER


def test_a_pepper_is_changed_pin_by_pin(rooms, peppered):
    """With the old pepper beside the new, a right PIN is keyed anew; then it is gone."""
    old = DEVELOPMENT["IVR_PIN_PEPPER"]
    both, new = peppered("new", old), peppered("new")
    assert both.fit()
    assert not new.fit()
    assert both.check(ANNA, "000000", attempt(1)) is OTHER
    assert new.check(ANNA, ANNAS_PIN, attempt(2)) is OTHER
    assert both.check(ANNA, ANNAS_PIN, attempt(3)) is RIGHT
    assert new.check(ANNA, ANNAS_PIN, attempt(4)) is RIGHT


def test_nodes_may_come_to_a_new_pepper_one_by_one(peppered):
    """A PIN fits wherever both peppers are known, whichever of them is the present one."""
    old = DEVELOPMENT["IVR_PIN_PEPPER"]
    nodes = peppered(old, "new"), peppered("new", old)
    verdicts = [
        nodes[turn % 2].check(ANNA, ANNAS_PIN, attempt(turn)) for turn in range(5)
    ]
    assert verdicts == [RIGHT] * 5


def test_a_pepper_that_is_gone_keeps_nobody_from_a_new_pin(rooms, peppered):
    """Once one PIN fits, others are issued: those of a dropped pepper have no other way."""
    new = peppered("new")
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
def test_a_pin_that_is_gone_does_not_come_back(rooms, before, then, peppered):
    """Keying anew takes the place of what was verified, and of nothing else."""
    both = peppered("new", DEVELOPMENT["IVR_PIN_PEPPER"])
    changes = {
        "another is issued": lambda: both.set(ANNA, "161803"),
        "it is erased": lambda: rooms.privacy.erase(ANNA, WORKING_DAY),
    }
    before("UPDATE pins", changes[then])
    both.check(ANNA, ANNAS_PIN, attempt(1))
    assert both.check(ANNA, ANNAS_PIN, attempt(2)) is OTHER
    fits = RIGHT if then == "another is issued" else OTHER
    assert both.check(ANNA, "161803", attempt(3)) is fits
