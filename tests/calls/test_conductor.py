"""What the world answers, as the dialogue is told it."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from ivr.accounts.asking import Asking
from ivr.accounts.source import PATIENCE, SourceUnavailableError
from ivr.calls.conductor import Conductor
from ivr.calls.moment import Moment
from ivr.calls.reading import Reading
from ivr.dialogue.acts import LATEST, Ask
from ivr.dialogue.call import begin
from ivr.dialogue.events import Answered, press
from ivr.domain.account import Account, Charge, TopUp
from ivr.domain.money import Money
from ivr.domain.phrase import RecentDay

JAPAN, LONDON = "+815012340001", "+442079460001"
KENJI, PIN = "+819012345678", "314159"
LATE = datetime(2026, 11, 18, 23, 30, tzinfo=UTC)
"""Half past eleven in London, and half past eight of the next morning in Tokyo."""
EARLIER = datetime(2026, 11, 18, 23, 20, tzinfo=UTC)
FIVE = Money(500, "JPY")
ACCOUNT = Account(KENJI, "ja_JP", Money(13680, "JPY"), None)
READS = {"read": "1", "top_ups": "41", "charges": "42"}
"""What a source is asked, and the keys that make it so."""


@dataclass
class Source:
    """A source that has one *account*, whose *error* is its answer if it is set."""

    account: Account | None = ACCOUNT
    history: tuple = ()
    error: Exception | None = None
    limit: int = 0

    def read(self, msisdn):
        return self._answer(self.account)

    def top_ups(self, msisdn, limit):
        self.limit = limit
        return self._answer(self.history)

    charges = top_ups

    def _answer(self, answer):
        if self.error:
            raise self.error
        return answer


class Fleeting(Source):
    """A source whose account is read once, and gone."""

    def read(self, msisdn):
        account, self.account = self.account, None
        return account


@pytest.fixture
def call(rooms, settings):
    """Give what calls, presses keys, and proves itself: what is heard then.

    *error* is what the source raises once the PIN is keyed in.
    """

    def call(source, keys, dialled=JAPAN, error=None):
        hotline = settings.hotlines[dialled]
        local = LATE.astimezone(ZoneInfo(hotline.time_zone))
        conductor, now = (
            Conductor(Reading(source, Asking(PATIENCE)), rooms.pins),
            begin(hotline),
        )
        for turn, event in enumerate([Answered(local, KENJI), *map(press, keys)]):
            now, _ = conductor.conduct(now, event, Moment("CA1", turn, LATE))
        source.error = error
        return conductor.conduct(now, press(PIN), Moment("CA1", 9, LATE))[1]

    return call


def gaps(turn, sentence):
    (line,) = (line for line in turn.lines if line.phrase.sentence == sentence)
    return dict(line.phrase.gaps)


@pytest.mark.parametrize(
    ("dialled", "today"), [(LONDON, date(2026, 11, 18)), (JAPAN, date(2026, 11, 19))]
)
@pytest.mark.parametrize(
    ("kind", "keys", "sentence"),
    [
        (TopUp, READS["top_ups"], "top_ups.plain"),
        (Charge, READS["charges"], "charges.plain"),
    ],
)
def test_yesterday_is_the_callers_yesterday(call, dialled, today, kind, keys, sentence):
    """A top-up at half past eleven in London is tomorrow's in Tokyo."""
    heard = call(Source(history=(kind(FIVE, LATE),)), keys, dialled)
    assert gaps(heard, sentence)["day"] == RecentDay(today, today)


@pytest.mark.parametrize(
    ("dialled", "at"), [(LONDON, time(23, 20)), (JAPAN, time(8, 20))]
)
def test_figures_are_as_old_as_the_clock_on_the_wall_says(call, dialled, at):
    """The hour at which figures were true is told in the hotline's own time."""
    source = Source(replace(ACCOUNT, as_of=EARLIER))
    heard = call(source, READS["read"], dialled)
    assert gaps(heard, "asof.time") == {"time": at}


@pytest.mark.parametrize("keys", [READS["top_ups"], READS["charges"]])
def test_no_more_is_asked_of_a_source_than_is_told(call, keys):
    """A history of years is not carried over for three sentences."""
    source = Source()
    call(source, keys)
    assert source.limit == LATEST


@pytest.mark.parametrize("keys", READS.values(), ids=READS)
@pytest.mark.parametrize(
    "error", [SourceUnavailableError("away"), TimeoutError(), KeyError("balance")]
)
def test_a_source_that_raises_becomes_a_sentence(call, keys, error, caplog):
    """Whatever it raises, whatever it was asked, the caller hears so and goes on."""
    heard = call(Source(), keys, error=error)
    assert heard.lines[0].phrase.sentence == "report.unavailable"
    assert isinstance(heard.act, Ask)
    assert "a wish could not be granted" in caplog.text
    assert KENJI not in caplog.text


def test_a_source_that_talks_nonsense_becomes_a_sentence(call, caplog):
    """A date that is none is found out when it is looked at: the call goes on."""
    heard = call(Source(replace(ACCOUNT, valid_until="soon")), READS["read"])
    assert heard.lines[0].phrase.sentence == "report.unavailable"
    assert "what a source told cannot be used" in caplog.text


def test_an_account_that_is_gone_meanwhile_is_a_sentence(call):
    """An account that was there at the answer, and is not now, breaks nothing."""
    heard = call(Fleeting(), READS["read"])
    assert heard.lines[0].phrase.sentence == "report.unavailable"


@pytest.mark.parametrize(
    ("written", "spoken"), [("nl-BE", "nl_BE"), ("zh_CN", "zh_CN"), ("xx_XX", "ja_JP")]
)
def test_an_account_in_a_language_we_lack_hears_the_hotlines(call, written, spoken):
    """However it writes a language, an account is spoken to in one that we have."""
    heard = call(Source(replace(ACCOUNT, locale=written)), READS["read"])
    assert {line.locale for line in heard.lines} == {spoken}
