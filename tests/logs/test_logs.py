"""The logs: what a line tells, and what it cannot."""

import io
import logging
import warnings

import pytest
from aiosipua import SipMessage
from sqlalchemy import create_engine, text

from ivr import logs
from ivr.domain.account import Account
from ivr.domain.money import Money
from ivr.domain.secret import Secret
from ivr.logs.line import FIELDS

ANNA = "+32470654321"
TOKEN = "x" * 40
log = logs.log_of("ivr.somewhere")


def test_a_line_is_one_object_with_known_fields_in_order(lines):
    """When, how grave, where from, what: then what else there is, in the table's order."""
    log.info("turn answered", locale="fr_BE", act="ask", turn=2)
    (told,) = lines.told
    assert list(told) == [name for name in FIELDS if name in told]
    assert told["timestamp"].endswith("+00:00")
    del told["timestamp"]
    assert told == {
        "level": "info",
        "logger": "ivr.somewhere",
        "event": "turn answered",
        "turn": 2,
        "act": "ask",
        "locale": "fr_BE",
    }


@pytest.mark.parametrize(
    "fields",
    [
        {"digits": "314159"},
        {"balance": Money(7180, "EUR")},
        {"reason": Money(7180, "EUR")},
        {"reason": Secret("314159")},
        {"reason": Account(ANNA, "fr_BE", Money(7180, "EUR"), None)},
        {"reason": [ANNA]},
    ],
    ids=str,
)
def test_what_is_not_in_the_table_is_dots(lines, fields):
    """Neither a field that nobody thought about nor an object is told."""
    log.info("turn answered", **fields)
    (name,) = fields
    assert lines.told[0][name] == "…"


@pytest.mark.parametrize(
    ("message", "told"),
    [
        (f"no answer for {ANNA}", "no answer for …"),
        ("keyed 0470 65-43 21#", "keyed …#"),
        ("PIN=1234", "PIN=…"),
        ("PIN=１２３４", "PIN=…"),
        (f"GET /speech/{TOKEN[:9]}.wav", "GET /speech/….wav"),
        (f"token {TOKEN}", "token …"),
        ("3 of 250 tries at 12:30", "3 of 250 tries at 12:30"),
    ],
)
def test_lines_of_others_lose_numbers_and_links(lines, message, told):
    """They go the same way, and what is as long as a PIN, or sealed, is left out."""
    logging.getLogger("acme").warning("%s", message, extra={"number": ANNA})
    line = lines.told[0]
    assert (line["event"], line["logger"]) == (told, "acme")
    assert set(line) <= set(FIELDS)


@pytest.mark.parametrize("control", ["\n", "\r\n", "\0", "\x1b[2J", "\x9b2J", "\u2028"])
def test_no_line_of_others_ends_early_or_steers_a_terminal(control):
    """What somebody sends cannot look like a line of its own, nor clear the screen."""
    stream = io.StringIO()
    logs.set_up(stream, logs.INFO, as_json=False)
    logging.getLogger("acme").warning("no such page: %s", f"/a{control}error b")
    log.warning("refused", path=logs.masked(f"/a{control}error b"))
    told = stream.getvalue().splitlines()
    assert len(told) == 2
    assert not [line for line in told if control in line]


def test_warnings_of_python_are_lines_too(lines):
    """What would go to stderr as it is goes to the log, without numbers."""
    with warnings.catch_warnings():
        warnings.simplefilter("default")
        logging.captureWarnings(capture=False)
        logging.captureWarnings(capture=True)
        warnings.warn(f"no account {ANNA}", stacklevel=1)
    assert "no account …" in lines.told[0]["event"]


def test_statements_and_addresses_are_never_logged(lines):
    """Whatever level is asked for, the databases and the web keep to warnings."""
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        connection.execute(text(f"SELECT '{ANNA}'"))
    engine.dispose()
    for name in ("httpx", "sqlalchemy.engine", "twilio.http_client"):
        logging.getLogger(name).info("GET https://hotline.example")
    assert lines.told == []


def test_a_line_that_cannot_be_written_is_lost(lines, capfd):
    """The fault of a line of others is not shown with what was in it."""
    logging.getLogger("acme").error("%d calls", ANNA)
    assert lines.getvalue() == ""
    assert capfd.readouterr() == ("", "")


def test_what_is_bound_is_in_every_line_until_it_is_cleared(lines):
    """Lines of others too tell which call they are of."""
    logs.bind(call="0123456789ab", turn=2)
    log.info("ours")
    logging.getLogger("acme").warning("theirs")
    logs.clear()
    log.info("of no call")
    assert [line.get("call") for line in lines.told] == ["0123456789ab"] * 2 + [None]


def test_a_level_holds_for_our_lines(lines):
    """What is below it is not written, and costs no thought."""
    logs.set_up(lines, logs.ERROR, as_json=True)
    log.warning("it may rain")
    assert lines.getvalue() == ""


def test_datagrams_that_anybody_sends_fill_no_log(lines):
    """aiosipua warns of each whose body is not as long as it says; it is not heard."""
    SipMessage.parse(b"OPTIONS sip:a SIP/2.0\r\nContent-Length: 9\r\n\r\nshort")
    assert lines.told == []
