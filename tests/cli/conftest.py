"""What the tests of commands share: what runs one, and a small studio."""

import shutil

import pytest
from click.testing import CliRunner
from fakes.studio import HEARD, LOCALE, Studio
from fakes.voices import HummingVoice

from ivr.cli import ivr
from ivr.studio.voices import VOICES


@pytest.fixture
def run(databases, monkeypatch):
    """Run a command on a database that is empty."""
    monkeypatch.setenv("IVR_DATABASE_URL", databases.empty().reveal())

    def run(*words):
        return CliRunner().invoke(ivr, words)

    return run


@pytest.fixture
def migrated(run):
    assert run("db", "upgrade").exit_code == 0


@pytest.fixture
def studio(tmp_path, monkeypatch):
    """Give a studio where nothing is recorded yet."""
    made = Studio(tmp_path)
    monkeypatch.setattr("ivr.speech.sentence.catalog_of", made.catalog)
    monkeypatch.setattr("ivr.cli.prompts.folder", lambda _: made.prompts)
    monkeypatch.setattr("ivr.cli.prompts.lines_to_record", lambda _: HEARD)
    monkeypatch.setitem(VOICES, LOCALE, HummingVoice())
    return made


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """Where the recordings of the small dialogue are kept, once they are made."""
    return tmp_path_factory.mktemp("built") / "prompts"


@pytest.fixture
def recorded(studio, built):
    """Give a studio where all is recorded."""
    if not built.exists():
        assert studio.run("build", LOCALE).exit_code == 0
        shutil.copytree(studio.prompts, built)
    shutil.copytree(built, studio.prompts, dirs_exist_ok=True)
    return studio
