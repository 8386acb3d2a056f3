"""Where the lines of tests go."""

import io
import json
import logging

import pytest

from ivr import logs


class Lines(io.StringIO):
    """A stream of lines, each one JSON object."""

    @property
    def told(self):
        return [json.loads(line) for line in self.getvalue().splitlines()]


@pytest.fixture
def lines():
    stream = Lines()
    logs.set_up(stream, logging.DEBUG, as_json=True)
    return stream
