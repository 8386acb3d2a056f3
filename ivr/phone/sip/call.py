"""One call: its dialogue in SIP, its line, and the player in a thread of its own.

Rules of this file:
1. The call is taken when the hotline has its first words, and they begin when the
   telephone has said that it knows: nobody misses the first syllable.
2. However it ends, the hotline is told, and the telephone too if it is still there.
"""

import asyncio
import threading
from concurrent.futures import Executor
from typing import cast

from aiosipua import Dialog, IncomingCall

from ivr.phone.exchange import Leg
from ivr.phone.live import LiveCaller
from ivr.phone.player import EndReason, Player, Voice
from ivr.phone.sip.digits import Keypad, Manner
from ivr.phone.sip.earpiece import LineEarpiece
from ivr.phone.sip.line import Line
from ivr.phone.sip.offer import Offer, read_offer
from ivr.phone.sip.repeats import Repeats
from ivr.phone.sip.transport import Address, Transport
from ivr.phone.sound import Sound
from ivr.phone.tape import Tape
from ivr.phone.transcript import Line as Words
from ivr.phone.transcript import Transcript

UNAVAILABLE = 480
BUSY = 486
TERMINATED = 487
FAILED = 500
DECLINED = 603
REASONS = {TERMINATED: "Request Terminated", DECLINED: "Decline"}
"""What the library has no words for."""

REFUSALS = {EndReason.REJECTED: DECLINED, EndReason.BUSY: BUSY}
"""How `<Reject>` is said in SIP; Twilio's reference names no codes."""


class SipCall:
    """The call of *incoming*, with the sound of *offer*."""

    def __init__(self, incoming: IncomingCall, offer: Offer, repeats: Repeats) -> None:
        self.incoming = incoming
        self._offer = offer
        self._repeats = repeats
        self._loop = asyncio.get_running_loop()
        self._line: Line | None = None
        self._caller: LiveCaller | None = None
        self._keypad = Keypad()
        self._is_taken = False
        self._is_told = False
        self._is_over = False
        self._decided = threading.Event()

    @property
    def dialog(self) -> Dialog:
        """Give the dialogue, by which its requests are known."""
        return self.incoming.dialog

    async def run(self, line: Line, leg: Leg, pool: Executor, voice: Voice) -> None:
        """Play the call of *leg* in a thread of *pool*, to its end."""
        self._line = line
        earpiece = LineEarpiece(line, self._loop, self._wait_until_taken)
        self._caller = LiveCaller(earpiece, Transcript(_forget))
        earpiece.tell = self._caller.played
        line.on_key = lambda key: self.press(key, Manner.EVENT)
        if self._is_over:
            self._caller.leave()
        else:
            self.incoming.ringing()
        player = Player(leg, self._caller, _NoTape(), voice)
        status = FAILED
        try:
            reason = await self._loop.run_in_executor(pool, player.call)
            status = REFUSALS.get(reason, UNAVAILABLE)
        finally:
            self.hang_up(status)
            await line.close()

    def press(self, key: str, manner: Manner) -> None:
        """Be told of a *key* that came in this *manner*."""
        if self._caller is not None and self._keypad.counts(manner):
            self._caller.press(key)

    def acknowledged(self) -> None:
        """Be told that the telephone knows that the call is taken."""
        self._decided.set()

    def left(self) -> None:
        """Be told that the telephone has ended the call."""
        self._is_told = True
        self.leave()

    def cancelled(self) -> None:
        """Be told that the telephone gives up before the call is taken."""
        if not self._is_taken:
            self.hang_up(TERMINATED)
            self.leave()

    def leave(self) -> None:
        """End the call as if the caller left; the telephone is told."""
        self._is_over = True
        if self._caller is not None:
            self._caller.leave()
        self._decided.set()

    def consider(self, sdp: str | None) -> None:
        """Read what the telephone wants in mid-call; None if it asks what we do.

        Raises OfferError if it is not what is heard now, only elsewhere or held.
        """
        if sdp is not None:
            self._offer = read_offer(sdp, (self._offer.payload_type,))

    def renegotiate(self) -> None:
        """Do what was considered last, and say so."""
        if self._line is not None:
            self._line.follow(self._offer)
            self._accept(self._line)

    def _wait_until_taken(self) -> bool:
        """Take the call and wait until the telephone knows, in the player's thread."""
        if not self._decided.is_set():
            self._loop.call_soon_threadsafe(self._take)
            self._decided.wait()
        return not self._is_over

    def _take(self) -> None:
        if self._is_over or self._is_taken or self._line is None:
            return
        self._is_taken = True
        self._line.start()
        self._accept(self._line)

    def _accept(self, line: Line) -> None:
        host, _ = self._address
        self.incoming.accept(self._offer.answer(host, line.port))

    @property
    def _address(self) -> Address:
        transport = cast("Transport", self.incoming.transport)
        return self.incoming.advertised_addr or transport.local_addr

    def hang_up(self, status: int) -> None:
        """Tell the telephone that the call is over, unless it knows."""
        if self._is_told:
            return
        self._is_told = True
        if self._is_taken:
            self._say_bye()
            return
        reason = REASONS.get(status, "")
        key = (self.incoming.call_id, "ACK")
        self._repeats.send(key, lambda: self.incoming.reject(status, reason))

    def _say_bye(self) -> None:
        host, port = self._address
        bye = self.dialog.create_request("BYE", via_host=host, via_port=port)
        self.dialog.terminate()
        transport = cast("Transport", self.incoming.transport)
        source = self.incoming.source_addr
        key = (self.incoming.call_id, "BYE")
        self._repeats.send(key, lambda: transport.send(bye, source))


class _NoTape(Tape):
    """A tape that keeps nothing: whoever calls hears it, and that is all."""

    def record(self, sound: Sound, heard_s: float) -> None:
        """Forget *sound*."""
        del sound, heard_s


def _forget(words: Words) -> None:
    del words
