"""A caller of the faults: answers whatever is asked until the balance, or the end.

Twilio's part is played as its documentation has it with `#rc=4&rp=all` behind the URL of
the webhook, as README.md advises: a connection that breaks is tried again, four times.
"""

import itertools
import random
import re
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx
from accounts import ACCOUNTS, PIN, amount_of, number_of

from ivr.domain.phrase import Line, say
from ivr.phone.captions import read_captions
from ivr.phone.verbs import (
    Dial,
    Gather,
    Hangup,
    Play,
    Redirect,
    Say,
    Verb,
    read_verbs,
)
from ivr.settings import Settings
from ivr.speech.catalog import catalog_of
from ivr.speech.sentence import sentence_of
from ivr.twilio.signature import HEADER, sign

HOTLINE, LOCALE = "+3278120001", "nl_BE"
TURNS, RETRIES, TIMEOUT_S = 16, 4, 15
SENT_TWICE = 0.1
RINGS_S, THINKS_S = 1, 0.3
"""Before a call, and before each key: who is quicker fills the time in which nothing
works with calls."""
PIN_DIGITS, NUMBER_DIGITS = 6, 2
ERAS = 8
HONEST = (
    "report.unavailable",
    "fault.try_again",
    "fault.sorry",
    "pin.closed",
    "pin.again",
)
LAST_KNOWN, MOMENT = "report.last_known", "report.moment"
TOLD = re.compile("hebt nog .*? op uw kaart")
CALLS = itertools.count()


@dataclass
class Tally:
    """What happened to all calls: *ends* by kind, *counts* by name, *seconds* a turn.

    *pins* are the calls and turns in which a PIN was keyed in.
    """

    ends: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    pins: set[tuple[str, int]] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, name: str) -> None:
        """Count something."""
        with self.lock:
            self.counts[name] += 1


@dataclass
class Caller:
    """One call from the telephone of account *index*; *era* tells that of the amounts.

    *fallback* is the document that another host has for when no server answers.
    """

    client: httpx.Client
    settings: Settings
    tally: Tally
    fallback: str
    index: int
    era: Callable[[], int]

    def __post_init__(self) -> None:
        """Have a call of one's own."""
        self._form = {
            "CallSid": f"CA{next(CALLS):032}",
            "From": number_of(self.index),
            "To": HOTLINE,
            "CallStatus": "in-progress",
        }
        self._began_in = self.era()
        self._heard: set[str] = set()

    def call(self) -> None:
        """Call, and note how it ended."""
        time.sleep(RINGS_S)
        twiml = self._post("/voice", {})
        for _ in range(TURNS):
            verbs = read_verbs(twiml) if twiml else ()
            self._listen(verbs)
            if self._is_over(verbs):
                break
            time.sleep(THINKS_S)
            twiml = self._post(*self._next(verbs))
        with self.tally.lock:
            self.tally.ends[self._ending()] += 1
        self._post("/voice/status", {"CallStatus": "completed"})

    def _is_over(self, verbs: tuple[Verb, ...]) -> bool:
        has_left = {"a balance", "report.unavailable"} & self._heard
        return bool(has_left) or not verbs or isinstance(verbs[-1], Hangup | Dial)

    def _ending(self) -> str:
        if "a balance" in self._heard:
            waited = " after a moment" if MOMENT in self._heard else ""
            return ("last known" if LAST_KNOWN in self._heard else "balance") + waited
        for sentence in HONEST:
            if sentence in self._heard:
                return sentence
        return "WITHOUT WORDS"

    def _listen(self, verbs: tuple[Verb, ...]) -> None:
        words = " ".join(map(self._words, _sounds(verbs)))
        if not words:
            self.tally.note("turns without words")
        names = (*HONEST, LAST_KNOWN, MOMENT)
        self._heard |= {name for name in names if _text(name) in words}
        for told in TOLD.findall(words):
            self._heard.add("a balance")
            if not self._is_right(told):
                self.tally.note("wrong amounts")

    def _is_right(self, told: str) -> bool:
        """Tell whether *told* is this account's now, or was when it was last known."""
        since = 0 if LAST_KNOWN in self._heard else self._began_in
        return AMOUNTS.get(told) in {
            (self.index, era) for era in range(since, self.era() + 1)
        }

    def _next(self, verbs: tuple[Verb, ...]) -> tuple[str, dict[str, str]]:
        match verbs[0]:
            case Gather(num_digits=digits, action=url):
                path = urlsplit(url).path
                if digits == PIN_DIGITS:
                    turn = int(path.rpartition("/")[2])
                    self.tally.pins.add((self._form["CallSid"], turn))
                    return path, {"Digits": PIN}
                is_number = (digits or NUMBER_DIGITS) >= NUMBER_DIGITS
                return path, {
                    "Digits": f"0{number_of(self.index)[3:]}" if is_number else "1"
                }
            case _:
                (url,) = (verb.url for verb in verbs if isinstance(verb, Redirect))
                return urlsplit(url).path, {}

    def _post(self, path: str, fields: dict[str, str]) -> str:
        """Post a webhook, one in ten of them twice, and give the answer."""
        answer = self._send(path, fields)
        if random.random() < SENT_TWICE:
            self.tally.note("webhooks sent twice")
            again = self._send(path, fields)
            if again != answer:
                self.tally.note("answered otherwise the second time")
        return answer

    def _send(self, path: str, fields: dict[str, str]) -> str:
        form = self._form | fields
        url = self.settings.public_url + path
        signature = sign(url, form, self.settings.auth_tokens[0])
        for attempt in range(RETRIES + 1):
            self.tally.note("webhooks")
            began_s = time.perf_counter()
            try:
                headers = {HEADER: signature}
                answer = self.client.post(url, data=form, headers=headers)
            except httpx.TransportError:
                self.tally.note("connections lost with a worker")
                time.sleep(0.1 * (attempt + 1))
                continue
            self.tally.seconds.append(time.perf_counter() - began_s)
            if answer.is_error:
                self.tally.note("HTTP errors")
            return answer.text
        self.tally.note("answered by the fallback of another host")
        return self.fallback

    def _words(self, sound: Play | Say) -> str:
        if isinstance(sound, Say):
            return sound.text
        url = sound.url
        for _ in range(RETRIES + 1):
            try:
                told = self.client.get(url.removesuffix(".wav") + ".vtt")
                return " ".join(caption.text for caption in read_captions(told.text))
            except httpx.TransportError:
                time.sleep(0.1)
        return ""


def _sounds(verbs: tuple[Verb, ...]) -> list[Play | Say]:
    nested = [
        sound
        for verb in verbs
        for sound in (verb.sounds if isinstance(verb, Gather) else (verb,))
    ]
    return [sound for sound in nested if isinstance(sound, Play | Say)]


def _text(sentence: str) -> str:
    return catalog_of(LOCALE).words(sentence)


def _amount_words(index: int, era: int) -> str:
    phrase = say("balance.amount", balance=amount_of(index, era))
    (told,) = TOLD.findall(sentence_of(Line(phrase, LOCALE)).text)
    return str(told)


AMOUNTS = {
    _amount_words(index, era): (index, era)
    for index in range(ACCOUNTS)
    for era in range(ERAS)
}
"""What is said of each amount, and whose it is, when."""
