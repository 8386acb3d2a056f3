"""The environment of the tests: that of the developer, without what would change them.

It is cleared as this is imported, before any library is: some read it then, and never
again.
"""

import os

FOR_TESTS = {
    "IVR_AXE",
    "IVR_CHROMIUM",
    "IVR_PRISM",
    "IVR_SPECS",
    "IVR_TEST_POSTGRESQL_URL",
}
"""What a developer tells the tests themselves."""

READ_PREFIXES = ("IVR_", "TWILIO_", "FLASK_", "HATCH_", "PG", "PROMETHEUS_")
READ_NAMES = {
    "ALL_PROXY",
    "COLUMNS",
    "FORCE_COLOR",
    "HTTPS_PROXY",
    "HTTP_PROXY",
    "LINES",
    "MAKEFLAGS",
    "MAKELEVEL",
    "NO_COLOR",
    "NO_PROXY",
    "PORT",
    "PYTHON",
    "SSL_CERT_DIR",
    "SSL_CERT_FILE",
}
"""What we, our libraries and make read: hotlines, databases, proxies, looks, options."""


def is_read(name: str) -> bool:
    """Tell whether the variable *name* would change what a test sees."""
    is_ours = name.startswith(READ_PREFIXES) and name not in FOR_TESTS
    return is_ours or name.upper() in READ_NAMES


for name in filter(is_read, list(os.environ)):
    del os.environ[name]
