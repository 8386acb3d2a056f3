"""sipp and baresip hear a balance from the real hotline, and it hears their keys.

What they hear is compared with what the hotline says to a caller in virtual time.
"""

import io
import time
import wave
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

import httpx
import pytest
from conftest import ANNA, ANNAS_PIN, BELGIUM
from fakes.g711 import decoded
from fakes.likeness import ALIKE, RATE_HZ, likeness
from fakes.softphone import Ear, eventually
from fakes.telephones import baresip, call_by_sipp, is_registered_by_sipp

from ivr.domain.secret import Secret
from ivr.phone.exchange import Exchange
from ivr.phone.pace import Pace
from ivr.phone.sip.authentication import Account, Digest

OTHER = "+32470000010"
OTHERS_PIN = "264575"
"""Somebody who hears the same voice say that there is no credit left."""

AMOUNT = "septante et un euros quatre-vingts"


@dataclass
class Overhearing:
    """A WSGI application that keeps the forms that *app* is sent."""

    app: object
    forms: list = field(default_factory=list)

    def __call__(self, environ, start_response):
        body = environ["wsgi.input"].read()
        environ["wsgi.input"] = io.BytesIO(body)
        self.forms.append((environ["PATH_INFO"], dict(parse_qsl(body.decode()))))
        return self.app(environ, start_response)

    @property
    def digits(self):
        """Give what was keyed, turn by turn."""
        return [form["Digits"] for _, form in self.forms if "Digits" in form]

    @property
    def ended(self):
        return [form for path, form in self.forms if path == "/voice/status"]


@pytest.fixture
def hotline(app, sqlite_file):
    """Give the real hotline, overheard; one kind of database is enough here."""
    return Overhearing(app)


@pytest.fixture
def exchange(hotline, settings):
    with httpx.Client(transport=httpx.WSGITransport(hotline)) as client:
        yield Exchange(
            client, settings.public_url, settings.account_sid, settings.auth_tokens[0]
        )


@pytest.fixture
def report_of(phone, tmp_path):
    """Give what gives the words and the samples of the report on an account."""

    def report(number, pin):
        called = phone.call(number, BELGIUM, f"1 {pin}", Pace.NEW)
        last = max(
            at for at, it in enumerate(called.lines) if it.who == "caller" and it.keys
        )
        lines = [it for it in called.lines[last:] if it.who == "hotline"]
        called.tape.save(tmp_path / "report.wav")
        with wave.open(str(tmp_path / "report.wav")) as reader:
            samples = reader.readframes(reader.getnframes())
        length = round(sum(it.audio_s for it in lines[:2]) * RATE_HZ) * 2
        start = len(samples) - round(sum(it.audio_s for it in lines) * RATE_HZ) * 2
        words = " ".join(it.text for it in lines)
        return words, samples[start : start + length]

    return report


def assert_heard(recording, report_of):
    """Assert that Anna's report, and nobody else's, is in *recording*."""
    words, report = report_of(ANNA, ANNAS_PIN)
    assert AMOUNT in words
    assert likeness(report, recording) > ALIKE
    _, other = report_of(OTHER, OTHERS_PIN)
    assert likeness(other, recording) < ALIKE


def test_sipp_hears_the_balance(start, hotline, report_of, tmp_path):
    """The keys of its events reach the webhook, and the amount is the account's."""
    endpoint = start()
    ear = Ear()
    keys = {"caller": ANNA, "pin": ANNAS_PIN, "recorder_port": str(ear.port)}
    call_by_sipp(endpoint.port, BELGIUM, keys, tmp_path)
    eventually(lambda: hotline.ended)
    ear.close()
    assert hotline.digits == ["1", ANNAS_PIN]
    assert_heard(decoded(ear.octets()), report_of)


def test_baresip_hears_the_balance(start, hotline, report_of, tmp_path):
    """The keys of its events reach the webhook, and the amount is the account's."""
    endpoint = start()
    _, report = report_of(ANNA, ANNAS_PIN)
    with baresip(tmp_path, ANNA) as telephone:
        telephone.do("dial", f"sip:{BELGIUM}@127.0.0.1:{endpoint.port}")
        telephone.wait_for("CALL_ESTABLISHED")
        hotline.forms.clear()
        time.sleep(1)
        telephone.do("sndcode", "1")
        eventually(lambda: hotline.digits == ["1"])
        time.sleep(2)  # keys before the question are no answer to it
        for key in ANNAS_PIN:
            time.sleep(0.3)
            telephone.do("sndcode", key)
        eventually(lambda: len(hotline.digits) == 2)
        time.sleep(len(report) / 2 / RATE_HZ + 4)
        telephone.do("hangup")
        telephone.wait_for("CALL_CLOSED")
        eventually(lambda: hotline.ended)
    assert hotline.digits == ["1", ANNAS_PIN]
    assert_heard(telephone.recording(), report_of)


PASSWORD = "correct-horse-battery"


@pytest.fixture
def guarded(start):
    """Give an endpoint that asks for a password."""
    return start(digest=Digest(Account("desk", Secret(PASSWORD))))


@pytest.mark.parametrize(("password", "is_let_in"), [(PASSWORD, True), ("no", False)])
def test_sipp_proves_to_know_the_password(guarded, tmp_path, password, is_let_in):
    """It answers the challenge in its own way, and not with another password."""
    is_in = is_registered_by_sipp(guarded.port, "desk", password, tmp_path)
    assert is_in == is_let_in


def test_baresip_proves_to_know_the_password(guarded, hotline, tmp_path):
    """It calls with the account of README."""
    account = f';auth_user=desk;auth_pass="{PASSWORD}"'
    with baresip(tmp_path, ANNA, account) as telephone:
        telephone.do("dial", f"sip:{BELGIUM}@127.0.0.1:{guarded.port}")
        telephone.wait_for("CALL_ESTABLISHED")
        telephone.do("hangup")
        eventually(lambda: hotline.ended)
