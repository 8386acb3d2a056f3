"""A database that a newer version has upgraded, and an older one that finds it."""

import pytest
from sqlalchemy import text

from ivr.db import DatabaseError, require_newest, upgrade


@pytest.mark.parametrize("use", [require_newest, upgrade])
def test_it_is_told_as_that(rooms, use):
    """Whoever goes back a version reads what to do, not to upgrade what is newer."""
    with rooms.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseError, match="9999, which a newer version has made"):
        use(rooms.engine)
