"""Sources of accounts under test, and what their work costs."""

from collections import Counter

import pytest
from argon2 import PasswordHasher
from conftest import Clock
from fakes.charging import charging
from fakes.tmf654 import settings_of
from sqlalchemy import event

from ivr.accounts import pin_hashes
from ivr.accounts.pins import Pins
from ivr.accounts.tmf654 import Tmf654Accounts
from ivr.db import sessions_of
from ivr.domain.secret import Secret
from ivr.sealing import Seal


@pytest.fixture
def system():
    with charging() as system:
        yield system


@pytest.fixture
def source(system, tmp_path):
    """Give a maker of sources that ask the charging system."""
    made = []

    def make(table="", **environ):
        settings = settings_of(system.url, tmp_path, table, **environ)
        made.append(Tmf654Accounts(settings.tmf654, Clock()))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def peppered(rooms):
    """Give what opens the PINs of the rooms with some peppers, the present one first."""
    seal = Seal(Secret("secret"), "pseudonyms")
    sessions = sessions_of(rooms.engine)
    return lambda *peppers: Pins(sessions, list(map(Secret, peppers)), seal)


@pytest.fixture
def cheap_hashes(databases, monkeypatch):
    """Have hashes cost little, where tries are counted by the thousand.

    The demo's are made before, with the databases: they are those of all tests.
    """
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(pin_hashes, "HASHER", cheap)


@pytest.fixture
def statements(rooms):
    """Give what counts the SQL statements of some work, by their first two words."""

    def statements(work):
        counted = Counter()
        note = lambda *seen: counted.update([" ".join(seen[2].split()[:2])])  # noqa: E731
        event.listen(rooms.engine, "before_cursor_execute", note)
        work()
        event.remove(rooms.engine, "before_cursor_execute", note)
        return counted

    return statements
