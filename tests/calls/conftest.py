"""What the tests of calls share: people who called, and what is kept of them."""

from datetime import timedelta

import pytest
from conftest import ANNA, ANNAS_PIN, BELGIUM, BERT, BERTS_PIN, WORKING_DAY
from sqlalchemy import text

from ivr.accounts.attempts import Attempt


@pytest.fixture
def rows(rooms):
    """Give the rows of a table, or one column of them."""

    def rows(table, columns="*"):
        with rooms.engine.connect() as connection:
            found = connection.execute(text(f"SELECT {columns} FROM {table}")).all()
        return [tuple(row) if columns == "*" else row[0] for row in found]

    return rows


@pytest.fixture
def people(twilio, rooms):
    """Anna and Bert call and hear their balance; Anna also calls without her number.

    Somebody with another telephone tries Anna's PIN.
    """
    for call_sid, caller, pin in (("CA1", ANNA, ANNAS_PIN), ("CA2", BERT, BERTS_PIN)):
        twilio.call_sid = call_sid
        twilio.arrive(From=caller)
        twilio.press(1, "1")
        twilio.post("/voice/turn/2", From=caller, Digits=pin)
        twilio.post("/voice/status", From=caller, CallStatus="completed")
    twilio.call_sid = "CA3"
    twilio.arrive(From="anonymous")
    for turn, keys in enumerate(("2", "1", "0470654321", ANNAS_PIN), 1):
        twilio.post(f"/voice/turn/{turn}", From="anonymous", Digits=keys)
    at = WORKING_DAY + timedelta(minutes=1)
    rooms.pins.check(ANNA, "000000", Attempt("CA4", 4, BERT, BELGIUM, at))
