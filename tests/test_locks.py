"""What is installed is pinned: by version and hash, and wherever it comes from."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
NODE = ROOT / "tests" / "node"

PIN = re.compile(
    r"(?P<name>[a-z0-9-]+)(\[[a-z0-9,-]+\])?==(?P<version>\S+)(?P<marker> ;[^\\]+)?"
    r"(?P<hashes>( \\\n    --hash=sha256:[0-9a-f]{64})+)\n"
)


def pins(lock):
    """Give the version of each package in *lock*, by its name and where it is for."""
    return {(it["name"], it["marker"]): it["version"] for it in PIN.finditer(lock)}


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.stem)
def test_a_lock_is_nothing_but_versions_and_hashes(path):
    """It names no address: whoever has a mirror of the packages installs from there."""
    text = path.read_text("utf-8")
    assert pins(text)
    assert PIN.sub("", text) == ""


def test_all_locks_have_the_same_versions():
    """One after the other can be installed, and none takes back what another did."""
    found = {}
    for path in LOCKS:
        for package, version in pins(path.read_text("utf-8")).items():
            found.setdefault(package, set()).add(version)
    assert [package for package, versions in found.items() if len(versions) > 1] == []


def test_what_the_project_names_is_in_its_locks():
    """A package that is added to pyproject.toml is locked with it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = project["dependency-groups"]
    named = {"run": project["project"]["dependencies"], **groups}
    named["voices"] = project["project"]["optional-dependencies"]["voices"]
    for lock, requirements in named.items():
        text = (ROOT / "requirements" / f"{lock}.lock").read_text("utf-8")
        locked = {name for name, _ in pins(text)}
        texts = [it for it in requirements if isinstance(it, str)]
        names = {re.match(r"[\w-]+", it)[0] for it in texts}
        assert names - locked == set()


def test_packages_of_node_are_pinned_by_hash():
    """Each has its hash, and none says from where it is to be fetched."""
    lock = (NODE / "package-lock.json").read_text("utf-8")
    root, *packages = json.loads(lock)["packages"].values()
    wanted = json.loads((NODE / "package.json").read_text("utf-8"))["dependencies"]
    assert root["dependencies"] == wanted
    assert [it for it in packages if not it["integrity"].startswith("sha512-")] == []
    assert "://" not in lock
