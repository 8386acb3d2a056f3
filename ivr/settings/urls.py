"""Which addresses may be written without TLS: those that stay on the machine."""

from ipaddress import ip_address
from urllib.parse import SplitResult


def is_private(parts: SplitResult) -> bool:
    """Tell whether what is sent to the URL of *parts* can be read by nobody else."""
    return parts.scheme == "https" or _is_loopback(parts.hostname or "")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
