"""What a developer's machine has and sets is nothing to the tests."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent

SET = {
    "IVR_CONFIG": "/nowhere.toml",
    "IVR_SECRET_KEY": "an operator's own, of forty letters or so",
    "TWILIO_AUTH_TOKEN": "an operator's own",
    "http_proxy": "http://127.0.0.1:9",
    "COLUMNS": "12",
}
"""What somebody may have in a shell who runs a hotline, behind a proxy."""


def test_what_a_developer_has_set_is_not_seen(tmp_path):
    """A call is tested as it is on a machine where nothing is set."""
    file = ROOT / "tests" / "cli" / "test_call_command.py"
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-k"]
    tested = subprocess.run(
        [*command, "in_json and sqlite", f"--basetemp={tmp_path / 'its'}", file],
        cwd=ROOT,
        env=os.environ | SET,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert tested.returncode == 0, tested.stdout
