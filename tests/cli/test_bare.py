"""The `ivr` command where nothing but what a call needs is installed."""

import subprocess
import sys

import pytest

BARE = """
import sys
for absent in ("numpy", "soxr", "espeakng_loader", "pyopenjtalk"):
    sys.modules[absent] = None
sys.argv = ["ivr", *{words!r}]
from ivr.cli import main
main()
"""


def run_bare(*words):
    command = [sys.executable, "-c", BARE.format(words=words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_value_is_said_without_the_studio():
    """What a call needs is there without the extra of the studio."""
    said = run_bare("say", "ja_JP", "money", "JPY", "13680")
    assert said.stdout == "一万三千六百八十円\n"


@pytest.mark.parametrize("command", ["check", "build"])
def test_the_studio_names_its_extra(command):
    """The studio, where its packages are absent, says what to install."""
    refused = run_bare("prompts", command, "en")
    assert refused.returncode == 1
    assert 'pip install "saldo-ivr[voices]"' in refused.stderr
