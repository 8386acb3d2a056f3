"""What a card holds beside money: data, minutes, messages (TMF654's usage types)."""

from dataclasses import dataclass
from enum import StrEnum


class UsageType(StrEnum):
    """TMF654's `UsageType`, without `monetary`, which is `Money` here."""

    DATA = "data"
    VOICE = "voice"
    SMS = "sms"


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket of *usage_type*; *remaining* and *used* are kilobytes (10³ bytes),
    minutes or messages.
    """

    usage_type: UsageType
    remaining: int
    used: int = 0


@dataclass(frozen=True, slots=True)
class Minutes:
    """A number of call minutes, as a value that can be spoken."""

    count: int


@dataclass(frozen=True, slots=True)
class Messages:
    """A number of text messages, as a value that can be spoken."""

    count: int
