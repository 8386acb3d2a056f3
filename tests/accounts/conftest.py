"""Sources of accounts under test."""

import pytest
from fakes.charging import charging
from fakes.tmf654 import settings_of

from ivr.accounts.tmf654 import Tmf654Accounts


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
        made.append(Tmf654Accounts(settings.tmf654))
        return made[-1]

    yield make
    for one in made:
        one.close()
