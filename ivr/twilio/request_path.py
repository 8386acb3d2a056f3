"""The path and query of a request exactly as they were sent."""

from typing import Any
from urllib.parse import quote


def raw_path(environ: dict[str, Any]) -> str:
    """Give the request's target from a WSGI *environ*.

    Servers keep it as `RAW_URI` (gunicorn) or `REQUEST_URI`; a decoded path, quoted
    again, is the last resort, for what was sent in another spelling fails then.
    """
    sent = environ.get("RAW_URI") or environ.get("REQUEST_URI")
    if sent:
        return str(sent)
    query = environ.get("QUERY_STRING")
    return quote(environ["PATH_INFO"], safe="/%") + (f"?{query}" if query else "")
