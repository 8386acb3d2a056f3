"""Other people's SIP telephones: sipp and baresip, run as they are installed."""

import contextlib
import json
import shutil
import socket
import subprocess
import time
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes.softphone import HOST, PATIENCE_S, eventually

SCENARIOS = Path(__file__).parents[1] / "phone/sip"
MODULES = ("lib", "lib64", "local/lib")
"""Where baresip's modules may lie, below /usr."""
LONGEST_CALL_S = 120


def require(program: str) -> str:
    """Give where *program* is, or skip the test by its name."""
    return shutil.which(program) or pytest.skip(f"{program} is not here")


def _modules() -> Path:
    """Give the folder of baresip's modules, or skip the test."""
    places = (Path("/usr") / place / "baresip" / "modules" for place in MODULES)
    found = next(filter(Path.is_dir, places), None)
    return found or pytest.skip("the modules of baresip are missing from /usr/lib")


def free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
        free.bind((HOST, 0))
        return free.getsockname()[1]


def call_by_sipp(port: int, dialled: str, keys: dict[str, str], folder: Path) -> None:
    """Run the scenario of a balance call; *keys* are its keywords."""
    options = [it for name, value in keys.items() for it in ("-key", name, value)]
    _require_raw_socket()
    # It gives 0 with a lost key, and more with a lost packet.
    _sipp("balance", port, folder, "-s", dialled, "-mp", str(free_port()), *options)


def _require_raw_socket() -> None:
    """Skip the test where sipp may not send keys."""
    try:
        socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_UDP).close()
    except PermissionError:
        pytest.skip("sipp needs a raw socket to send keys, which only root may open")


def is_registered_by_sipp(port: int, user: str, password: str, folder: Path) -> bool:
    """Tell whether sipp gets 401, and then 200 with *user* and *password*."""
    return _sipp("register", port, folder, "-au", user, "-ap", password) == 0


def _sipp(scenario: str, port: int, folder: Path, *options: str) -> int:
    command = [require("sipp"), "-sf", str(SCENARIOS / f"{scenario}.xml"), "-m", "1"]
    command += ["-i", HOST, "-mi", HOST, "-p", str(free_port()), "-nostdin"]
    return subprocess.run(
        [*command, *options, f"{HOST}:{port}"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=LONGEST_CALL_S,
        check=False,
    ).returncode


class Baresip:
    """A baresip that is driven over its control port, and records what it hears."""

    def __init__(self, folder: Path, control: socket.socket) -> None:
        self._folder = folder
        self._control = control
        self._heard = b""

    def do(self, command: str, params: str = "") -> None:
        """Give a command."""
        words = json.dumps({"command": command, "params": params}).encode()
        self._control.sendall(b"%d:%s," % (len(words), words))

    def wait_for(self, event: str) -> None:
        """Wait until it tells of *event*."""

        def is_told() -> bool:
            with contextlib.suppress(TimeoutError):
                self._heard += self._control.recv(65_536)
            return f'"{event}"'.encode() in self._heard

        eventually(is_told)

    def recording(self) -> bytes:
        """Give the samples that were heard, of 8 kHz."""
        (path,) = self._folder.glob("dump-*-dec.wav")
        octets = path.read_bytes()
        # The header is only right once baresip has closed the file.
        return octets[octets.index(b"data") + 8 :]


@contextlib.contextmanager
def baresip(folder: Path, number: str, account: str = "") -> Iterator[Baresip]:
    """Start a baresip of *number* with its files in *folder*.

    *account* are more parameters of its account.
    """
    program = require("baresip")
    control_port = free_port()
    _configure(folder, f"<sip:{number}@{HOST}>;regint=0{account}", control_port)
    with subprocess.Popen(
        [program, "-f", str(folder)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            with _connected(control_port) as control:
                yield Baresip(folder, control)
        finally:
            process.terminate()


def _connected(port: int) -> socket.socket:
    ends_s = time.monotonic() + PATIENCE_S
    while True:
        try:
            return socket.create_connection((HOST, port), timeout=0.1)
        except OSError:
            assert time.monotonic() < ends_s
            time.sleep(0.05)


def _configure(folder: Path, account: str, control_port: int) -> None:
    silence = folder / "silence.wav"
    with wave.open(str(silence), "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(8000)
        writer.writeframes(bytes(16_000 * LONGEST_CALL_S))
    modules = ("g711", "aubridge", "aufile", "sndfile")
    lines = [
        f"sip_listen {HOST}:0",
        f"net_interface {HOST}",
        "audio_player aubridge,nil",
        # Without something to say it sends no packets, and no keys among them.
        f"audio_source aufile,{silence}",
        "audio_alert aubridge,nil",
        f"module_path {_modules()}",
        *(f"module {name}.so" for name in modules),
        f"snd_path {folder}",
        "module_tmp account.so",
        "module_app menu.so",
        "module_app ctrl_tcp.so",
        f"ctrl_tcp_listen {HOST}:{control_port}",
    ]
    (folder / "config").write_text("\n".join(lines) + "\n")
    (folder / "accounts").write_text(f"{account}\n")
    (folder / "contacts").write_text("")
