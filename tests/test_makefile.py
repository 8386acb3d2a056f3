"""`make`, where Python is a fake that notes what it is asked to do."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

PYTHON = """#!/bin/sh
echo "$*" >> "{log}"
if [ "$1 $2" = "-m venv" ]; then
  mkdir -p "$3/bin" && cp "$0" "$3/bin/python" && touch "$3/bin/pip"
fi
"""


@pytest.fixture
def checkout(tmp_path):
    """Give a folder with what an installation is made from."""
    if shutil.which("make") is None:
        pytest.skip("make is missing")
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


@pytest.fixture
def make(checkout):
    """Give what runs make with the fake, and gives what that was asked for."""
    log = checkout / "asked"
    python = checkout / "python3"
    python.write_text(PYTHON.format(log=log), "utf-8")
    python.chmod(0o755)

    def make(target):
        log.write_text("", "utf-8")
        command = ["make", f"PYTHON={python}", target]
        subprocess.run(command, cwd=checkout, check=True, capture_output=True)
        return log.read_text("utf-8").splitlines()

    return make


def test_installing_more_leaves_alone_what_runs(make):
    """`make test` beside `make run` makes no environment, and no ivr, a second time."""
    first = make(".venv/run")
    assert [it for it in first if it.startswith("-m venv")] == ["-m venv .venv"]
    assert len([it for it in first if "--editable" in it]) == 1
    (more,) = make("install")
    assert more.endswith("install --require-hashes --requirement requirements/dev.lock")
    assert make("install") == []


def test_what_describes_the_package_installs_it_again(make, checkout):
    """A change of pyproject.toml is taken up, and nothing else is done for it."""
    make("install")
    (checkout / "pyproject.toml").touch()
    (again,) = make("install")
    assert again.endswith("install --no-build-isolation --no-deps --editable .")


def test_every_package_is_installed_by_hash(make):
    """Nothing comes from an index that no lock has seen."""
    asked = make("install") + make(".venv/voices") + make("var/tools/installed")
    installs = [it for it in asked if " install " in it and "--editable" not in it]
    assert len(installs) == 4
    assert all("--require-hashes" in it for it in installs)
