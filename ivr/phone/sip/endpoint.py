"""The SIP endpoint: which request means what to which call.

Rules of this file:
1. An INVITE begins a call, or changes one whose tags it knows; there is no third way,
   and nothing begins before the caller has proven to know the password, if there is
   one.
2. What belongs to a call has its tags; to whoever has not there is no such call.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from aiosipua import (
    DialogState,
    IncomingCall,
    SipRequest,
    SipResponse,
    SipUAS,
    parse_uri,
)
from aiosipua.dialog import dialog_matches
from aiosipua.uas_requests import handle_ack

from ivr.logs import log_of
from ivr.phone.exchange import Exchange, Leg
from ivr.phone.player import Voice
from ivr.phone.sip.admission import Admission
from ivr.phone.sip.authentication import Digest
from ivr.phone.sip.call import FAILED, SipCall
from ivr.phone.sip.digits import PLAIN, RELAY, Manner, read_signal
from ivr.phone.sip.line import Line
from ivr.phone.sip.messages import (
    branch_of,
    is_too_large,
    method_of,
    own_address,
    required_by,
    response_to,
    sdp_of,
)
from ivr.phone.sip.offer import Offer, OfferError, read_offer
from ivr.phone.sip.parties import caller_of, dialled_of
from ivr.phone.sip.ports import PORTS, RandomPorts
from ivr.phone.sip.registration import granted
from ivr.phone.sip.repeats import Repeats
from ivr.phone.sip.throttle import Throttle
from ivr.phone.sip.transport import Address, Transport
from ivr.phone.sound import said

log = log_of(__name__)

FAREWELL_S = 2
"""How long telephones are waited for that are told that all calls end."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What calls come to: *hotline* if no number is dialled, *calls_at_once* at most.

    *digest* asks for the password, None if there is none; *throttle* slows guesses down.
    """

    hotline: str
    calls_at_once: int
    digest: Digest | None = None
    voice: Voice = said
    throttle: Throttle = field(default_factory=Throttle)


class Endpoint(SipUAS):
    """Takes calls at *transport*, and leads them through *exchange*."""

    def __init__(self, transport: Transport, exchange: Exchange, terms: Terms) -> None:
        super().__init__(transport, user_agent="Saldo")
        self._exchange = exchange
        self._terms = terms
        self._admission = Admission(terms.digest, terms.throttle)
        self._ours: dict[str, SipCall] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._repeats = Repeats()
        self._ports = RandomPorts(PORTS)
        self._pool = ThreadPoolExecutor(terms.calls_at_once, "call")
        self.on_reinvite = self._renegotiate
        self.on_ack_timeout = self._never_acknowledged
        self.on_bye = lambda incoming, _: self._ours[incoming.call_id].left()
        # What is not here is refused: above all to be sent elsewhere (REFER).
        self._handlers = {
            "INVITE": self._handle_invite,
            "ACK": self._acknowledge,
            "CANCEL": self._cancel,
            "BYE": self._handlers["BYE"],
            "INFO": self._inform,
            "OPTIONS": self._handle_options,
            "REGISTER": self._register,
            "UPDATE": self._handlers["UPDATE"],
        }

    async def stop(self) -> None:
        """End all calls, telling hotline and telephones, and close."""
        for call in self._ours.values():
            call.leave()
        if self._tasks:
            await asyncio.wait(self._tasks)
        await self._repeats.settle(FAREWELL_S)
        await super().stop()
        self._pool.shutdown()

    def _on_message(self, msg: SipRequest | SipResponse, addr: Address) -> None:
        if isinstance(msg, SipResponse):
            self._repeats.arrived(msg.call_id or "", method_of(msg))
            return
        try:
            self._handle_request(msg, addr)
        except (ValueError, IndexError):
            self._send_error(msg, 400, "Bad Request")

    def _handle_request(self, request: SipRequest, addr: Address) -> None:
        if request.method not in self._handlers:
            self._reply(request, 405, Allow=", ".join(self._handlers))
        elif is_too_large(request):
            self._reply(request, 413, "Request Entity Too Large")
        elif unknown := required_by(request):
            self._reply(request, 420, "Bad Extension", Unsupported=", ".join(unknown))
        else:
            super()._handle_request(request, addr)

    def _handle_invite(self, request: SipRequest, addr: Address) -> None:
        call = self._ours.get(request.call_id or "")
        if request.to_addr and request.to_addr.tag:
            self._change(call, request, addr)
        elif call is not None:
            self._reply(request, 482, "Loop Detected")
        elif self._is_admitted(request, addr):
            self._begin(request, addr)

    def _begin(self, request: SipRequest, addr: Address) -> None:
        if len(self._ours) >= self._terms.calls_at_once:
            self._reply(request, 486)
            return
        try:
            offer = read_offer(sdp_of(request))
        except OfferError:
            self._reply(request, 488)
            return
        super()._handle_invite(request, addr)
        self._remove_invite_transaction(request)  # it would stay for five minutes
        incoming = self._calls[request.call_id or ""]
        incoming.advertised_addr = own_address(self.transport.local_addr, addr)
        call = SipCall(incoming, offer, self._repeats)
        self._ours[incoming.call_id] = call
        task = asyncio.get_running_loop().create_task(self._conduct(call, offer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _conduct(self, call: SipCall, offer: Offer) -> None:
        incoming = call.incoming
        host, _ = incoming.advertised_addr or self.transport.local_addr
        leg = self._leg(incoming.invite)
        try:
            remote = incoming.source_addr[0]
            line = await Line.open(offer, host, remote, self._ports)
            await call.run(line, leg, self._pool, self._terms.voice)
        except Exception:
            # Whatever it is, it ends this call and no other.
            log.exception("a call failed")
            call.hang_up(FAILED)
        finally:
            del self._ours[incoming.call_id]
            self._calls.pop(incoming.call_id, None)

    def _leg(self, invite: SipRequest) -> Leg:
        user = invite.from_addr.uri.user if invite.from_addr else None
        caller = caller_of(user, invite.get_header("Privacy"))
        dialled = dialled_of(parse_uri(invite.uri).user, self._terms.hotline)
        return self._exchange.connect(caller, dialled)

    def _is_admitted(self, request: SipRequest, addr: Address) -> bool:
        """Tell whether whoever sent *request* may begin something; say so if not."""
        refusal = self._admission.refusal_of(request, addr[0])
        if refusal is not None:
            self.transport.send_reply(refusal)
        return refusal is None

    def _change(self, call: SipCall | None, request: SipRequest, addr: Address) -> None:
        """Let the telephone change its call: hold it, or move its sound."""
        if call is None or not dialog_matches(call.dialog, request):
            self._reply(request, 481)
        elif call.dialog.state is not DialogState.CONFIRMED:
            self._reply(request, 491, "Request Pending")
        else:
            try:
                call.consider(sdp_of(request) if request.body else None)
            except OfferError:
                self._reply(request, 488)
            else:
                super()._handle_invite(request, addr)

    def _renegotiate(self, incoming: IncomingCall) -> None:
        self._ours[incoming.call_id].renegotiate()

    def _acknowledge(self, request: SipRequest, addr: Address) -> None:
        handle_ack(self, request, addr)
        call_id = request.call_id or ""
        self._repeats.arrived(call_id, "ACK")
        call = self._ours.get(call_id)
        if call is not None and dialog_matches(call.dialog, request):
            call.acknowledged()

    def _never_acknowledged(self, incoming: IncomingCall) -> None:
        self._ours[incoming.call_id].leave()

    def _cancel(self, request: SipRequest, addr: Address) -> None:
        """End a call that was not taken yet; one that was is ended by BYE."""
        del addr
        call = self._ours.get(request.call_id or "")
        if call is None or branch_of(call.incoming.invite) != branch_of(request):
            self._reply(request, 481)
            return
        self._reply(request, 200)
        call.cancelled()

    def _inform(self, request: SipRequest, addr: Address) -> None:
        """Take a key that comes in a request."""
        del addr
        call = self._ours.get(request.call_id or "")
        if call is None:
            self._reply(request, 481)
            return
        if not self._validate_in_dialog(call.dialog, request):
            return
        try:
            key = request.body and read_signal(request.content_type or "", request.text)
        except LookupError:
            self._reply(
                request, 415, "Unsupported Media Type", Accept=f"{RELAY}, {PLAIN}"
            )
            return
        if key:
            call.press(str(key), Manner.INFO)
        self._reply(request, 200)

    def _register(self, request: SipRequest, addr: Address) -> None:
        if self._is_admitted(request, addr):
            self.transport.send_reply(granted(request))

    def _reply(
        self, request: SipRequest, status: int, reason: str = "", **headers: str
    ) -> None:
        self.transport.send_reply(response_to(request, status, reason, headers))
