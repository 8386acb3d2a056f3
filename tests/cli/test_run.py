"""`ivr run`, started for real."""

import subprocess
import sys

from fakes.server import served


def test_the_demo_is_ready_and_takes_a_call(tmp_path):
    """The server says that it is ready, and a call over HTTP hears a balance."""
    with served(tmp_path) as (port, _):
        command = [sys.executable, "-m", "ivr", "call"]
        command += ["--url", f"http://127.0.0.1:{port}"]
        command += ["--from", "+821012345678", "--to", "+827012340001"]
        called = subprocess.run(
            [*command, "--keys", "1 271828"], capture_output=True, text=True, check=True
        )
    assert "만 육천육백 원" in called.stdout
