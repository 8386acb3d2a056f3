"""Rows of a file of accounts: what they say, or what is wrong with them. Pure.

Rules of this file:
1. A row is taken whole or refused; nothing in it is guessed, rounded or mended.
2. What is refused is told by its column, in words, and never quoted: any cell can hold
   a number or a balance, where the columns have slipped.
"""

import csv
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from ivr.accounts.cells import CellError, day, moment, msisdn, plan, scaled, status
from ivr.domain.account import Account
from ivr.domain.money import Money
from ivr.domain.usage import Bucket, UsageType

Value = TypeVar("Value")

UNLIMITED = "unlimited"


class BucketColumns(NamedTuple):
    """The columns of one kind of bucket, whose unit has so many *decimals* to keep."""

    usage_type: UsageType
    left: str
    used: str
    valid_until: str
    decimals: int


BUCKETS = (
    # Megabytes in a file, kilobytes in a bucket.
    BucketColumns(
        UsageType.DATA, "data_mb_left", "data_mb_used", "data_valid_until", 3
    ),
    BucketColumns(
        UsageType.VOICE, "minutes_left", "minutes_used", "minutes_valid_until", 0
    ),
    BucketColumns(
        UsageType.SMS, "messages_left", "messages_used", "messages_valid_until", 0
    ),
)
NEEDED = ("msisdn", "locale", "currency", "balance")
IGNORED = "bad"
"""Where a file of bad rows says what is wrong: mended, it can be imported as it is."""
OPTIONAL = (
    *("valid_until", "status", "plan", "as_of"),
    *(name for kind in BUCKETS for name in (kind.left, kind.used, kind.valid_until)),
    IGNORED,
)
COLUMNS = (*NEEDED, *OPTIONAL)


class HeaderError(ValueError):
    """The first line of a file does not name the columns as it should."""


class RowError(ValueError):
    """A row cannot be taken: what is wrong, and in which *column*, if it is one's."""

    def __init__(self, reason: str, column: str = "") -> None:
        self.column = column
        super().__init__(f"{column}: {reason}" if column else reason)


@dataclass(frozen=True, slots=True)
class Layout:
    """What the first line of a file says: its *columns* in order, and what parts them."""

    columns: tuple[str, ...]
    delimiter: str


def layout_of(header: str) -> Layout:
    """Read the first line of a file, or say what is wrong with it."""
    header = header.removeprefix("\ufeff").strip()
    if not header:
        raise HeaderError("Line 1 is empty: it must name the columns.")
    delimiter = ";" if ";" in header else ","
    cells = _cells(header, delimiter)
    columns = tuple(cell.strip().lower() for cell in cells)
    unknown = [
        _told(name, number)
        for number, name in enumerate(columns, 1)
        if name not in COLUMNS
    ]
    if unknown:
        raise HeaderError(
            f"Line 1 has columns that are not known: {', '.join(unknown)}. "
            f"Known are: {', '.join(COLUMNS)}."
        )
    if missing := [name for name in NEEDED if name not in columns]:
        raise HeaderError(f"Line 1 lacks columns: {', '.join(missing)}.")
    if twice := sorted({name for name in columns if columns.count(name) > 1}):
        raise HeaderError(f"Line 1 has columns twice: {', '.join(twice)}.")
    return Layout(columns, delimiter)


@dataclass(frozen=True, slots=True)
class Rows:
    """Reads rows of a *layout*.

    *locales* are the languages that there are, *decimals* says how many each currency
    has.
    """

    layout: Layout
    locales: Collection[str]
    decimals: Mapping[str, int]

    def account(self, text: str) -> Account:
        """Give the account that the line *text* tells, or fail with a `RowError`."""
        row = self._row(text)
        currency = _read(row, "currency", self._currency)
        return Account(
            msisdn=_read(row, "msisdn", msisdn),
            locale=_read(row, "locale", self._locale),
            balance=Money(_read(row, "balance", self._amount_in(currency)), currency),
            valid_until=_read(row, "valid_until", day),
            status=_read(row, "status", status),
            buckets=tuple(
                bucket for kind in BUCKETS if (bucket := _bucket(row, kind)) is not None
            ),
            plan=_read(row, "plan", plan),
            as_of=_read(row, "as_of", moment),
        )

    def _row(self, text: str) -> dict[str, str]:
        columns = self.layout.columns
        cells = _cells(text, self.layout.delimiter)
        if len(cells) != len(columns):
            raise RowError(f"has {len(cells)} cells where line 1 has {len(columns)}")
        return dict(zip(columns, map(str.strip, cells), strict=True))

    def _currency(self, cell: str) -> str:
        currency = cell.upper()
        if currency not in self.decimals:
            raise CellError(f"write one of {', '.join(self.decimals)}")
        return currency

    def _locale(self, cell: str) -> str:
        locale = cell.replace("-", "_")
        if locale not in self.locales:
            raise CellError(f"write one of {', '.join(self.locales)}")
        return locale

    def _amount_in(self, currency: str) -> Callable[[str], int]:
        decimals = self.decimals[currency]

        def amount(cell: str) -> int:
            minor_units = scaled(cell, decimals)
            if minor_units is None:
                pattern = f"0.{'0' * decimals}" if decimals else "0"
                raise CellError(
                    f"write an amount of {currency} as {pattern}: a point before the "
                    "decimals, nothing between thousands"
                )
            return minor_units

        return amount


def _cells(text: str, delimiter: str) -> list[str]:
    """Cut a line into cells; a cell has no line break in it."""
    if "\r" in text:
        raise RowError("has a carriage return inside: end each line with a line feed")
    try:
        return next(csv.reader((text,), delimiter=delimiter, strict=True))
    except (csv.Error, StopIteration):
        raise RowError("has a quotation mark without its fellow") from None


def _told(name: str, number: int) -> str:
    """Name a column, unless it may be a cell of somebody's account."""
    is_name = name.isascii() and name.replace("_", "").replace(" ", "").isalpha()
    return f'"{name}"' if is_name else f"the one of column {number}"


def _read(row: dict[str, str], column: str, read: Callable[[str], Value]) -> Value:
    """Read the cell of *column*; one that is not there is an empty one."""
    try:
        return read(row.get(column, ""))
    except CellError as error:
        raise RowError(str(error), column) from None


def _bucket(row: dict[str, str], kind: BucketColumns) -> Bucket | None:
    """Give the bucket of a *kind*; an account whose cells are empty has none."""
    left, used = row.get(kind.left, ""), row.get(kind.used, "")
    valid_until = _read(row, kind.valid_until, day)
    if not left:
        if used or valid_until:
            raise RowError(
                f"write how much is left, or {UNLIMITED}; or leave the others empty, too",
                kind.left,
            )
        return None
    is_unlimited = left.lower() == UNLIMITED
    return Bucket(
        usage_type=kind.usage_type,
        remaining=0 if is_unlimited else _count(left, kind.left, kind.decimals),
        used=_count(used, kind.used, kind.decimals, is_used=True) if used else 0,
        is_unlimited=is_unlimited,
        valid_until=valid_until,
    )


def _count(cell: str, column: str, decimals: int, *, is_used: bool = False) -> int:
    """Give how many there are: of what is left there can be less than nothing."""
    count = scaled(cell, decimals)
    if count is None or (is_used and count < 0):
        some = (
            f"a number with {decimals} decimals at most" if decimals else "a whole one"
        )
        raise RowError(
            f"write {some}" + ("" if is_used else f", or {UNLIMITED}"), column
        )
    return count
