"""Hosts, ports and URLs that are none."""

import pytest
from click.testing import CliRunner

from ivr.cli import ivr


def refused(*command):
    told = CliRunner().invoke(ivr, command)
    assert told.exit_code == 2
    return told.stderr


@pytest.mark.parametrize(
    "url",
    [
        "",
        "127.0.0.1:8000",
        "http://",
        "http://::1:8000",
        "http://[::1",
        "ftp://a",
        "http://a:b",
    ],
)
@pytest.mark.parametrize("command", ["call --from anonymous --to +3278120001", "sip"])
def test_a_url_that_is_none_is_wrong_usage(command, url):
    """One sentence tells how URLs are written, with IPv6 too."""
    assert "http://[::1]:8000" in refused(*command.split(), "--url", url)


@pytest.mark.parametrize("command", ["run", "serve", "sip"])
@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_a_port_that_is_none_is_wrong_usage(command, port):
    """It is refused before anything is opened."""
    assert "--port" in refused(command, "--port", port)
