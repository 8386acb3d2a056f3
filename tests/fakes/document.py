"""The OpenAPI document of our routes, read."""

from pathlib import Path
from typing import Any

from openapi_spec_validator.readers import read_from_filename

import ivr.console

FILE = Path(ivr.console.__file__).with_name("openapi.yaml")
DOCUMENT, _ = read_from_filename(str(FILE))
ROUTES = frozenset(DOCUMENT["paths"])

METHODS = {"HEAD": "GET"}
"""What is answered as another method is."""


def operations() -> dict[tuple[str, str], dict[str, Any]]:
    """Give what can be asked for, by method and path."""
    return {
        (method.upper(), path): operation
        for path, methods in DOCUMENT["paths"].items()
        for method, operation in methods.items()
    }


def statuses(path: str, method: str) -> set[int]:
    """Give the statuses that *method* on *path* may be answered with, if it is there."""
    operation = operations().get((METHODS.get(method, method), path), {})
    return {int(status) for status in operation.get("responses", ())}


def resolved(part: dict[str, Any]) -> dict[str, Any]:
    """Follow the reference that *part* is, if it is one."""
    if "$ref" not in part:
        return part
    found = DOCUMENT
    for name in part["$ref"].removeprefix("#/").split("/"):
        found = found[name]
    return found
