"""Prism, which serves what TM Forum describes: a charging system that nobody here wrote.

It is looked for where IVR_PRISM says, then where `make prism` puts it; the descriptions
where IVR_SPECS says, then beside this project. What is missing is said by name.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
INSTALLED = ROOT / "var" / "node" / "node_modules" / ".bin" / "prism"
SPECS = ROOT.parent / "shared" / "specs"
SPEC_OF = {
    "TMF654": "github.com/tmforum-apis/TMF654_PrepayBalanceManagement, "
    "TMF654_Prepay_Balance_Management_API_v4.0.0_swagger.json",
    "TMF677": "github.com/tmforum-apis/Open_Api_And_Data_Model, TMF677_Usage_Consumption",
}
LISTENING = re.compile(r"Prism is listening on (http://\S+)")
WAY_TO_NODE = ROOT / "var" / "node" / "bin"


def spec(name: str) -> Path:
    """Give the description of *name*, as TMF654, or skip the test."""
    file = Path(os.environ.get("IVR_SPECS") or SPECS) / f"{name}-v4.0.0.swagger.json"
    if not file.exists():
        pytest.skip(
            f"{file.name} is missing: save it under this name, from {SPEC_OF[name]}, "
            "in the folder that IVR_SPECS names"
        )
    return file


def program() -> list[str]:
    """Give the command of Prism, or skip the test."""
    prism = Path(os.environ.get("IVR_PRISM") or INSTALLED)
    if not prism.exists():
        pytest.skip("Prism is missing: make prism")
    node = shutil.which("node", path=_path())
    if node is None:
        pytest.skip("Node.js 20 is missing: make prism")
    return [node, str(prism.resolve())]


@contextmanager
def served(file: Path) -> Iterator[str]:
    """Serve the description in *file* on a free port; give its address."""
    command = [*program(), "mock", "--host", "127.0.0.1", "--port", "0", str(file)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with subprocess.Popen(command, **pipes) as prism:
        told = []
        for line in prism.stdout:
            told.append(line)
            if found := LISTENING.search(line):
                break
        else:
            raise RuntimeError("".join(told))
        try:
            yield found[1]
        finally:
            prism.terminate()
            prism.communicate(timeout=30)


def _path() -> str:
    return os.pathsep.join([str(WAY_TO_NODE), os.environ.get("PATH", "")])
