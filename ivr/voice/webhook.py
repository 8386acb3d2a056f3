"""Twilio's voice webhooks: the whole way of a turn, in one view.

Rules of this file:
1. Who is not Twilio gets 403 and nothing else.
2. Whatever else fails is spoken: no caller ever hears an error page.
3. A turn that comes again gets the answer that it got before.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, g, request
from werkzeug.exceptions import Forbidden, HTTPException, MethodNotAllowed, NotFound

from ivr.calls.conductor import Conductor
from ivr.calls.moment import Moment
from ivr.calls.store import Calls, TooManyCallsError
from ivr.dialogue.call import Call, begin
from ivr.dialogue.events import Answered, CalledTooOften, Event
from ivr.dialogue.faults import apology, not_in_service, start_again
from ivr.dialogue.menu import AGENT
from ivr.dialogue.turn import Turn
from ivr.domain.hotline import Hotline
from ivr.domain.msisdn import calling_number
from ivr.domain.phrase import Line
from ivr.domain.secret import Secret
from ivr.logs import log_of, masked
from ivr.speech.speech import Speech
from ivr.twilio.form import ENDED, BadFormError, VoiceForm, glance, read_voice_form
from ivr.twilio.signature import is_from_twilio
from ivr.twilio.twiml import twiml
from ivr.voice import turn_log
from ivr.voice.events import event_of, left_s
from ivr.voice.turn_log import TurnLog

LAST_RESORT_LOCALE = "en"

log = log_of(__name__)


@dataclass(frozen=True, slots=True)
class VoiceDoor:
    """The parts that the voice webhooks join; *now* gives the time (UTC)."""

    hotlines: Mapping[str, Hotline]
    calls: Calls
    conductor: Conductor
    speech: Speech
    public_url: str
    auth_tokens: tuple[Secret, ...]
    now: Callable[[], datetime]
    turn_log: TurnLog

    def arrive(self) -> str:
        """Answer a call that arrives."""
        form = self._form()
        answered = self.calls.answer(form.call_sid, 0)
        return answered or self._open(form, 0)

    def turn(self, turn: int) -> str:
        """Answer what the caller did in *turn*."""
        form = self._form()
        if answered := self.calls.answer(form.call_sid, turn):
            return answered
        kept = self.calls.take(form.call_sid)
        if kept is None:
            return self._open(form, turn)
        if turn != kept.turn or kept.call.is_over:
            return self.calls.answer(form.call_sid, kept.turn - 1) or self.sorry()
        moment = Moment(form.call_sid, turn, self.now())
        event = event_of(form, kept.call, moment)
        call, heard = self.conductor.conduct(kept.call, event, moment)
        turn_log.stand(call)
        answer = self._twiml(heard, turn + 1, left_s(call, moment.at), *_way_on(call))
        return self.calls.put_back(moment, call, answer)

    def status(self) -> None:
        """Note what Twilio says has become of a call."""
        try:
            form = self._form()
        except BadFormError as error:
            log.error("a status cannot be read", reason=str(error))  # noqa: TRY400 - no trace needed
            return
        if form.call_status in ENDED:
            if self.calls.close(form.call_sid, form.call_status, self.now()):
                turn_log.end(form.call_status)
            log.info("call ended", status=form.call_status)

    def sorry(self) -> str:
        """Apologise in the caller's language, as far as it is known, and hang up."""
        return self._twiml(apology(self._locale()), 0)

    def require_signature(self) -> None:
        """Refuse whoever is not Twilio."""
        if not is_from_twilio(request, self.public_url, self.auth_tokens):
            log.warning("refused: no right signature", path=masked(request.path))
            raise Forbidden
        g.is_signed = True
        self.turn_log.begin(self.hotlines)

    def _open(self, form: VoiceForm, turn: int) -> str:
        """Begin a call; in a *turn* other than 0 it is one that we have lost."""
        if self.calls.was_removed(form.call_sid):
            log.warning("refused: the call was removed")
            return self.sorry()
        hotline = self.hotlines.get(form.dialled)
        if hotline is None:
            log.error("no hotline has this number")
            return self._twiml(not_in_service(self._locales()), 0)
        moment = Moment(form.call_sid, turn, self.now())
        local = moment.at.astimezone(ZoneInfo(hotline.time_zone))
        caller = calling_number(form.caller)
        if caller is None:
            return self._begin(hotline, Answered(local, None), moment)
        # Nothing is read for one call too many, but among those that come side by side.
        if not self.calls.are_enough(caller, hotline.limits, moment):
            with suppress(TooManyCallsError):
                return self._begin(hotline, Answered(local, caller), moment)
        return self._begin(hotline, CalledTooOften(local, caller), moment)

    def _begin(self, hotline: Hotline, event: Event, moment: Moment) -> str:
        call, heard = self.conductor.conduct(begin(hotline), event, moment)
        turn_log.stand(call)
        if moment.turn:
            heard = _after_apology(heard, call.locale)
        answer = self._twiml(
            heard, moment.turn + 1, left_s(call, moment.at), *_way_on(call)
        )
        return self.calls.open(moment, call, answer)

    def _twiml(
        self, heard: Turn, turn: int, left_s: int | None = None, *way_on: Line
    ) -> str:
        turn_log.answer(heard)
        spoken = self.speech.prepare(heard.lines, self.now().timestamp(), way_on)
        action = f"{self.public_url}/voice/turn/{turn}"
        return twiml(spoken, heard.act, action, self._speech_url, left_s)

    def _speech_url(self, token: str) -> str:
        return f"{self.public_url}/speech/{token}.wav"

    def _locale(self) -> str:
        """Find the caller's language when something has failed: whatever answers."""
        seen = glance(request.form)
        try:
            kept = self.calls.take(seen.call_sid)
        except Exception:  # noqa: BLE001 - the caller is owed words, whatever broke
            kept = None
        if kept is not None:
            return kept.call.locale
        hotline = self.hotlines.get(seen.dialled)
        return hotline.languages[0] if hotline else LAST_RESORT_LOCALE

    def _locales(self) -> list[str]:
        offered = [
            locale for hotline in self.hotlines.values() for locale in hotline.languages
        ]
        return list(dict.fromkeys(offered))

    @staticmethod
    def _form() -> VoiceForm:
        return read_voice_form(request.form.to_dict(flat=False))


