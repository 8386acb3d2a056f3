"""The demo hotlines, started for real on a free port."""

import os
import socket
import subprocess
import sys
from contextlib import contextmanager

import pytest

from ivr.settings import DEVELOPMENT


@contextmanager
def served(tmp_path, *options, **changes):
    """Start the demo hotlines in *tmp_path*; give their port, and a list.

    *options* are those of `ivr run`, *changes* those of the environment. In the list is
    then what came on stdout after the ready line, and on stderr.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environ = {name: os.environ[name] for name in os.environ if name not in DEVELOPMENT}
    environ |= {"IVR_DATABASE_URL": f"sqlite:///{tmp_path}/saldo.db", **changes}
    command = [sys.executable, "-m", "ivr", "run", "--port", str(port), *options]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, env=environ, text=True, **pipes) as server:
        for line in server.stdout:
            if line.startswith("ready: "):
                break
        output = []
        try:
            yield port, output
        finally:
            server.terminate()
            output.extend(server.communicate(timeout=30))


def needs_ipv6():
    """Skip a test where this machine has no IPv6."""
    try:
        with socket.socket(socket.AF_INET6) as it:
            it.bind(("::1", 0))
    except OSError:
        pytest.skip("IPv6 is not here")
