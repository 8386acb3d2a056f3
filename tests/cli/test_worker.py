"""What is no request, or says by a header which path it meant, at a server for real."""

import re
import socket

import httpx
import pytest
from fakes.server import served

from ivr.app import HEADERS

SECRET = "0470654321"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Give the port of a server, and what it wrote once it has ended."""
    with served(tmp_path_factory.mktemp("server")) as (port, output):
        yield port, output


def answer(port, sent):
    """Send bytes, and give all that is answered."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(sent)
        return b"".join(iter(lambda: line.recv(4096), b"")).decode()


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"<b>no request</b>\r\n\r\n", 400),
        (b"GET /voice HTTP/9.9\r\n\r\n", 400),
        (b"GET /" + b"a" * 5000 + b" HTTP/1.1\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 9000 + b"\r\n\r\n", 431),
        (b"POST /sms HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
    ],
    ids=["nonsense", "version", "long line", "long header", "two lengths"],
)
def test_what_is_no_request_is_refused_without_a_page(server, sent, status):
    """It gets a status, the strict headers and nothing that it could have written."""
    head, _, body = answer(server[0], sent).partition("\r\n\r\n")
    assert head.startswith(f"HTTP/1.1 {status} ")
    assert body == ""
    for name, value in HEADERS.items():
        assert f"{name}: {value}" in head


@pytest.mark.parametrize("name", ["SCRIPT_NAME", "PATH_INFO"])
@pytest.mark.parametrize(("path", "status"), [("/voice", 403), ("/healthz", 200)])
def test_no_header_says_which_path_was_asked_for(server, name, path, status):
    """What is signed and what is answered are one path, whoever stands in front."""
    method = "POST" if status == 403 else "GET"
    for value in ("/voice", "/healthz", "/foo"):
        url = f"http://127.0.0.1:{server[0]}{path}"
        assert httpx.request(method, url, headers={name: value}).status_code == status


def test_the_log_does_not_repeat_what_is_no_request(tmp_path):
    """Its kind is told, and nothing that was sent: it may be a number, or a line."""
    with served(tmp_path) as (port, output):
        answer(port, f"GET {SECRET[:3]} {SECRET} \x1b[2J\r\n\r\n".encode())
    said = "".join(output)
    assert re.search(r"refused: no request.*InvalidRequestLine", said)
    assert not [
        it for it in (SECRET, f"GET {SECRET[:3]}", "\x1b[2J", "[2J") if it in said
    ]
