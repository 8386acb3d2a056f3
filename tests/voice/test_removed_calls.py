"""A call that was removed does not begin again, whoever recorded its webhooks."""

from datetime import timedelta

import pytest
from conftest import ANNA, ANNAS_PIN, WORKING_DAY, Twilio
from fakes.twiml import verbs

from ivr.speech.catalog import catalog_of

SORRY = catalog_of("nl_BE").words("fault.sorry")


@pytest.fixture
def recorded(make_app, settings):
    """Place a call that hears a balance; give what sends its webhooks again."""
    twilio = Twilio(make_app(uses_recordings=False).test_client(), settings)

    def send():
        return [twilio.arrive(), twilio.press(1, "1"), twilio.press(2, ANNAS_PIN)]

    assert "septante et un" in send()[-1].text
    return send


def test_a_call_is_answered_as_before_while_it_is_kept(recorded):
    """A webhook that comes again is told the old words, and nothing is done twice."""
    assert "septante et un" in recorded()[-1].text


def test_a_call_that_was_purged_cannot_be_placed_anew(recorded, rooms, settings):
    """Its webhooks get an apology, and no account is read for them."""
    later = WORKING_DAY + timedelta(days=181)
    assert rooms.privacy.purge(settings.hotlines, later)["calls"] == 1
    for answer in recorded():
        assert SORRY in answer.text
        assert verbs(answer)[-1] == "Hangup"


def test_a_call_under_way_whose_owner_is_erased_is_kept_no_more(
    recorded, rooms, twilio
):
    """Nothing of the number comes back with the next key."""
    rooms.privacy.erase(ANNA, WORKING_DAY)
    assert "<Hangup" in twilio.press(3, "1").text
    told = rooms.privacy.export(ANNA)
    assert told["calls"] == told["attempts"] == []
