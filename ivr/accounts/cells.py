"""Cells of a file of accounts: each is read as it is written, or said how to write it."""

import re
from datetime import UTC, date, datetime

from ivr.domain.account import AccountStatus
from ivr.domain.msisdn import calling_number

LONGEST_PLAN = 64
NUMBER = re.compile(r"(-?)([0-9]{1,15})(?:\.([0-9]{1,15}))?")
TELEPHONE = re.compile(r"\+?[0-9][0-9 ()-]*")
DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(
    "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}.*(Z|[+-][0-9]{2}:[0-9]{2})"
)


class CellError(ValueError):
    """A cell cannot be read: what should stand there."""


def msisdn(cell: str) -> str:
    """Give the E.164 number in *cell*."""
    # Many systems export the country code without its plus; 0… may be any country's.
    text = f"+{cell}" if cell[:1].isdigit() and not cell.startswith("0") else cell
    number = calling_number(text) if TELEPHONE.fullmatch(text) else None
    if number is None:
        raise CellError("write a number with its country code, as +32… or 32…")
    return number


def scaled(cell: str, decimals: int) -> int | None:
    """Give the number in *cell* as an integer of its last decimal, None if it is none.

    Nothing is rounded: decimals beyond those are none, unless they are noughts.
    """
    match = NUMBER.fullmatch(cell)
    if match is None:
        return None
    sign, whole, fraction = match.groups(default="")
    fraction = fraction.rstrip("0")
    if len(fraction) > decimals:
        return None
    return int(sign + whole + fraction.ljust(decimals, "0"))


def day(cell: str) -> date | None:
    """Give the day in *cell*, None if it is empty."""
    if not cell:
        return None
    try:
        if DAY.fullmatch(cell):
            return date.fromisoformat(cell)
    except ValueError:
        pass
    raise CellError("write a day as YYYY-MM-DD, or nothing for no end")


def moment(cell: str) -> datetime | None:
    """Give the moment in *cell* (UTC), None if it is empty."""
    if not cell:
        return None
    try:
        if MOMENT.fullmatch(cell):
            return datetime.fromisoformat(cell).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise CellError("write a time as YYYY-MM-DDThh:mm:ss+00:00, or nothing for now")


def status(cell: str) -> AccountStatus:
    """Give the status in *cell*; an empty one is active."""
    try:
        return AccountStatus(cell.lower() or AccountStatus.ACTIVE)
    except ValueError:
        raise CellError(f"write one of {', '.join(AccountStatus)}") from None


def plan(cell: str) -> str:
    """Give the name of a plan in *cell*, which may be empty."""
    if len(cell) > LONGEST_PLAN or not cell.isprintable():
        raise CellError(f"write {LONGEST_PLAN} characters at most, all of them visible")
    return cell
