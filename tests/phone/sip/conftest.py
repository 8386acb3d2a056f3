"""What the tests of SIP share: an endpoint on a real socket, and telephones."""

import asyncio
import threading

import pytest
from fakes.hotline import DIALLED, gather, response
from fakes.softphone import HOST, Softphone, eventually

from ivr.phone.sip.endpoint import Endpoint, Terms
from ivr.phone.sip.g711 import PCMU, encode
from ivr.phone.sip.transport import Transport
from ivr.phone.wav import wav_of

PIN_SAMPLE = b"\x03\x04"
"""The one sample of the question for the PIN, by which it is known."""


class Running:
    """An endpoint in a thread with an event loop of its own."""

    def __init__(self, exchange, terms):
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=self._run, args=(exchange, terms))
        self._thread.start()
        assert self._ready.wait(10)

    @property
    def port(self):
        return self.endpoint.transport.local_addr[1]

    def stop(self):
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    def stop_in_the_background(self):
        """Begin to stop, and give the thread that does."""
        stopping = threading.Thread(target=self.stop)
        stopping.start()
        return stopping

    def _run(self, exchange, terms):
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve(exchange, terms))

    async def _serve(self, exchange, terms):
        self.endpoint = Endpoint(Transport((HOST, 0)), exchange, terms)
        await self.endpoint.start()
        self._ready.set()
        await self._stop.wait()
        await self.endpoint.stop()


class Timer:
    """Gives seconds, which a test sets."""

    at_s = 1_000_000.0

    def __call__(self):
        return self.at_s


@pytest.fixture
def timer():
    return Timer()


@pytest.fixture
def start(monkeypatch, exchange):
    """Give what starts an endpoint before the exchange, on *terms*."""
    # Telephones of tests are gone by the end, and answer no goodbye.
    monkeypatch.setattr("ivr.phone.sip.endpoint.FAREWELL_S", 0.1)
    running = []

    def start(**terms):
        terms = {"hotline": DIALLED, "calls_at_once": 4} | terms
        running.append(Running(exchange, Terms(**terms)))
        return running[-1]

    yield start
    for endpoint in running:
        endpoint.stop()


@pytest.fixture
def menu(hotline):
    """Let the hotline ask for a key, for a PIN, and say goodbye."""
    hotline.speaks("/speech/bye.wav", 0.1, (0, 0.1, "Goodbye."))
    hotline.speaks("/speech/pin.wav", 6, (0, 1.5, "Your PIN, please."))
    hotline.sounds["/speech/pin.wav"] = wav_of(PIN_SAMPLE * 48_000)
    hotline.documents |= {
        "/voice": response(gather('numDigits="1" timeout="5"')),
        "/voice/turn/1": response(
            '<Gather action="/voice/turn/2" numDigits="6" timeout="5">'
            "<Play>/speech/pin.wav</Play></Gather>"
        ),
        "/voice/turn/2": response("<Play>/speech/bye.wav</Play>", "<Hangup/>"),
    }
    return hotline


@pytest.fixture
def until_pin():
    """Give what waits until a telephone hears the question for the PIN.

    Keys before it are no answer to it: a telephone line forgets them.
    """
    octets = encode(PIN_SAMPLE, PCMU)

    def until_pin(phone):
        eventually(lambda: any(octets in it.payload for it in phone.ear.packets))

    return until_pin


@pytest.fixture
def slow_voice(menu, exchange):
    """Give an event: until it is set, the hotline does not answer a new call."""
    answers = threading.Event()
    ring = menu.documents["/voice"]

    class Documents(dict):
        def __getitem__(self, path):
            assert path != "/voice" or answers.wait(20)
            return super().__getitem__(path)

    menu.documents = Documents(menu.documents, **{"/voice": ring})
    yield answers
    answers.set()


@pytest.fixture
def running(start, menu):
    """Give an endpoint before the fake hotline."""
    return start()


@pytest.fixture
def make_phone():
    """Give a maker of telephones that call an endpoint."""
    made = []

    def make(endpoint, number="+32470654321"):
        made.append(Softphone(endpoint.port, number))
        return made[-1]

    yield make
    for phone in made:
        phone.close()


@pytest.fixture
def softphone(make_phone, running):
    return make_phone(running)
