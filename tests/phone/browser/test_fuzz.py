"""Whatever is sent to the phone page."""

import hypothesis
import pytest
from fakes.phone_bombardment import PhoneBombardment
from fakes.phone_noise import phone_requests
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from ivr.phone.browser import call, routes


@pytest.fixture
def besieged(make_app, sqlite_file, monkeypatch):
    """Give what opens a fresh switchboard to be fired at; nothing in it is waited for."""
    assert sqlite_file
    monkeypatch.setattr(routes, "NEWS_WAIT_S", 0.01)
    monkeypatch.setattr(call, "SLOW_S", 0.0)
    return lambda: PhoneBombardment(make_app(has_phone=True))


@hypothesis.settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(phone_requests(), min_size=5, max_size=25))
def test_whatever_comes_to_the_page_is_answered_as_documented(besieged, noises):
    """No fault, no status that is not documented, and nothing for another page."""
    bombardment = besieged()
    try:
        for noise in noises:
            shot = bombardment.send(noise)
            assert shot.complaint() is None, (shot.path, shot.response.text)
    finally:
        bombardment.hang_up()
