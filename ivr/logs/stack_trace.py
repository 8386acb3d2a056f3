"""The stack trace of an error: its type, its code, its way, and never its message.

A message may quote anything: the number that was asked for, a row, the words of an
amount. Types, codes and lines of the program tell what broke, and nothing of whom.
"""

import errno
import re
import traceback
from collections.abc import Iterator
from types import TracebackType

MOST_FRAMES = 40
CODES = ("sqlite_errorname", "sqlstate")
"""Where the errors of databases have a code."""
CODE = re.compile("[A-Z0-9]{5}|[A-Z_]{6,50}")


ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def trace_of(exc_info: ExcInfo) -> str:
    """Tell an error, as `sys.exc_info` gives it; what led to it comes first."""
    return "\n".join(line for one in _led_to(exc_info[1]) for line in _told(one))


def _led_to(error: BaseException) -> list[BaseException]:
    found = {id(error): error}
    while before := _cause(error):
        if id(before) in found:
            break
        found[id(before)] = error = before
    return list(found.values())[::-1]


def _cause(error: BaseException) -> BaseException | None:
    if error.__cause__ is not None or error.__suppress_context__:
        return error.__cause__
    return error.__context__


def _told(error: BaseException) -> Iterator[str]:
    yield f"{name_of(type(error))}{_code(error)}"
    frames = list(traceback.walk_tb(error.__traceback__))
    for frame, line in frames[-MOST_FRAMES:]:
        module = frame.f_globals.get("__name__", "?")
        yield f"  {module}:{line} {frame.f_code.co_name}"


def name_of(kind: type) -> str:
    """Name a type with the room it comes from."""
    if kind.__module__ == "builtins":
        return kind.__qualname__
    return f"{kind.__module__}.{kind.__qualname__}"


def _code(error: BaseException) -> str:
    found = [getattr(error, name, None) for name in CODES]
    if isinstance(error, OSError):
        found.append(errno.errorcode.get(error.errno or 0))
    codes = [code for code in found if isinstance(code, str) and CODE.fullmatch(code)]
    return f" ({codes[0]})" if codes else ""
