"""Lines of a file of accounts, however long it is: one is held at a time.

A line is parted from the next by its line break alone, so that a quotation mark without
its fellow spoils one row and not all that follow.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO

from ivr.accounts.rows import HeaderError, Layout, RowError, Rows, layout_of
from ivr.domain.account import Account

LONGEST_BYTES = 16 * 1024
"""Of a line: the longest row that can be good is far shorter."""
CHUNK_BYTES = 1024 * 1024
EMPTY_CELLS = " ,;"
"""Of what a line consists that a spreadsheet leaves at the end: it is no row."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line by its *number*, from 1, and where it *ends*, in bytes from the beginning.

    *content* is None if it is too long to be a row.
    """

    number: int
    ends: int
    content: bytes | None


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that is not taken, as it is written, and why."""

    line: Line
    error: RowError

    def __str__(self) -> str:
        return f"line {self.line.number}, {self.error}"


@dataclass(slots=True)
class Batch:
    """What some lines say: *accounts* by number, the last row of each, and *bad* rows.

    *good* is how many rows could be taken; *last* is the last line.
    """

    last: Line
    accounts: dict[str, Account] = field(default_factory=dict)
    good: int = 0
    bad: list[BadRow] = field(default_factory=list)


def digest_of(file: BinaryIO) -> str:
    """Give what tells the content of *file* from any other; it is read to its end."""
    digest = hashlib.sha256()
    while content := file.read(CHUNK_BYTES):
        digest.update(content)
    return digest.hexdigest()


def header_of(file: BinaryIO) -> tuple[Line, Layout]:
    """Read the first line of *file*, or say what is wrong with it."""
    line = next(lines(file), Line(1, 0, b""))
    try:
        return line, layout_of(_text(line))
    except RowError as error:
        raise HeaderError(f"Line 1 {error}.") from None


def lines(file: BinaryIO, behind: Line | None = None) -> Iterator[Line]:
    """Read *file* line by line, from where it stands: *behind* a line, if not the first."""
    number, ends = (behind.number, behind.ends) if behind else (0, 0)
    while content := file.readline(LONGEST_BYTES):
        number += 1
        ends += len(content)
        is_whole = content.endswith(b"\n") or len(content) < LONGEST_BYTES
        if not is_whole:
            ends += _skip(file)
        yield Line(number, ends, content if is_whole else None)


def batches(file: BinaryIO, rows: Rows, behind: Line, size: int) -> Iterator[Batch]:
    """Read *file* from *behind* a line to its end, *size* lines at a time."""
    waiting = lines(file, behind)
    while some := list(islice(waiting, size)):
        batch = Batch(some[-1])
        for line in some:
            _take(line, rows, batch)
        yield batch


def _take(line: Line, rows: Rows, batch: Batch) -> None:
    try:
        text = _text(line)
        if not text.strip(EMPTY_CELLS):
            return
        account = rows.account(text)
    except RowError as error:
        batch.bad.append(BadRow(line, error))
    else:
        batch.accounts[account.msisdn] = account
        batch.good += 1


def _text(line: Line) -> str:
    if line.content is None:
        raise RowError(f"is longer than {LONGEST_BYTES} bytes")
    try:
        return line.content.decode().strip("\r\n")
    except UnicodeDecodeError:
        raise RowError("is not written in UTF-8") from None


def _skip(file: BinaryIO) -> int:
    """Read on to the end of a line; give how many bytes that was."""
    skipped = 0
    while content := file.readline(LONGEST_BYTES):
        skipped += len(content)
        if content.endswith(b"\n"):
            break
    return skipped
