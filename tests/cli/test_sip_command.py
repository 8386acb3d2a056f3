"""`ivr sip`, started for real, and refused where it would be open to anybody."""

import os
import signal
import socket
import subprocess
import sys

import pytest
from fakes.softphone import Softphone

from ivr.phone.sip.messages import ANYWHERE
from ivr.phone.sip.service import EndpointError, account_for, address_of
from ivr.settings import DEVELOPMENT

PASSWORD = "correct horse"
WITHOUT = """
import sys
sys.modules["aiosipua"] = None
sys.argv = ["ivr", "sip"]
from ivr.cli import main
main()
"""


def environ(tmp_path, **changes):
    kept = {name: it for name, it in os.environ.items() if name not in DEVELOPMENT}
    return {**kept, "IVR_DATABASE_URL": f"sqlite:///{tmp_path}/saldo.db", **changes}


def refused(tmp_path, *command, exit_code=1, **changes):
    done = subprocess.run(
        [sys.executable, *command],
        env=environ(tmp_path, **changes),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == exit_code
    return done.stderr


def test_without_its_packages_it_says_what_to_install(tmp_path):
    """Whoever has not installed the extra reads one sentence."""
    told = refused(tmp_path, "-c", WITHOUT)
    assert "pip install 'saldo-ivr[sip]'" in told
    assert "Traceback" not in told


def test_elsewhere_than_on_this_machine_it_needs_a_password(tmp_path):
    """It does not start where anybody could call."""
    told = refused(tmp_path, "-m", "ivr", "sip", "--host", ANYWHERE, "--port", "0")
    assert "set IVR_SIP_USER, and IVR_SIP_PASSWORD" in told


@pytest.mark.parametrize(
    ("host", "account"),
    [
        (ANYWHERE, {}),
        ("192.0.2.9", {"IVR_SIP_USER": "desk"}),
        ("192.0.2.9", {"IVR_SIP_PASSWORD": PASSWORD}),
        ("192.0.2.9", {"IVR_SIP_USER": "desk", "IVR_SIP_PASSWORD": "short"}),
        ("127.0.0.1", {"IVR_SIP_USER": "desk"}),
    ],
)
def test_half_an_account_is_none(host, account):
    """A user without a good password is refused, also where none would be needed."""
    with pytest.raises(EndpointError):
        account_for(host, account)


def test_on_this_machine_a_password_is_a_choice():
    """Without one nobody is asked; with one everybody is."""
    assert account_for("127.0.0.1", {}) is None
    account = {"IVR_SIP_USER": "desk", "IVR_SIP_PASSWORD": PASSWORD}
    assert account_for("127.0.0.1", account).user == "desk"


def test_a_host_that_is_none_is_told(monkeypatch):
    """A name without an address is no traceback."""

    def unknown(host):
        raise socket.gaierror(host)

    # Some networks answer for every name.
    monkeypatch.setattr(socket, "gethostbyname", unknown)
    with pytest.raises(EndpointError, match=r"no\.such\.host\.invalid"):
        address_of("no.such.host.invalid", 5060)


def test_an_address_of_ipv6_is_refused(tmp_path):
    """SIP is taken by IPv4 alone: one sentence says so, and what to choose."""
    told = refused(tmp_path, "-m", "ivr", "sip", "--host", "::1")
    assert told.startswith("Error: ::1 is of IPv6: telephones call by IPv4 here.")


def test_it_takes_a_call_and_ends_it_when_it_is_stopped(tmp_path):
    """It says that it is ready, takes a call, and says goodbye to it on SIGTERM."""
    command = [sys.executable, "-m", "ivr", "sip", "--port", "0"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(
        command, env=environ(tmp_path), text=True, **pipes
    ) as endpoint:
        ready = endpoint.stdout.readline()
        assert ready.startswith("ready: sip:+")
        phone = Softphone(int(ready.rpartition(":")[2]))
        assert phone.dial().status_code == 200
        endpoint.send_signal(signal.SIGTERM)
        phone.until_bye()
        phone.close()
        _, told = endpoint.communicate(timeout=30)
    assert endpoint.returncode == 0
    assert "call ended" in told
    assert "32470654321" not in told


def test_a_port_that_is_taken_is_told(tmp_path):
    """Two endpoints at one port are one too many, in one sentence."""
    taken = Softphone(0)
    port = taken.address[1]
    told = refused(tmp_path, "-m", "ivr", "sip", "--port", str(port))
    taken.close()
    assert told == f"Error: Port {port} of 127.0.0.1 is taken.\n"


def test_an_address_of_another_machine_is_told(tmp_path):
    """It is not said to be taken, which nobody could mend."""
    account = {"IVR_SIP_USER": "desk", "IVR_SIP_PASSWORD": PASSWORD}
    command = ["-m", "ivr", "sip", "--host", "192.0.2.9", "--port", "0"]
    told = refused(tmp_path, *command, **account)
    assert told == "Error: 192.0.2.9 is no address of this machine.\n"


@pytest.mark.parametrize(
    ("option", "sentence"),
    [
        (("--port", "65536"), "65536"),
        (("--calls", "0"), "'--calls'"),
        (("--hotline", "+3278120009"), "choose one of +815012340001, "),
    ],
)
def test_what_cannot_be_is_bad_usage(tmp_path, option, sentence):
    """A port, a limit or a hotline that is none is exit code 2, and named."""
    told = refused(tmp_path, "-m", "ivr", "sip", *option, exit_code=2)
    assert sentence in told
    assert "Traceback" not in told
