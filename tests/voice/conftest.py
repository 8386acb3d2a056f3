"""What the tests of webhooks share: hotlines with limits of their own."""

from dataclasses import replace

import pytest
from conftest import Twilio

from ivr.domain.hotline import LIMITS


@pytest.fixture
def limited(make_app, settings):
    """Give a Twilio whose hotlines have limits of their own, and speak in words."""

    def limited(**limits):
        hotlines = {
            number: replace(hotline, limits=replace(LIMITS, **limits))
            for number, hotline in settings.hotlines.items()
        }
        app = make_app(hotlines=hotlines, uses_recordings=False)
        return Twilio(app.test_client(), settings)

    return limited
