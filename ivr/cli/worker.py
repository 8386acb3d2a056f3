"""The worker of gunicorn that serves us, where what is sent is no request yet.

Rules of this file:
1. What cannot be read is answered as guarded as everything else, with a status and no
   page: neither that nor the log repeats what somebody wrote.
"""

from contextlib import suppress
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine, ParseException
from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import ThreadWorker

from ivr.app import HEADERS
from ivr.logs import log_of, name_of

STATUSES = MappingProxyType(
    {
        LimitRequestLine: HTTPStatus.REQUEST_URI_TOO_LONG,
        LimitRequestHeaders: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    }
)
"""What is answered to what is too long; to all else that cannot be read, 400."""

log = log_of(__name__)


class Worker(ThreadWorker):  # type: ignore[misc] # gunicorn ships no types
    """A worker with threads, which tells nobody how it fails to read."""

    def handle_error(
        self, req: Any, client: Any, addr: Any, exc: BaseException
    ) -> None:
        """Refuse what cannot be read; of our own failures gunicorn tells."""
        if not isinstance(exc, ParseException):
            super().handle_error(req, client, addr, exc)
            return
        log.warning("refused: no request", error=name_of(type(exc)))
        status = STATUSES.get(type(exc), HTTPStatus.BAD_REQUEST)
        with suppress(OSError):  # who has hung up hears nothing
            write_nonblock(client, _refusal(status))


def _refusal(status: HTTPStatus) -> bytes:
    headers = {"Connection": "close", "Content-Length": "0", **HEADERS}
    lines = [f"HTTP/1.1 {status.value} {status.phrase}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode()
