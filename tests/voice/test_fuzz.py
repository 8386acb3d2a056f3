"""Whatever is sent, to whatever address."""

import hypothesis
import pytest
from conftest import WORKING_DAY
from fakes.bombardment import Bombardment
from fakes.noise import requests
from hypothesis import HealthCheck, given
from hypothesis import strategies as st


@pytest.fixture
def besieged(make_app, settings, clock, databases):
    """Give what opens a fresh hotline to be fired at."""

    def besieged():
        clock.at = WORKING_DAY
        app = make_app(database_url=databases.next_demo())
        return Bombardment(app, settings, clock)

    return besieged


@hypothesis.settings(
    max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(requests(), min_size=5, max_size=25))
def test_whatever_comes_is_answered_as_it_should_be(besieged, noises):
    """No fault, only TwiML of the core to Twilio, and to others nothing at all."""
    bombardment = besieged()
    for noise in noises:
        shot = bombardment.send(noise)
        assert shot.complaint() is None, (shot.path, shot.response.text)


@pytest.mark.parametrize(("method", "path"), [("GET", "/voice"), ("POST", "/voice/x")])
def test_nobody_makes_us_fail_with_a_large_body(client, method, path):
    """Astray, too, a body that is not read is refused, and its sender told nothing."""
    refused = client.open(path, method=method, data={"CallSid": "9" * 70_000})
    assert (refused.status_code, refused.text) == (403, "")
