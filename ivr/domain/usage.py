"""What a card holds beside money: data, minutes, messages (TMF654's usage types)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

KILOBYTES_PER_GB = 1_000_000
KILOBYTES_PER_MB = 1_000


class UsageType(StrEnum):
    """TMF654's `UsageType`, without `monetary`, which is `Money` here."""

    DATA = "data"
    VOICE = "voice"
    SMS = "sms"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket of *usage_type*; *remaining* and *used* are kilobytes (10³ bytes),
    minutes or messages, and pieces of whatever *name* says where the type is OTHER.

    *remaining* is under 0 where more was used than there was. *name* is the source's
    own, "" if it has none; *valid_until* is the last day, None if the source names
    none: the bucket then ends when the card does.
    """

    usage_type: UsageType
    remaining: int
    used: int = 0
    name: str = ""
    is_unlimited: bool = False
    is_shared: bool = False
    valid_until: date | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is left."""
        return not self.is_unlimited and self.remaining <= 0


def merged(buckets: Iterable[Bucket]) -> list[Bucket]:
    """Add up the buckets that nobody could tell apart, in order of the first of each.

    Two of one usage type with one name and one end are one to whom they belong.
    """
    told_apart: dict[Bucket, Bucket] = {}
    for bucket in buckets:
        like = replace(bucket, remaining=0, used=0)
        known = told_apart.get(like, like)
        told_apart[like] = replace(
            known,
            remaining=known.remaining + max(bucket.remaining, 0),
            used=known.used + max(bucket.used, 0),
        )
    return list(told_apart.values())


class DataUnit(StrEnum):
    """A unit that people count data in; each is a thousand of the one below."""

    GB = "GB"
    MB = "MB"
    KB = "KB"


@dataclass(frozen=True, slots=True)
class Data:
    """An amount of data in *kilobytes* (10³ bytes), as a value that can be spoken."""

    kilobytes: int

    def in_units(self) -> tuple[DataUnit, int, int]:
        """Give the largest unit that fits, how many whole ones, and hundredths."""
        for unit, size in (
            (DataUnit.GB, KILOBYTES_PER_GB),
            (DataUnit.MB, KILOBYTES_PER_MB),
        ):
            if self.kilobytes >= size:
                whole, rest = divmod(self.kilobytes, size)
                return unit, whole, rest * 100 // size
        return (DataUnit.KB if self.kilobytes else DataUnit.MB), self.kilobytes, 0

    def rounded(self) -> "Data":
        """Give what people say: tenths of a gigabyte, whole megabytes; never more."""
        steps = {DataUnit.GB: KILOBYTES_PER_GB // 10, DataUnit.MB: KILOBYTES_PER_MB}
        step = steps.get(self.in_units()[0], 1)
        return Data(self.kilobytes // step * step)


@dataclass(frozen=True, slots=True)
class Minutes:
    """A number of call minutes, as a value that can be spoken."""

    count: int


@dataclass(frozen=True, slots=True)
class Messages:
    """A number of text messages, as a value that can be spoken."""

    count: int
