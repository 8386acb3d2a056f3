"""What is installed from the wheel is whole."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_a_call_from_the_wheel(tmp_path):
    """The wheel brings words and voices: a call from it, far from here, is complete."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        wheel.extractall(tmp_path / "installed")
    environ = os.environ | {"PYTHONPATH": str(tmp_path / "installed")}
    command = ["--from", "+819012345678", "--to", "+815012340001", "--keys"]
    called = subprocess.run(
        [sys.executable, "-P", "-m", "ivr", "call", *command, "1 314159"],
        cwd=tmp_path,
        env=environ,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "残高は一万三千六百八十円です。" in called.stdout
    assert called.stderr == ""


EDITABLE = "import sys, hatchling.build as it; it.build_editable(sys.argv[1])"


def test_an_editable_install_has_no_copy_of_words_and_voices(tmp_path):
    """It leads to the checkout, where they are, and weighs next to nothing."""
    build = [sys.executable, "-c", EDITABLE, tmp_path]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        files = [it for it in wheel.infolist() if ".dist-info/" not in it.filename]
        (path,) = files
        assert wheel.read(path).decode().splitlines() == [str(ROOT)]
