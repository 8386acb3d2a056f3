"""Secrets: what cannot be shown by accident."""

import json
import traceback

import pytest

from ivr.domain.secret import Secret

PIN = "314159"
SECRET = Secret(PIN)


@pytest.mark.parametrize(
    "shown",
    [
        str(SECRET),
        repr(SECRET),
        f"{SECRET}",
        f"{SECRET!r:>20}",
        "%s %r" % (SECRET, SECRET),  # noqa: UP031 - one more way to show it
        str([SECRET]),
        repr({"pin": SECRET}),
        "".join(traceback.format_exception(ValueError(SECRET))),
    ],
)
def test_a_secret_is_not_shown(shown):
    """Whatever prints, formats or raises it shows dots, as many for each."""
    assert PIN not in shown
    assert "•••" in shown


def test_a_secret_is_not_written_out():
    """What would take it apart to write it down fails."""
    with pytest.raises(TypeError):
        json.dumps(SECRET)
    with pytest.raises(TypeError):
        vars(SECRET)


def test_a_secret_is_what_it_was_made_of():
    """It is equal to another of the same text, and to nothing else; it can be used."""
    assert SECRET == Secret(PIN)
    assert len({SECRET, Secret(PIN), Secret("314158")}) == 2
    assert SECRET != PIN
    assert SECRET.reveal() == PIN
