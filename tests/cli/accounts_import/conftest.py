"""What the tests of imports share: a file of accounts, and what imports it."""

import pytest
from click.testing import CliRunner

from ivr.accounts import bulk
from ivr.cli import accounts_import, ivr


@pytest.fixture
def url(rooms, settings, monkeypatch):
    """Have commands use the database of the rooms."""
    url = settings.database_url.reveal()
    monkeypatch.setenv("IVR_DATABASE_URL", url)
    return url


@pytest.fixture
def file(tmp_path):
    return tmp_path / "accounts.csv"


@pytest.fixture
def run(url, file):
    """Import the file, with that *text* in it if there is any."""

    def run(text=None, *options, name=None, given=None):
        if text is not None:
            file.write_bytes(text if isinstance(text, bytes) else text.encode())
        words = ["accounts", "import", name or str(file), *map(str, options)]
        return CliRunner().invoke(ivr, words, input=given)

    return run


@pytest.fixture
def by_twos(monkeypatch):
    """Write two lines at a time."""
    monkeypatch.setattr(accounts_import, "LINES_PER_BATCH", 2)


@pytest.fixture
def stop(monkeypatch):
    """Have something happen in the midst of the *third* batch, once."""

    def stop(error):
        rows, batches = bulk.bucket_rows, iter(range(99))

        def stopping(accounts):
            if next(batches) == 2:
                raise error
            return rows(accounts)

        monkeypatch.setattr(bulk, "bucket_rows", stopping)

    return stop
