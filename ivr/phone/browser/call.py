"""A call from a page: the player in a thread of its own, the page at the other end.

Rules of this file:
1. The auth token stays here: the page hears sounds and is told news.
2. A page that listens no more has hung up.
"""

import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, field

import httpx

from ivr.logs import log_of, name_of
from ivr.phone import transcript
from ivr.phone.browser.line import SLOW_S, Line
from ivr.phone.browser.news import News
from ivr.phone.browser.page_caller import PageCaller, PageEarpiece
from ivr.phone.captions import Caption
from ivr.phone.exchange import Exchange
from ivr.phone.faults import HotlineError
from ivr.phone.player import Player, Voice
from ivr.phone.sound import Sound
from ivr.phone.tape import Tape
from ivr.phone.transcript import Transcript
from ivr.phone.wav import wav_of

VANISHED_S = 30.0
"""How long a page may not listen before its call is hung up."""

LOOK_EVERY_S = 1.0

FAILED = "failed"
"""Why a call ended that the hotline did not carry to its end, beside `EndReason`."""

log = log_of(__name__)


@dataclass(frozen=True, slots=True)
class Order:
    """What was dialled: *caller* calls *hotline*, E.164 both, or it is `anonymous`.

    On a slow line the hotline's answers come late; a silent caller's keys go nowhere.
    *language* is the reader's, as the web writes it, "" if nobody reads along.
    """

    hotline: str
    caller: str = field(repr=False)
    is_slow: bool = False
    is_silent: bool = False
    language: str = ""


ExchangeOver = Callable[[httpx.Client], Exchange]


class BrowserCall:
    """A call as *order* says, to *hotline*, by an *exchange over* a client to it.

    *voice* says what `<Say>` has. Begin it with `place`.
    """

    def __init__(
        self,
        order: Order,
        exchange_over: ExchangeOver,
        hotline: httpx.BaseTransport,
        voice: Voice,
    ) -> None:
        self.news = News()
        self._order = order
        self._voice = voice
        self._tape = Tape()
        self._language = order.language
        self._earpiece = PageEarpiece(self.news, self._translated)
        self._caller = PageCaller(self._earpiece, Transcript(self._tell_words))
        line = Line(
            hotline,
            note=lambda peek: self.news.tell("peek", **asdict(peek)),
            is_secret=lambda: self._earpiece.is_secret,
            delay_s=SLOW_S if order.is_slow else 0.0,
        )
        self._client = httpx.Client(transport=line)
        self._leg = exchange_over(self._client).connect(order.caller, order.hotline)
        self._over = threading.Event()

    def place(self) -> None:
        """Begin the call, and look after it until it ends."""
        for work in (self._play, self._look_after):
            threading.Thread(target=work, name="phone", daemon=True).start()

    def press(self, keys: str) -> None:
        """Be told that *keys* were pressed."""
        if not self._order.is_silent:
            for key in keys:
                self._caller.press(key)

    def translate_into(self, language: str) -> None:
        """Have what is heard from now on translated into *language*."""
        self._language = language

    def played(self, sound: int) -> None:
        """Be told that the page has played *sound*, by its number, to its end."""
        self._caller.played(sound)

    def hang_up(self) -> None:
        """Be told that the caller hung up."""
        self._caller.leave()

    def sound(self, number: str) -> bytes | None:
        """Give the WAV of the sound that is played now, if that is its *number*."""
        playing = self._earpiece.playing
        if playing is None or str(playing[0]) != number:
            return None
        return wav_of(playing[1].samples)

    def recording(self) -> bytes | None:
        """Give the WAV of what was heard, None before the call is over."""
        return self._tape.wav() if self.news.is_over else None

    def _play(self) -> None:
        reason, message = FAILED, ""
        try:
            reason = Player(self._leg, self._caller, self._tape, self._voice).call()
        except HotlineError as error:
            message = str(error)
            log.warning("a call of the phone page failed", error=name_of(type(error)))
        except Exception:
            log.exception("a call of the phone page broke")
        finally:
            self._client.close()
            self._over.set()
            duration_s = self._caller.elapsed_s()
            self.news.end(reason=reason, message=message, duration_s=duration_s)

    def _translated(self, sound: Sound) -> tuple[Caption, ...]:
        """Give the captions of *sound* in the reader's language, as far as there are any."""
        language = self._language
        is_understood = all(it.locale.startswith(language) for it in sound.captions)
        if is_understood or not sound.url:
            return ()
        try:
            return self._leg.fetch_captions(sound.url, language)
        except HotlineError:
            return ()  # it does not speak that language: the call goes on all the same

    def _look_after(self) -> None:
        while not self._over.wait(LOOK_EVERY_S):
            if self.news.unheard_s() > VANISHED_S:
                self.hang_up()
                return

    def _tell_words(self, line: transcript.Line) -> None:
        self.news.tell(
            "words", who=line.who, text=line.text, keys=line.keys, locale=line.locale
        )
