"""A connection that is given up when a deadline is over, or when too much comes.

httpx limits each read by itself: a byte a second keeps a caller waiting for hours.
"""

import ssl
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, cast

import httpcore
import httpx

from ivr.accounts.source import SourceUnavailableError

CONNECT_S = 1.0
CONNECTIONS = 32
"""As many questions as a process asks at once."""
KEPT_ALIVE_S = 30.0
LARGEST_ANSWER_BYTES = 1024 * 1024

FAULTS = (
    httpx.HTTPError,
    httpx.InvalidURL,
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
)
"""All that can be wrong with a connection."""

_ends_at_s: ContextVar[float] = ContextVar("ends_at_s")


@contextmanager
def within(limit_s: float) -> Iterator[None]:
    """Give up what is sent and received in here after *limit_s*, all together.

    What is within another limit keeps to that as well.
    """
    ends_at_s = time.monotonic() + limit_s
    token = _ends_at_s.set(min(ends_at_s, _ends_at_s.get(ends_at_s)))
    try:
        yield
    finally:
        _ends_at_s.reset(token)


def _left_s(timeout_s: float | None) -> float:
    left_s = _ends_at_s.get() - time.monotonic()
    if left_s <= 0:
        raise httpcore.ReadTimeout
    return left_s if timeout_s is None else min(left_s, timeout_s)


class DeadlineTransport(httpx.BaseTransport):
    """Carries requests over connections that are kept alive and know the deadline."""

    def __init__(self) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_connections=CONNECTIONS,
            max_keepalive_connections=CONNECTIONS,
            keepalive_expiry=KEPT_ALIVE_S,
            network_backend=_Backend(),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send *request*, again where a connection that was kept alive is gone."""
        try:
            return self._send(request)
        except (httpcore.RemoteProtocolError, httpcore.ReadError, httpcore.WriteError):
            return self._send(request)

    def _send(self, request: httpx.Request) -> httpx.Response:
        response = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=cast("httpx.SyncByteStream", request.stream),
                extensions={"timeout": {"connect": CONNECT_S, "pool": CONNECT_S}},
            )
        )
        body = _Body(response)
        headers = httpx.Headers(response.headers)
        if headers.get("Content-Encoding", "identity") != "identity":
            # It was not asked for, and a small one may be large inside.
            body.close()
            raise SourceUnavailableError("the answer is packed")
        return httpx.Response(
            status_code=response.status,
            headers=headers,
            stream=body,
            extensions=response.extensions,
        )

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    """The body of a response: httpx would read it to its end, however long."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        length = 0
        for chunk in self._response.iter_stream():
            length += len(chunk)
            if length > LARGEST_ANSWER_BYTES:
                raise SourceUnavailableError("the answer is too long")
            yield chunk

    def close(self) -> None:
        self._response.close()


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left_s(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left_s(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left_s = _left_s(timeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left_s))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    def __init__(self) -> None:
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        left_s = _left_s(timeout)
        return _Stream(
            self._backend.connect_tcp(host, port, left_s, local_address, socket_options)
        )
