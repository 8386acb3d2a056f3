"""A machine that breaks: callers hear words, and go on once it is mended."""

from datetime import timedelta

import pytest
from conftest import ANNA, ANNAS_PIN, BELGIUM, Twilio
from fakes.twiml import verbs
from sqlalchemy import event

from ivr.app import ROOMS

PROOF = f"1 {ANNAS_PIN}"
BALANCE = "Il vous reste septante et un euros quatre-vingts de crédit."


class Disk:
    """The disk under a SQLite file, which can be *full*."""

    def __init__(self, engine):
        self.full = False
        event.listen(engine, "checkout", self._limit)

    def _limit(self, connection, *_):
        pages = 1 if self.full else 2**30
        connection.execute(f"PRAGMA max_page_count = {pages}")


@pytest.fixture
def disk(app, sqlite_file):
    engine = app.extensions[ROOMS].engine
    with engine.connect() as connection:
        # Rows that are free could be used again.
        connection.exec_driver_sql("VACUUM")
    return Disk(engine)


def test_a_full_disk_is_an_apology_and_its_end_a_call(disk, phone, client, caplog):
    """Whoever calls hears words; once there is room the next call is answered."""
    disk.full = True
    while "problème" not in (words := phone.call(ANNA, BELGIUM, PROOF).words):
        assert BALANCE in words  # there was room for one more call
    assert "a turn failed" in caplog.text
    assert client.get("/healthz").status_code == 200
    disk.full = False
    assert BALANCE in phone.call(ANNA, BELGIUM, PROOF).words


@pytest.mark.parametrize("jump", [timedelta(days=-400), timedelta(days=400)], ids=str)
def test_a_clock_that_jumps_in_a_call_ends_it_kindly_at_most(
    twilio, clock, jump, settings
):
    """A call goes on, or ends with words; the next one is answered as ever."""
    twilio.arrive()
    clock.at += jump
    answer = twilio.press(1, "1")
    assert verbs(answer)[0] in {"Gather", "Play"}
    other = Twilio(twilio.client, settings, "CA" + "2" * 32)
    assert verbs(other.arrive())[0] == "Gather"


def test_a_clock_that_was_ahead_keeps_nobody_out(phone, clock):
    """A wrong PIN in a future that never was holds nobody back in the present."""
    clock.at += timedelta(days=400)
    phone.call(ANNA, BELGIUM, "1 000000 000000 000000")
    clock.at -= timedelta(days=400)
    assert BALANCE in phone.call(ANNA, BELGIUM, PROOF).words
