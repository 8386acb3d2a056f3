"""The player: carries out TwiML documents as Twilio does.

Rules of this file (twilio.com/docs/voice/twiml/gather):
1. Only a sound inside a Gather can be cut by a key, which is then the first key.
2. A Gather is complete with its number of keys, with its finish key, or when no
   further key came in time; without any key the next verb follows.
3. A document without a next verb ends the call.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urljoin

from ivr.phone.exchange import Document, Leg
from ivr.phone.faults import HotlineError
from ivr.phone.handset import CallerHungUpError, Handset, Question
from ivr.phone.sound import Sound, said
from ivr.phone.tape import Tape
from ivr.phone.verbs import (
    Dial,
    Gather,
    Hangup,
    Play,
    Redirect,
    Reject,
    Say,
    Verb,
    read_verbs,
)

DOCUMENTS_PER_CALL = 200
"""More than a patient caller can hear: beyond it, documents only lead to another."""


Voice = Callable[[str, str | None], Sound]
"""Gives the sound of a text in a language, as Twilio names it (fr-BE)."""


class EndlessCallError(HotlineError):
    """The hotline leads from document to document without an end."""


class EndReason(StrEnum):
    """Who or what ended a call."""

    HUNG_UP_BY_HOTLINE = "hung_up_by_hotline"
    HUNG_UP_BY_CALLER = "hung_up_by_caller"
    TRANSFERRED = "transferred"
    REJECTED = "rejected"
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class _Answer:
    digits: str = field(repr=False)
    finished_on_key: str = ""

    @property
    def keys(self) -> str:
        return self.digits + self.finished_on_key


class Player:
    """Plays the call of *leg* to *handset* and records it on *tape*.

    *voice* says what `<Say>` has.
    """

    def __init__(
        self, leg: Leg, handset: Handset, tape: Tape, voice: Voice = said
    ) -> None:
        self._leg = leg
        self._handset = handset
        self._tape = tape
        self._voice = voice
        self._was_transferred = False

    def call(self) -> EndReason:
        """Place the call, stay until it ends, and tell the hotline that it has."""
        try:
            reason = self._stay()
        except CallerHungUpError:
            reason = EndReason.HUNG_UP_BY_CALLER
        except BaseException:
            with suppress(HotlineError):
                self._leg.hang_up(self._handset.elapsed_s())
            raise
        self._leg.hang_up(self._handset.elapsed_s())
        return reason

    def _stay(self) -> EndReason:
        document = self._received(self._leg.ring())
        for _ in range(DOCUMENTS_PER_CALL):
            then = self._carry_out(document)
            if isinstance(then, EndReason):
                return then
            document = then
        raise EndlessCallError(
            f"The hotline did not end the call in {DOCUMENTS_PER_CALL} documents."
        )

    def _carry_out(self, document: Document) -> Document | EndReason:
        for verb in read_verbs(document.twiml):
            then = self._do(verb, document.url)
            if then is not None:
                return then
        return self._hung_up()

    def _do(self, verb: Verb, base_url: str) -> Document | EndReason | None:
        match verb:
            case Play() | Say():
                self._hear(self._sound(verb, base_url), until_key=False)
                return None
            case Gather():
                return self._gather(verb, base_url)
            case Redirect(url, method):
                return self._request(urljoin(base_url, url), {}, method)
            case Dial():
                return self._dial(verb, base_url)
            case Reject(reason):
                return EndReason.BUSY if reason == "busy" else EndReason.REJECTED
            case Hangup():
                return self._hung_up()

    def _hung_up(self) -> EndReason:
        if self._was_transferred:
            return EndReason.TRANSFERRED
        return EndReason.HUNG_UP_BY_HOTLINE

    def _gather(self, gather: Gather, base_url: str) -> Document | None:
        self._was_transferred = False
        sounds = tuple(self._sound(verb, base_url) for verb in gather.sounds)
        question = Question(gather, sounds)
        self._handset.asked(question)
        answer = self._answer(question)
        self._handset.answered(question, answer.keys if answer else "")
        if answer is None:
            return None
        fields = {"Digits": answer.digits}
        if answer.finished_on_key:
            fields["FinishedOnKey"] = answer.finished_on_key
        return self._request(urljoin(base_url, gather.action), fields, gather.method)

    def _answer(self, question: Question) -> _Answer | None:
        gather = question.gather
        digits = ""
        key = self._first_key(question)
        while key is not None:
            if key == gather.finish_on_key:
                return _Answer(digits, key)
            digits += key
            if len(digits) == gather.num_digits:
                return _Answer(digits)
            key = self._handset.await_key(gather.timeout_s)
        return _Answer(digits) if digits else None

    def _first_key(self, question: Question) -> str | None:
        for sound in question.sounds:
            key = self._hear(sound, until_key=True)
            if key is not None:
                return key
        return self._handset.await_key(question.gather.timeout_s)

    def _dial(self, dial: Dial, base_url: str) -> Document | None:
        transfer = self._handset.transferred(dial.number, dial.timeout_s)
        self._was_transferred = transfer.status == "completed"
        if dial.action is None:
            return None
        fields = {
            "DialCallStatus": transfer.status,
            "DialCallDuration": str(transfer.duration_s),
        }
        return self._request(urljoin(base_url, dial.action), fields, dial.method)

    def _hear(self, sound: Sound, *, until_key: bool) -> str | None:
        heard = self._handset.hear(sound, until_key=until_key)
        self._tape.record(sound, heard.heard_s)
        if heard.left:
            raise CallerHungUpError
        return heard.key

    def _sound(self, verb: Play | Say, base_url: str) -> Sound:
        if isinstance(verb, Say):
            return self._voice(verb.text, verb.language)
        return self._leg.fetch_sound(urljoin(base_url, verb.url))

    def _request(self, url: str, fields: Mapping[str, str], method: str) -> Document:
        return self._received(self._leg.request(url, fields, method))

    def _received(self, document: Document) -> Document:
        self._handset.waited(document.server_s)
        return document
