"""The log of turns: whose call a webhook is of, and how its turn went.

Callers stand in it by a pseudonym, as `ivr.twilio.parties` makes them.
"""

import time
from collections.abc import Container
from dataclasses import dataclass

from flask import Response, g, request

from ivr import metrics
from ivr.dialogue.acts import Act, Ask, HangUp, Transfer, Wait
from ivr.dialogue.call import Call
from ivr.dialogue.turn import Turn
from ivr.logs import bind, clear, log_of
from ivr.sealing import Seal
from ivr.twilio.form import glance
from ivr.twilio.parties import party

CALL_LETTERS = 12
NOWHERE = "none"

ACTS: dict[type[Act], str] = {
    Ask: "ask",
    Transfer: "transfer",
    Wait: "wait",
    HangUp: "hang_up",
}

log = log_of(__name__)


@dataclass(frozen=True, slots=True)
class TurnLog:
    """Tells whose turn it is; *pseudonyms* seal the numbers."""

    pseudonyms: Seal

    def begin(self, hotlines: Container[str]) -> None:
        """Begin with a request that is Twilio's: every line tells which call it is of.

        Another number than that of one of *hotlines* may be somebody's.
        """
        sent = glance(request.form)
        is_ours = sent.is_inbound and sent.dialled in hotlines
        bind(
            call=self.pseudonyms.pseudonym(sent.call_sid)[:CALL_LETTERS],
            caller=party(sent.caller, self.pseudonyms),
            hotline=sent.dialled if is_ours else party(sent.dialled, self.pseudonyms),
            turn=(request.view_args or {}).get("turn", 0),
        )


def start() -> None:
    """Start the clock of a request; what a request before it left is forgotten."""
    clear()
    g.began_s = time.perf_counter()


def stand(call: Call) -> None:
    """Have every line from here on tell where *call* stands."""
    g.place = call.place.value
    bind(place=g.place)


def answer(heard: Turn) -> None:
    """Note what is *heard*: the act, and how the call ends if it does.

    Why it ends is the first sentence; what to do then may follow it.
    """
    g.answer = {"act": ACTS[type(heard.act)]}
    for line in heard.lines[-1:]:
        g.answer["locale"] = line.locale
        if isinstance(heard.act, HangUp | Transfer):
            g.answer["end"] = heard.lines[0].phrase.sentence


def write(response: Response) -> Response:
    """Write the line of a turn: one that was answered before has nothing new."""
    if g.get("is_signed") and request.endpoint != "voice.status":
        event = "turn answered" if "answer" in g else "turn answered again"
        duration_s = time.perf_counter() - g.began_s
        _count(g.get("answer", {}), duration_s)
        log.info(event, **g.get("answer", {}), duration_ms=round(duration_s * 1000))
    return response


def end(status: str) -> None:
    """Count a call that Twilio says is over with *status*, and we did not end."""
    metrics.calls_ended.labels(status).inc()


def _count(answer: dict[str, str], duration_s: float) -> None:
    """Count a turn, once, and a call that it ends."""
    if not answer:
        return
    act, place = answer["act"], g.get("place", NOWHERE)
    metrics.turns.labels(place, act).observe(duration_s)
    if act == ACTS[HangUp]:
        metrics.calls_ended.labels(answer.get("end", NOWHERE)).inc()


def leave(_error: BaseException | None) -> None:
    """Forget whose request this was."""
    clear()
