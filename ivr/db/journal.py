"""The journal of SQLite: what is removed from the file may still be read in it."""

from sqlalchemy import Engine


def empty_journal(engine: Engine) -> bool:
    """Write the journal back, and leave nothing in it; tell whether that was possible.

    It is not while somebody reads. PostgreSQL keeps its own, for its server alone.
    """
    if engine.dialect.name != "sqlite":
        return True
    with engine.connect() as connection:
        told = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        is_busy, *_ = told.one()
    return not is_busy
