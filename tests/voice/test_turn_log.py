"""The log of turns, whose calls they are of."""

import io
import json

import pytest
from conftest import ANNAS_PIN, BELGIUM, NIGHT, WORKING_DAY
from structlog.contextvars import get_contextvars

from ivr import logs

BERT = "+32470123456"
WHOSE = {"call", "caller", "hotline", "turn"}
EVERY_LINE = {"timestamp", "level", "logger", "event"} | WHOSE


@pytest.fixture
def lines(twilio):
    """Give what lines there are."""
    stream = io.StringIO()
    logs.set_up(stream, logs.INFO, as_json=True)
    return lambda: [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_turn_is_one_line(twilio, lines):
    """Where the call is, what we do, in which language, how long it took: no more."""
    twilio.arrive()
    twilio.press(1, "1")
    twilio.press(2, ANNAS_PIN)
    turns = lines()
    for line in turns:
        assert set(line) == EVERY_LINE | {"place", "act", "locale", "duration_ms"}
        assert 0 <= line["duration_ms"] < 60_000
    told = [(line["turn"], line["place"], line["act"]) for line in turns]
    assert told == [(0, "menu", "ask"), (1, "pin", "ask"), (2, "balance", "ask")]


@pytest.mark.parametrize(
    ("at", "keys", "act", "end"),
    [
        (NIGHT, "1 111111 222222 333333", "hang_up", "pin.end"),
        (WORKING_DAY, "1 111111 222222 333333", "transfer", "pin.person"),
        (WORKING_DAY, "0", "transfer", "agent.connecting"),
        (NIGHT, "5 5 5 5", "hang_up", "end.missed"),
    ],
)
def test_the_last_line_tells_the_end(twilio, lines, clock, at, keys, act, end):
    """By the name of the sentence that says why, before what to do then."""
    clock.at = at
    twilio.arrive()
    for turn, word in enumerate(keys.split(), 1):
        twilio.press(turn, word)
    *before, last = lines()
    assert (last["act"], last["end"]) == (act, end)
    assert not any("end" in line for line in before)


def test_a_call_is_known_by_pseudonyms(twilio, lines):
    """The same in all its lines, another for others, and two digits of the number."""
    twilio.arrive()
    twilio.press(1, "1")
    twilio.post("/voice", CallSid="CA2", From=BERT)
    first, second, other = ({name: line[name] for name in WHOSE} for line in lines())
    assert first["hotline"] == BELGIUM
    assert first["caller"].endswith("…/21")
    assert other["caller"].endswith("…/56")
    assert len(first["caller"]) == len("a1b2c3…/21")
    assert second == first | {"turn": 1}
    assert len({first["call"], other["call"]}) == 2
    assert len({first["caller"][:6], other["caller"][:6]}) == 2


@pytest.mark.parametrize("sent", ["", "anonymous", "+266696687", "sip:anna@home"])
def test_who_shows_no_number_has_no_pseudonym(twilio, lines, sent):
    """A caller without a number is told as one, whatever was sent instead."""
    twilio.arrive(From=sent)
    assert lines()[0]["caller"] == "withheld"


def test_a_number_that_we_called_is_a_pseudonym(twilio, lines):
    """Where the call goes out, or is to no hotline, the number is somebody's."""
    twilio.post("/voice", To=BERT, Direction="outbound-api")
    twilio.post("/voice", To=BERT)
    twilio.post("/voice", To=BELGIUM, Direction="outbound-api")
    told = [line["hotline"][-4:] for line in lines()]
    assert told == ["…/56"] * 4 + ["…/01"]


def test_a_turn_that_comes_again_is_told_as_one(twilio, lines):
    """Nothing was done, and nothing else is told."""
    twilio.arrive()
    twilio.arrive()
    *_, again = lines()
    assert again["event"] == "turn answered again"
    assert set(again) == EVERY_LINE | {"duration_ms"}


def test_the_end_of_a_call_is_a_line(twilio, lines):
    """With what Twilio says of it."""
    twilio.arrive()
    twilio.post("/voice/status", CallStatus="completed")
    *_, ended = lines()
    assert (ended["event"], ended["status"]) == ("call ended", "completed")


def test_nothing_is_bound_after_a_request(twilio, client, lines):
    """The next request of the thread is not taken for one of the same call."""
    twilio.arrive()
    assert get_contextvars() == {}
    client.post("/voice")
    *_, refused = lines()
    assert refused["event"] == "refused: no right signature"
    assert not WHOSE & set(refused)


def test_a_path_without_a_webhook_is_told_without_numbers(twilio, lines):
    """The operator reads where Twilio posts to, and no caller's number in it."""
    twilio.post(f"/voice/{BERT}")
    stray = lines()[0]
    assert (stray["event"], stray["path"]) == ("no such webhook", "/voice/…")
