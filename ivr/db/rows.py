"""Rows: removed and counted, and told as JSON has them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CursorResult, Delete, inspect
from sqlalchemy.orm import Session

from ivr.db import Base
from ivr.db.moments import utc


def removed(session: Session, deletion: Delete) -> int:
    """Carry out *deletion* and count what is gone."""
    result: CursorResult[Any] = session.execute(  # type: ignore[assignment]
        deletion, execution_options={"synchronize_session": False}
    )
    return result.rowcount


def told(row: Base, *without: str) -> dict[str, Any]:
    """Give the columns of *row* as JSON has them."""
    columns = [column.key for column in inspect(type(row)).columns]
    return {
        name: json_of(getattr(row, name)) for name in columns if name not in without
    }


def json_of(value: object) -> object:
    """Give *value*, of a column, as JSON has it."""
    match value:
        case datetime():
            return utc(value).isoformat()
        case date():
            return value.isoformat()
        case _:
            return value
