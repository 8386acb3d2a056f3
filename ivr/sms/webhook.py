"""Twilio's webhook for text messages: the whole way of one, in one view.

Rules of this file:
1. Who is not Twilio gets 403 and nothing else.
2. The answer is the same whoever writes, whatever they write, however often.
3. What was written is kept nowhere.
4. Whatever fails is answered with nothing: no error, and no words that went wrong.

A machine that answers us is answered as well: nothing is kept that could tell it from a
person. Twilio ends a loop that is fast: after 30 answers to one number within 30 seconds
it sends no more (error 14107). Our own numbers never answer one another.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, g, request
from werkzeug.exceptions import Forbidden

from ivr.domain.hotline import Hotline
from ivr.domain.msisdn import calling_number
from ivr.domain.secret import Secret
from ivr.logs import bind, clear, log_of, masked
from ivr.sealing import Seal
from ivr.sms.answer import answer
from ivr.twilio.form import BadFormError, MessageForm, glance, read_message_form
from ivr.twilio.parties import party
from ivr.twilio.reply import no_reply, reply
from ivr.twilio.signature import is_from_twilio

log = log_of(__name__)


@dataclass(frozen=True, slots=True)
class SmsDoor:
    """The parts that the webhook joins; *pseudonyms* seal the numbers in the log."""

    hotlines: Mapping[str, Hotline]
    public_url: str
    auth_tokens: tuple[Secret, ...]
    pseudonyms: Seal

    def arrive(self) -> str:
        """Answer a text message that arrives."""
        form = read_message_form(request.form.to_dict(flat=False))
        hotline = self.hotlines.get(form.dialled)
        if hotline is None:
            log.error("no hotline has this number")
            return no_reply()
        if reason := self._reason_for_silence(form):
            log.info("text not answered", reason=reason)
            return no_reply()
        answered = reply(answer(hotline))
        log.info("text answered", locale=hotline.languages[0])
        return answered

    def require_signature(self) -> None:
        """Refuse whoever is not Twilio."""
        if not is_from_twilio(request, self.public_url, self.auth_tokens):
            log.warning("refused: no right signature", path=masked(request.path))
            raise Forbidden
        g.is_signed = True
        sent = glance(request.form)
        is_ours = sent.dialled in self.hotlines
        bind(
            caller=party(sent.caller, self.pseudonyms),
            hotline=sent.dialled if is_ours else party(sent.dialled, self.pseudonyms),
        )

    def _reason_for_silence(self, form: MessageForm) -> str | None:
        sender = calling_number(form.sender)
        if sender is None:
            return "the sender is no telephone number"
        if sender in self.hotlines:
            return "the sender is a hotline"
        return "the sender opts out" if form.opts_out else None


def blueprint(door: SmsDoor) -> Blueprint:
    """Give the route of *door*."""
    sms = Blueprint("sms", __name__, url_prefix="/sms")
    sms.before_request(door.require_signature)

    @sms.post("")
    def text() -> Response:
        return _xml(door.arrive())

    @sms.errorhandler(BadFormError)
    def bad_form(error: BadFormError) -> Response:
        log.error("a text cannot be read", reason=str(error))
        return _xml(no_reply())

    @sms.errorhandler(Exception)
    def fault(error: Exception) -> Response:
        if not g.get("is_signed"):
            return Response(status=Forbidden.code)
        log.error("a text failed", exc_info=error)
        return _xml(no_reply())

    @sms.teardown_request
    def leave(_error: BaseException | None) -> None:
        clear()

    return sms


def _xml(text: str) -> Response:
    return Response(text, mimetype="text/xml")
