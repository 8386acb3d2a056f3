"""`ivr run`, started for real."""

import os
import signal
import socket
import subprocess
import sys

import pytest

from ivr.settings import DEVELOPMENT


@pytest.fixture
def served(tmp_path):
    """Start the demo hotlines on a free port and give their URL."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environ = {name: os.environ[name] for name in os.environ if name not in DEVELOPMENT}
    environ["IVR_DATABASE_URL"] = f"sqlite:///{tmp_path}/saldo.db"
    command = [sys.executable, "-m", "ivr", "run", "--port", str(port)]
    with subprocess.Popen(
        command, env=environ, stdout=subprocess.PIPE, text=True
    ) as server:
        for line in server.stdout:
            if line.startswith("ready: "):
                break
        yield line.removeprefix("ready: ").strip()
        server.send_signal(signal.SIGTERM)


def test_the_demo_is_ready_and_takes_a_call(served):
    """The server says that it is ready, and a call over HTTP hears a balance."""
    command = [sys.executable, "-m", "ivr", "call", "--url", served]
    command += ["--from", "+821012345678", "--to", "+827012340001"]
    called = subprocess.run(
        [*command, "--keys", "1 271828"], capture_output=True, text=True, check=True
    )
    assert "만 육천육백 원" in called.stdout
