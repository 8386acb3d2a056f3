"""Where a server listens, as it is shown and as it is reached."""

from ipaddress import IPv4Address, IPv6Address, ip_address

LOOPBACK = {4: "127.0.0.1", 6: "::1"}


def bare(host: str) -> str:
    """Give *host* without the brackets that an IPv6 address has in a URL."""
    return host[1:-1] if host.startswith("[") and host.endswith("]") else host


def authority(host: str, port: int) -> str:
    """Write *host* and *port* as URLs do: 127.0.0.1:8000, [::1]:8000."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


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


def _address(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None
