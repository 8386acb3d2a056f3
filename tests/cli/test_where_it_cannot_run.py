"""`ivr run` and `ivr call` where they cannot work: one sentence, and no traceback."""

import os
import shutil
import socket
import subprocess
import sys

import pytest
from fakes.server import needs_ipv6

READ_ONLY = (
    'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && shift && exec "$@"'
)
"""Runs the rest of its words where the folder $1 can only be read, also by root."""

RUN = ["run", "--port", "0"]
CALL = ["call", "--from", "anonymous", "--to", "+3278120001", "--keys", "-"]


def refused(*command, before=(), **environ):
    """Give the one line that a command ends with."""
    ran = subprocess.run(
        [*before, sys.executable, "-m", "ivr", *command],
        env=os.environ | environ,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (2, "")
    (line,) = ran.stderr.splitlines()
    return line


@pytest.fixture
def read_only(tmp_path):
    """Give a folder with a database in it, and what runs a command that cannot write it."""
    folder = tmp_path / "read only"
    folder.mkdir()
    url = f"sqlite:///{folder}/saldo.db"
    upgrade = [sys.executable, "-m", "ivr", "db", "upgrade"]
    subprocess.run(upgrade, env=os.environ | {"IVR_DATABASE_URL": url}, check=True)
    if os.geteuid() != 0:
        folder.chmod(0o555)
        yield url, ()
        folder.chmod(0o755)
        return
    before = ("unshare", "--mount", "sh", "-c", READ_ONLY, "sh", str(folder))
    has_unshare = shutil.which("unshare") is not None
    if not has_unshare or subprocess.run([*before, "true"], check=False).returncode:
        pytest.skip(
            "root can write to every folder, and unshare may not mount one read-only"
        )
    yield url, before


@pytest.mark.parametrize("command", [RUN, CALL], ids=["run", "call"])
@pytest.mark.parametrize("name", ["saldo.db", "new.db"])
def test_a_folder_that_cannot_be_written_is_told(read_only, command, name):
    """With a database in it or without: the file is named, and the variable to set."""
    url, before = read_only
    url = url.replace("saldo.db", name)
    told = refused(*command, before=before, IVR_DATABASE_URL=url)
    assert told.startswith("ivr: The database ")
    assert f"{name} cannot be written" in told
    assert "Set IVR_DATABASE_URL" in told


@pytest.mark.parametrize("command", [RUN, CALL], ids=["run", "call"])
def test_a_file_in_the_place_of_the_folder_is_told(tmp_path, command):
    """A folder that cannot be made is named like one that cannot be written."""
    (tmp_path / "var").touch()
    url = f"sqlite:///{tmp_path}/var/saldo.db"
    told = refused(*command, IVR_DATABASE_URL=url)
    assert f"{tmp_path}/var/saldo.db cannot be written" in told


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_a_port_that_is_taken_is_told(tmp_path, host):
    """At once, with the words that choose another."""
    family = socket.AF_INET
    if ":" in host:
        needs_ipv6()
        family = socket.AF_INET6
    with socket.socket(family) as other:
        other.bind((host, 0))
        other.listen()
        port = other.getsockname()[1]
        told = refused(
            *("run", "--host", host, "--port", str(port)),
            IVR_DATABASE_URL=f"sqlite:///{tmp_path}/saldo.db",
        )
    assert told == (
        f"ivr: Port {port} of {host} is taken by another program: choose another with "
        f"--port, or make run PORT={port + 1}"
    )


def test_an_address_that_is_not_here_is_told():
    """A server cannot listen where this machine is not (192.0.2.0/24 is nobody's)."""
    told = refused("run", "--host", "192.0.2.1", "--port", "0")
    assert told.startswith("ivr: No server can listen at 192.0.2.1: ")
