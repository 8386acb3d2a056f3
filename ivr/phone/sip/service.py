"""A SIP endpoint that takes calls until it is told to stop."""

import asyncio
import errno
import ipaddress
import signal
import socket
from collections.abc import Callable, Mapping

from ivr.domain.secret import Secret
from ivr.phone.exchange import Exchange
from ivr.phone.sip.authentication import Account
from ivr.phone.sip.endpoint import Endpoint, Terms
from ivr.phone.sip.transport import Address, Transport

USER, PASSWORD = "IVR_SIP_USER", "IVR_SIP_PASSWORD"
SHORTEST_PASSWORD = 12
"""Characters: a digest can be heard on the way, and tried at home."""


ONLY_IPV4 = (
    "telephones call by IPv4 here. Choose 127.0.0.1, or another IPv4 address of this "
    "machine."
)


class EndpointError(Exception):
    """The endpoint cannot start; the message says what to do."""


def address_of(host: str, port: int) -> Address:
    """Give the IPv4 address of *host*, a name or an address."""
    if ":" in host:
        raise EndpointError(f"{host} is of IPv6: {ONLY_IPV4}")
    try:
        return (socket.gethostbyname(host), port)
    except OSError as error:
        raise EndpointError(f"There is no IPv4 address of {host}.") from error


def account_for(host: str, environ: Mapping[str, str]) -> Account | None:
    """Give the account that *environ* has, which calls from elsewhere cannot do without.

    *host* is the IPv4 address at which they come in.
    """
    user, password = environ.get(USER, ""), environ.get(PASSWORD, "")
    if not user and not password and ipaddress.ip_address(host).is_loopback:
        return None
    if not user or len(password) < SHORTEST_PASSWORD:
        raise EndpointError(
            f"Whoever reaches {host} could call: set {USER}, and {PASSWORD} with"
            f" {SHORTEST_PASSWORD} characters or more."
        )
    return Account(user, Secret(password))


async def serve(
    address: Address, exchange: Exchange, terms: Terms, ready: Callable[[int], None]
) -> None:
    """Take calls at *address* until SIGINT or SIGTERM; *ready* is told the port."""
    endpoint = Endpoint(Transport(address), exchange, terms)
    try:
        await endpoint.start()
    except OSError as error:
        raise EndpointError(_why_not(error, address)) from error
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    ready(endpoint.transport.local_addr[1])
    await stopping.wait()
    await endpoint.stop()


def _why_not(error: OSError, address: Address) -> str:
    host, port = address
    match error.errno:
        case errno.EADDRNOTAVAIL:
            return f"{host} is no address of this machine."
        case errno.EACCES:
            return f"You may not use port {port}: choose one from 1024."
        case _:
            return f"Port {port} of {host} is taken."
