"""How an error is told: its type and its way, without its message."""

import io
import logging
import re
import sqlite3
from contextlib import closing

import pytest

from ivr import logs
from ivr.domain.money import Money

ANNA = "+32470654321"
log = logs.log_of("ivr.somewhere")


def read():
    raise sqlite3.OperationalError(f"no row for {ANNA}")


def fail():
    try:
        read()
    except sqlite3.OperationalError as error:
        raise LookupError(f"{ANNA} is not here") from error


def fail_alone():
    try:
        read()
    except sqlite3.OperationalError:
        raise LookupError(f"{ANNA} is not here") from None


@pytest.mark.parametrize("logger", [log, logging.getLogger("acme")], ids=["we", "they"])
def test_an_error_is_told_without_its_message(lines, logger):
    """Type and way, of what led to it first; not what it says, which may be anything."""
    try:
        fail()
    except LookupError:
        logger.exception("it failed")
    told = lines.told[0]["exception"].splitlines()
    ways = [re.sub(":[0-9]+", "", line).strip() for line in told]
    assert ways == [
        "sqlite3.OperationalError",
        f"{__name__} fail",
        f"{__name__} read",
        "LookupError",
        f"{__name__} test_an_error_is_told_without_its_message",
        f"{__name__} fail",
    ]
    assert "470654321" not in lines.getvalue()


def ask_nonsense():
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("nonsense")


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("(SQLITE_ERROR)", ask_nonsense),
        ("(ENOENT)", lambda: open("/nowhere/+32470654321")),  # noqa: PTH123, SIM115
    ],
)
def test_an_error_tells_its_code(lines, code, fault):
    """What has a code can be told apart without a message."""
    with pytest.raises((sqlite3.Error, OSError)) as raised:
        fault()
    log.error("it failed", exc_info=raised.value)
    assert lines.told[0]["exception"].splitlines()[0].endswith(code)


def test_errors_that_lead_to_each_other_come_to_an_end(lines):
    """A ring of causes is told once."""
    first, second = KeyError("a"), ValueError("b")
    first.__cause__, second.__cause__ = second, first
    log.error("it failed", exc_info=first)
    assert lines.told[0]["exception"].splitlines() == ["ValueError", "KeyError"]


def test_a_hidden_cause_stays_hidden(lines):
    """`raise … from None` is as good as its word."""
    with pytest.raises(LookupError) as raised:
        fail_alone()
    log.error("it failed", exc_info=raised.value)
    assert "sqlite3" not in lines.told[0]["exception"]


def test_without_set_up_nothing_more_is_told(caplog):
    """Whoever writes our lines otherwise gets neither messages nor objects from them."""
    try:
        fail()
    except LookupError:
        log.exception("it failed", reason=Money(7180, "EUR"))
    assert "LookupError" in caplog.text
    assert "470654321" not in caplog.text
    assert "7180" not in caplog.text


def test_a_terminal_gets_lines_for_people():
    """The same fields, readable, with the way of an error below."""
    stream = io.StringIO()
    logs.set_up(stream, logs.INFO, as_json=False)
    try:
        fail()
    except LookupError:
        log.exception("it failed", locale="fr_BE")
    first, *rest = stream.getvalue().splitlines()
    assert "it failed" in first
    assert "locale=fr_BE" in first
    assert "sqlite3.OperationalError" in rest
    assert "470654321" not in stream.getvalue()
