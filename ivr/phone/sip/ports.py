"""The ports of sound: even ones, by twos, which nobody can guess."""

import secrets
import socket

from aiortp.port_allocator import PortAllocator

PORTS = (10_000, 20_000)


class RandomPorts(PortAllocator):
    """Begins to look anywhere each time: aiortp's own gives the lowest that is free.

    A stranger who could tell which port a call has would send it packets.
    """

    async def allocate(self) -> tuple[int, int]:
        """Give a port for RTP and the next for RTCP, the first free one from any."""
        ports = range(self._min_port, self._max_port, 2)
        start = secrets.randbelow(len(ports))
        for port in (*ports[start:], *ports[:start]):
            if port not in self._allocated and _are_free(port, port + 1):
                self._allocated.add(port)
                return port, port + 1
        raise RuntimeError("all RTP ports are taken")


def _are_free(*ports: int) -> bool:
    for port in ports:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.bind(("", port))
            except OSError:
                return False
    return True
