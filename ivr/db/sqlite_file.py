"""The file of a SQLite database: whoever can read it reads whose PINs are in it."""

import os
from pathlib import Path

from sqlalchemy.engine import URL, make_url

from ivr.db.faults import DatabaseError
from ivr.domain.secret import Secret

OURS = 0o600
OTHERS = 0o077
"""The bits that let a group, or everybody, at a file."""


def sqlite_file(url: URL) -> Path | None:
    """Give the file of the database at *url*, or None if it is in none."""
    name = (url.database or "").removeprefix("file:")
    is_file = url.get_backend_name() == "sqlite" and name not in {"", ":memory:"}
    return Path(name) if is_file else None


def make_private(file: Path) -> None:
    """Make *file*, if there is none, with its folder; nobody else may read it.

    SQLite gives the journal beside it the same mode.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(file, os.O_RDONLY | os.O_CREAT, OURS))
    except OSError as error:
        raise DatabaseError(_unwritable(file, error.strerror)) from error
    # The folder as well: SQLite makes a journal beside the file.
    if not all(os.access(it, os.W_OK) for it in (file, file.parent)):
        raise DatabaseError(_unwritable(file, "it may be read only"))


def _unwritable(file: Path, reason: str | None) -> str:
    return (
        f"The database {file} cannot be written: {reason}. Set IVR_DATABASE_URL to a file "
        "in a folder that you may write, as sqlite:////home/you/saldo.db"
    )


def file_of(url: Secret) -> Path | None:
    """Give the file of the SQLite database at *url*, or None if it is in none."""
    return sqlite_file(make_url(url.reveal()))


def require_private(url: Secret) -> None:
    """Fail, saying what to do, if others can read the SQLite file at *url*."""
    file = file_of(url)
    parts = (Path(f"{file}{end}") for end in ("", "-wal", "-shm")) if file else ()
    for part in parts:
        if part.exists() and part.stat().st_mode & OTHERS:
            raise DatabaseError(
                f"Others than its owner can read {part}. Run: chmod 600 {part}"
            )
