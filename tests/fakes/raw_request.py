"""A request as a server hands it over, its path as it was sent."""

from urllib.parse import quote, unquote_to_bytes

from werkzeug.test import EnvironBuilder


def as_sent(path: str) -> str:
    """Write *path* as it goes over a line: what is no ASCII as UTF-8, in hexadecimal."""
    return quote(path, safe="/?%=&:;,@!$'()*+[]~^`{}|<>\"\\")


def environ(raw: str, **request: object) -> dict[str, object]:
    """Give the rest of a *request*, as werkzeug's builder takes it, with the path *raw*."""
    path, _, query = raw.partition("?")
    return EnvironBuilder(path="/", **request).get_environ() | {
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "RAW_URI": raw,
        "REQUEST_URI": raw,
    }