def blueprint(door: VoiceDoor) -> Blueprint:
    """Give the routes of *door*."""
    voice = Blueprint("voice", __name__, url_prefix="/voice")
    voice.before_app_request(turn_log.start)
    voice.before_request(door.require_signature)
    voice.after_request(turn_log.write)
    voice.teardown_app_request(turn_log.leave)

    @voice.post("")
    def arrive() -> Response:
        return _xml(door.arrive())

    @voice.post("/turn/<int:turn>")
    def turn(turn: int) -> Response:
        return _xml(door.turn(turn))

    @voice.post("/status")
    def status() -> Response:
        door.status()
        return Response(status=204)

    @voice.app_errorhandler(NotFound)
    @voice.app_errorhandler(MethodNotAllowed)
    def astray(error: HTTPException) -> Response | HTTPException:
        if not request.path.startswith(voice.url_prefix or "/"):
            return error
        try:
            door.require_signature()
        except HTTPException:  # what is too large to be read is no better signed
            return Response(status=Forbidden.code)
        path = masked(request.path)
        log.error("no such webhook", method=request.method, path=path)
        return _xml(door.sorry())

    @voice.errorhandler(BadFormError)
    def bad_form(error: BadFormError) -> Response:
        log.error("a webhook cannot be read", reason=str(error))
        return _xml(door.sorry())

    @voice.errorhandler(Exception)
    def fault(error: Exception) -> Response:
        if not g.get("is_signed"):
            return Response(status=Forbidden.code)
        log.error("a turn failed", exc_info=error)
        return _xml(door.sorry())

    return voice


def _way_on(call: Call) -> tuple[Line, ...]:
    """Give what follows a figure that no language can say: a person can."""
    return (call.line(AGENT.phrase),) if call.can_reach_agent else ()


def _after_apology(heard: Turn, locale: str) -> Turn:
    return replace(heard, lines=(Line(start_again(), locale), *heard.lines))


def _xml(text: str) -> Response:
    return Response(text, mimetype="text/xml")
