"""Keys that a telephone sends: as events among its sound (RFC 4733), or in SIP INFO.

Rules of this file:
1. A key counts on the first packet of its event that comes, so that lost ends lose
   nothing; whatever repeats that event afterwards counts no more.
2. Timestamps alone do not tell events apart: some telephones begin again at the same
   one for each key. The marker, the event and its end do the rest.
3. A telephone that sends its keys in both ways is believed in the first.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from enum import Enum

from ivr.phone.captions import KEYS

EVENT_BYTES = 4
END = 0x80
LONGEST_EVENT = 0xFFFF
"""In ticks: a key that is held longer goes on in another event."""

BEHIND = 100
"""Packets that are late by as many, or fewer, are old ones; more is a new count."""

RELAY = "application/dtmf-relay"
PLAIN = "application/dtmf"


@dataclass(frozen=True, slots=True)
class Event:
    """A packet of an event: which key, from when (*timestamp*), and is it over.

    *source* tells who sent it.
    """

    code: int = field(repr=False)
    is_end: bool
    timestamp: int
    sequence: int
    marker: bool
    source: Hashable

    def continues(self, before: "Event") -> bool:
        """Tell whether this is of the same press of a key as the packet *before*."""
        if self.code != before.code or self.source != before.source:
            return False
        if self.timestamp == before.timestamp:
            # Some mark the end: only a marker before it tells of a press anew.
            return self.is_end or not (self.marker or before.is_end)
        gone_on = (before.timestamp + LONGEST_EVENT) % 2**32
        return self.timestamp == gone_on and not (self.marker or before.is_end)

    def is_older_than(self, before: "Event") -> bool:
        """Tell whether this was sent before the packet *before*, or is the same."""
        behind = (before.sequence - self.sequence) % 2**16
        return self.source == before.source and behind <= BEHIND


def read_event(
    payload: bytes, *, timestamp: int, sequence: int, marker: bool, source: Hashable
) -> Event | None:
    """Read the *payload* of a packet; None if it is no event."""
    if len(payload) < EVENT_BYTES:
        return None
    is_end = bool(payload[1] & END)
    return Event(payload[0], is_end, timestamp, sequence, marker, source)


class EventReceiver:
    """Makes keys of the packets of events."""

    def __init__(self) -> None:
        self._last: Event | None = None

    def receive(self, event: Event) -> str | None:
        """Give the key that *event* begins, None if it begins none."""
        last = self._last
        if last is not None and event.is_older_than(last):
            return None
        self._last = event
        if last is not None and event.continues(last):
            return None
        return KEYS[event.code] if event.code < len(KEYS) else None


def read_signal(content_type: str, body: str) -> str | None:
    """Give the key in the *body* of a SIP INFO, None if there is none.

    Raises LookupError if it is of another *content_type* than digits have.
    """
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in {RELAY, PLAIN}:
        raise LookupError(kind)
    lines = [line.partition("=") for line in body.splitlines()]
    signals = [it.strip() for name, _, it in lines if name.strip().lower() == "signal"]
    text = signals[0] if signals else body.strip() if kind == PLAIN else ""
    if text in {"10", "11"}:  # by the number of the event
        return KEYS[int(text)]
    return text if len(text) == 1 and text in KEYS else None


class Manner(Enum):
    """How a key was sent."""

    EVENT = "event"
    INFO = "info"


class Keypad:
    """Lets keys through that come in the manner of the first."""

    def __init__(self) -> None:
        self._manner: Manner | None = None

    def counts(self, manner: Manner) -> bool:
        """Tell whether a key that came in this *manner* is one."""
        self._manner = self._manner or manner
        return self._manner is manner
