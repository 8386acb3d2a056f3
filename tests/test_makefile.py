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


OLD = """#!/bin/sh
if [ "$1" = "--version" ]; then echo "Python 3.9.2"; exit 0; fi
case "$2" in *version_info*) exit 1;; esac
"""
WITHOUT_VENV = """#!/bin/sh
case "$2" in *ensurepip*) exit 1;; esac
"""


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


@pytest.mark.parametrize("target", ["run", "install", "test", "audit"])
@pytest.mark.parametrize(
    ("python", "told"),
    [
        (OLD, "Saldo needs Python 3.11 or newer, and {} is Python 3.9.2: "),
        (WITHOUT_VENV, "{} has no venv with pip, "),
        ("", "Saldo needs Python 3.11 or newer, and {} does not run here: "),
    ],
    ids=["old", "without venv", "none"],
)
def test_a_python_that_will_not_do_is_told(checkout, target, python, told):
    """One sentence says what is needed, before there is half an environment."""
    path = checkout / "python3"
    if python:
        path.write_text(python, "utf-8")
        path.chmod(0o755)
    command = ["make", f"PYTHON={path}", target]
    refused = subprocess.run(
        command, cwd=checkout, capture_output=True, encoding="utf-8", check=False
    )
    assert refused.returncode != 0
    assert refused.stdout == ""
    sentence, error = refused.stderr.splitlines()
    assert sentence.startswith(told.format(path))
    assert error.startswith("make: *** ")
    assert not (checkout / ".venv").exists()


def test_a_port_is_chosen_in_a_word(checkout, make):
    """make run PORT=9000 serves there, and 8000 is what is served at without."""
    make(".venv/run")
    ivr = checkout / ".venv" / "bin" / "ivr"
    ivr.write_text('#!/bin/sh\necho "$*"\n', "utf-8")
    ivr.chmod(0o755)
    for word, port in (("PORT=9000", 9000), ("--", 8000)):
        command = ["make", "run", word, f"PYTHON={checkout / 'python3'}"]
        served = subprocess.run(command, cwd=checkout, check=True, capture_output=True)
        assert served.stdout.decode().splitlines()[-1] == f"run --port {port}"
