"""Where a server listens, as it is shown and as it is reached."""

import errno
import socket
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

import click

from ivr.settings import ConfigError

PORT = click.IntRange(0, 65535)

WRITTEN = "write http://127.0.0.1:8000, or with IPv6 http://[::1]:8000."

LOOPBACK = {4: "127.0.0.1", 6: "::1"}


def hotline_url(
    _context: click.Context, _option: click.Parameter, value: str | None
) -> str | None:
    """Take *value*, which is to be a URL, without a slash at its end."""
    if value is None:
        return None
    if not _is_url(value):
        raise click.BadParameter(f"{value!r} is no URL: {WRITTEN}")
    return value.rstrip("/")


def bare(host: str) -> str:
    """Give *host* without the brackets that an IPv6 address has in a URL."""
    return host[1:-1] if host.startswith("[") and host.endswith("]") else host


def authority(host: str, port: int) -> str:
    """Write *host* and *port* as URLs do: 127.0.0.1:8000, [::1]:8000."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def require_free(host: str, port: int) -> None:
    """Fail, saying what to do, where no server can listen at *port* of *host*."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        # As servers do: what a server before has left behind does not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ConfigError(_why_not(error, host, port)) from error


def _why_not(error: OSError, host: str, port: int) -> str:
    match error.errno:
        case errno.EADDRINUSE:
            return (
                f"Port {port} of {host} is taken by another program: choose another with "
                f"--port, or make run PORT={port + 1}"
            )
        case errno.EACCES:
            return (
                f"You may not listen at port {port}: choose one from 1024 with --port"
            )
        case _:
            return f"No server can listen at {host}: {error.strerror}"


def from_here(host: str) -> str:
    """Give the host by which this machine reaches a server at *host*."""
    address = _address(host)
    if address is None or not address.is_unspecified:
        return host
    return LOOPBACK[address.version]


def is_own(host: str) -> bool:
    """Tell whether nobody but this machine reaches a server at *host*."""
    address = _address(host)
    return host == "localhost" if address is None else address.is_loopback


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
        has_port = parts.port != 0  # reads it: one that is none is a ValueError
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and has_port


def _address(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None
