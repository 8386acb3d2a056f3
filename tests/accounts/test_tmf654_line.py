"""The line to a charging system: whatever is wrong with it, it fails by name and in time."""

import re
import ssl
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import ANNA, Clock
from fakes.certificate import expired_certificate
from fakes.charging import Answer, charging, error
from fakes.tmf654 import MONEY, refusal, settings_of, tells, value

from ivr.accounts.tmf654 import Tmf654Accounts
from ivr.domain.money import Money

FIVE = Money(500, "EUR")
BYTE_BY_BYTE = 0.02


def test_connections_are_used_again(source, system):
    """A caller does not pay for a new connection at every question."""
    tells(system, MONEY)
    asked = source()
    for _ in range(3):
        asked.read(ANNA)
    assert len({it.connection for it in system.requests}) == 1


def test_a_connection_that_is_gone_is_made_anew(source, system):
    """That the other side closed one in between costs nobody their balance."""
    tells(system, MONEY)
    asked = source()
    system.instead["bucket"] = Answer(200, b"[]", {"Connection": "close"})
    asked.read(ANNA)
    del system.instead["bucket"]
    assert asked.read(ANNA).balance == FIVE


def test_who_hangs_up_is_asked_once_more(source, system):
    """A connection may end just when it is used again; a second time is an answer."""
    tells(system, MONEY)
    asked = source()
    system.hang_ups = 1
    assert asked.read(ANNA).balance == FIVE
    system.hang_ups = 2
    assert "does not answer" in refusal(asked)


def test_everybody_hears_their_own_balance(source, system):
    """Questions asked at once over the same connections keep their answers apart."""
    numbers = [f"+3247000{n:04}" for n in range(60)]
    for n, msisdn in enumerate(numbers):
        system.add("bucket", msisdn, **value(n, "EUR"))
    asked = source(time_limit_s=8)
    with ThreadPoolExecutor(12) as threads:
        read = list(threads.map(asked.read, numbers))
    assert [it.balance.minor_units for it in read] == [n * 100 for n in range(60)]
    assert [it.msisdn for it in read] == numbers


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_nobody_is_led_elsewhere(source, system, status):
    """A redirect is not followed: an account is asked of nobody else."""
    elsewhere = {"Location": f"{system.url}/accumulatedBalance"}
    system.instead["bucket"] = Answer(status, b"", elsewhere)
    assert str(status) in refusal(source())
    assert system.asked("accumulatedBalance") == []


@pytest.mark.parametrize(
    "status", [400, 401, 403, 405, 409, 418, 429, 500, 502, 503, 504]
)
def test_an_error_is_no_account(source, system, status):
    """Whatever goes wrong over there, nobody is told that they have no account."""
    system.instead["bucket"] = error(status)
    assert str(status) in refusal(source())


@pytest.mark.parametrize(
    "answer",
    [Answer(204, b""), error(404), Answer(200, b"[]")],
    ids=["204", "404", "[]"],
)
def test_no_records_are_no_account(source, system, answer):
    """An empty list, no content and TM Forum's 404 all say that nobody has the number."""
    system.instead["bucket"] = answer
    assert source().read(ANNA) is None


@pytest.mark.parametrize(
    "body",
    [
        b"<h1>Not Found</h1>",
        b"",
        b"{}",
        b'{"type": "about:blank", "title": "No route"}',
    ],
)
def test_a_wrong_address_is_no_unknown_number(source, system, body):
    """A 404 of anybody but the charging system itself says nothing of the number."""
    system.instead["bucket"] = Answer(404, body)
    refusal(source())


BROKEN = {
    "cut short": '[{"usageType": "monetary"',
    "no JSON": "<html>",
    "nothing": "",
    "not even text": "\ud800",
    "a word": '"none"',
    "a number": "5",
    "null": "null",
    "a list of words": '["bucket"]',
    "an error with 200": '{"code": "60", "reason": "broken"}',
    "too deep": "[" * 100_000,
    "too long": f'[{{"name": "{"x" * 1024 * 1024}"}}]',
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_a_broken_answer_is_none(source, system, text):
    """What is no list of records of a bearable size is not read."""
    system.instead["bucket"] = Answer(200, text.encode("utf-8", "surrogatepass"))
    refusal(source())


HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: "
RAW = {
    "shorter than it says": HEAD + b"90\r\n\r\n[]",
    "no head": b"[]",
    "packed": HEAD + b"2\r\nContent-Encoding: gzip\r\n\r\n[]",
    "cut in the head": b"HTTP/1.1 200 OK\r\nContent-",
}


@pytest.mark.parametrize("raw", RAW.values(), ids=RAW)
def test_a_broken_line_is_none(source, system, raw):
    """An answer that does not keep to HTTP, or ends too early, is not read."""
    system.instead["bucket"] = Answer(raw=raw)
    refusal(source())


SLOW = {
    "before the answer": Answer(raw=b"H", drip_s=60),
    "in the head": Answer(raw=HEAD + b"2\r\n\r\n[]" * 99, drip_s=BYTE_BY_BYTE),
    "in the body": Answer(200, b" " * 999 + b"[]", drip_s=BYTE_BY_BYTE),
}


@pytest.mark.parametrize("answer", SLOW.values(), ids=SLOW)
def test_an_answer_that_drips_is_given_up(system, tmp_path, answer):
    """The whole answer is due within the time limit, not each byte of it."""
    settings = settings_of(system.url, tmp_path, time_limit_s=0.5)
    asked = Tmf654Accounts(settings.tmf654, Clock())
    system.instead["bucket"] = answer
    began = time.monotonic()
    assert "does not answer" in refusal(asked)
    # Dripping to its end would take twenty seconds.
    assert time.monotonic() - began < 5
    asked.close()


def test_nobody_there_is_no_account(tmp_path):
    """A refused connection is a source that cannot answer."""
    with charging() as gone:
        settings = settings_of(gone.url, tmp_path)
    refusal(Tmf654Accounts(settings.tmf654, Clock()))


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """Make a certificate for 127.0.0.1 that nobody vouches for, and that is over."""
    folder = tmp_path_factory.mktemp("certificate")
    return expired_certificate(folder)


def test_a_certificate_that_is_over_is_not_trusted(tmp_path, certificate, monkeypatch):
    """Even of a known authority: who answers may be anybody."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    with charging(tls) as system:
        tells(system, MONEY)
        assert "expired" in refusal(
            Tmf654Accounts(settings_of(system.url, tmp_path).tmf654, Clock())
        )
        assert system.requests == []


def test_a_refusal_names_nobody(source, system, caplog):
    """What is told and logged of a failure has no number, no figure and no token."""
    tells(system, value("exactly 71.8055", "EUR"))
    asked = source(IVR_TMF654_HEADER="X-Api-Key: k3y")
    for answer in (
        None,
        error(500),
        Answer(200, b'[{"71.80": "+32470654321'),
        Answer(raw=b"x"),
    ):
        if answer:
            system.instead["bucket"] = answer
        told = refusal(asked)
        told = re.sub(r'File ".*?"|line \d+', "", told) + caplog.text
        assert not re.search(r"654321|71|k3y", told)
