"""Privacy: what is kept goes in time."""

from dataclasses import replace
from datetime import timedelta

import pytest
from conftest import ANNA, BELGIUM, WORKING_DAY
from sqlalchemy import DateTime, bindparam, insert, text

from ivr.accounts.attempts import GuardRow
from ivr.domain.hotline import Retention

JAPAN = "+815012340001"
GONE = "+3225550100"
"""A hotline that was configured once."""
KEPT = {BELGIUM: Retention(90, 7), JAPAN: Retention(200, 60)}
OLD_ROWS = {
    "calls": ":sid, :caller, 1, '', :at, NULL, NULL, :hotline, NULL, FALSE",
    "answers": ":sid, 0, ''",
    "pin_attempts": ":sid, 1, :account, :caller, :hotline, :at, FALSE, TRUE",
}

AT = bindparam("at", type_=DateTime(timezone=True))


@pytest.fixture
def hotlines(settings):
    return {
        number: replace(settings.hotlines[number], retention=retention)
        for number, retention in KEPT.items()
    }


@pytest.fixture
def row(rooms):
    """Write a call with an answer, and a try in it, that are some days old."""

    def row(call_sid, hotline, days, caller="c" * 24, account="a" * 24):
        told = {"sid": call_sid, "hotline": hotline, "caller": caller}
        told |= {"at": WORKING_DAY - timedelta(days=days), "account": account}
        with rooms.engine.begin() as connection:
            for table, values in OLD_ROWS.items():
                statement = text(f"INSERT INTO {table} VALUES ({values})")
                if ":at" in values:
                    statement = statement.bindparams(AT)
                connection.execute(statement, told)

    return row


@pytest.mark.parametrize(
    ("hotline", "days"), [(BELGIUM, 90), (JAPAN, 200), (GONE, 180), ("", 180)]
)
def test_calls_go_when_their_hotline_keeps_them_no_longer(
    rooms, hotlines, row, rows, hotline, days
):
    """With their answers; those of hotlines that are gone after the usual time."""
    row("CA1", hotline, days + 1)
    row("CA2", hotline, days - 1)
    gone = rooms.privacy.purge(hotlines, WORKING_DAY)
    assert (gone["calls"], gone["answers"]) == (1, 1)
    assert rows("calls", "call_sid") == rows("answers", "call_sid") == ["CA2"]


@pytest.mark.parametrize(("hotline", "days"), [(BELGIUM, 7), (JAPAN, 60), (GONE, 30)])
def test_tries_go_when_their_hotline_keeps_them_no_longer(
    rooms, hotlines, row, rows, hotline, days
):
    """They are kept for another time than calls are."""
    row("CA1", hotline, days + 1)
    row("CA2", hotline, days - 1)
    assert rooms.privacy.purge(hotlines, WORKING_DAY)["attempts"] == 1
    assert rows("pin_attempts", "call_sid") == ["CA2"]


def test_a_purge_goes_on_until_all_is_gone(rooms, hotlines, row, rows, monkeypatch):
    """Little is removed at a time, and yet everything that is old."""
    monkeypatch.setattr("ivr.calls.privacy.ROWS_AT_ONCE", 2)
    for number in range(5):
        row(f"CA{number}", BELGIUM, 100)
    gone = rooms.privacy.purge(hotlines, WORKING_DAY)
    assert (gone["calls"], gone["answers"], gone["attempts"]) == (5, 5, 5)
    assert rows("calls") == rows("answers") == rows("pin_attempts") == []
    assert not rooms.privacy.purge(hotlines, WORKING_DAY).total()


def test_a_call_is_noted_as_removed_once(rooms, hotlines, row, rows):
    """Were it there again, as another node kept it meanwhile, it goes as before."""
    for _ in range(2):
        row("CA1", BELGIUM, 100)
        assert rooms.privacy.purge(hotlines, WORKING_DAY)["calls"] == 1
    assert len(rows("removed_calls")) == 1


def test_a_call_under_way_is_left_alone(twilio, rooms, hotlines, rows):
    """However short the time, a call that began today goes on, and its tries count."""
    shortest = replace(hotlines[BELGIUM], retention=Retention(1, 1))
    twilio.arrive()
    twilio.press(1, "1")
    asked = twilio.press(2, "000000").text
    now = WORKING_DAY + timedelta(hours=23)
    assert not rooms.privacy.purge({BELGIUM: shortest}, now).total()
    assert twilio.press(2, "000000").text == asked
    assert rooms.pins.failures(ANNA) == 1


MONTH = 30 * 24
GUARDS = {
    "own failed long ago": (12, -MONTH, True),
    "own failed": (12, 1 - MONTH, False),
    "account failed long ago": (9, -MONTH, True),
    "account failed": (9, 1 - MONTH, False),
    "account locked": (10, -2 * MONTH, False),
    "caller whose window is over": (12, 0, True),
    "caller that rests": (12, 1, False),
    "withheld whose window is over": (100, 0, True),
    "withheld that rest": (100, 1, False),
}


def test_guards_go_when_they_hold_nobody_back(rooms, hotlines, rows):
    """Rests and locks stay, and failures for a month, whatever becomes of their tries."""
    with rooms.engine.begin() as connection:
        for subject, (failures, hours, _) in GUARDS.items():
            at = WORKING_DAY + timedelta(hours=hours)
            told = {"subject": subject, "failures": failures, "not_before": at}
            connection.execute(insert(GuardRow).values(told))
    over = {subject for subject, (_, _, is_over) in GUARDS.items() if is_over}
    assert rooms.privacy.purge(hotlines, WORKING_DAY)["guards"] == len(over)
    assert set(rows("pin_guards", "subject")) == set(GUARDS) - over
