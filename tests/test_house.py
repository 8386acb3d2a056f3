"""The house is as its map says."""

import importlib
import re

import ivr


def test_the_map_names_rooms_that_are_there():
    """Every module on the way of a call exists."""
    named = re.findall(r"ivr(?:\.\w+)+", ivr.__doc__)
    assert len(named) >= 8
    for name in named:
        assert importlib.import_module(name).__doc__
