"""Bad rows as a file of their own: mended there, it can be imported as it is."""

import errno
import os
import re
import stat
from pathlib import Path
from typing import BinaryIO

from ivr.accounts.lines import BadRow, Line
from ivr.accounts.rows import IGNORED, Layout

BOM = b"\xef\xbb\xbf"
OURS = 0o600
IS_A_LINK = "it is a symbolic link: name the file itself"


class BadRows:
    """Writes rows as they are, behind a first column that says what is wrong."""

    def __init__(self, file: BinaryIO, layout: Layout) -> None:
        self._file = file
        self._delimiter = layout.delimiter.encode()
        self._has_reasons = layout.columns[0] == IGNORED
        self._reason = re.compile(rb'("[^"]*"|[^"%b]*)%b' % ((self._delimiter,) * 2))

    def begin(self, header: Line) -> None:
        """Write the names of the columns, unless they are there."""
        if not self._file.tell():
            names = (header.content or b"").removeprefix(BOM)
            self._write(IGNORED, names)

    def keep(self, row: BadRow) -> None:
        """Write a row, and why it is one."""
        self._write(f'"{row}"', row.line.content or b"")

    def flush(self) -> None:
        """Hand over what is written to the system."""
        self._file.flush()

    def _write(self, reason: str, content: bytes) -> None:
        content = content.rstrip(b"\r\n")
        if self._has_reasons:
            content = self._reason.sub(b"", content, count=1)
        self._file.write(reason.encode() + self._delimiter + content + b"\n")


def open_bad_rows(path: Path, *, goes_on: bool) -> BinaryIO:
    """Open the file of bad rows, for its owner alone; it is added to if it *goes on*."""
    # Through a link somebody else would choose which file is written.
    flags = os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW
    flags |= os.O_APPEND if goes_on else os.O_TRUNC
    try:
        file = os.fdopen(os.open(path, flags, OURS), "wb")
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise OSError(errno.ELOOP, IS_A_LINK, str(path)) from error
        raise
    if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        os.fchmod(file.fileno(), OURS)  # it may have been there, for others to read
    file.seek(0, os.SEEK_END)
    return file
