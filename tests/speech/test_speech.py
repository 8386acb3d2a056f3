"""What a hotline says: recordings where there are some, words where there are none."""

import logging
import wave
from decimal import Decimal
from io import BytesIO

import pytest

from ivr.domain.money import Money
from ivr.domain.phrase import DayCount, Digits, Figures, Line, Percent, say
from ivr.domain.secret import Secret
from ivr.domain.usage import Data, Messages, Minutes
from ivr.sealing import Seal
from ivr.speech.recordings import MissingRecordingError
from ivr.speech.speech import Recorded, Speech, Voiced
from ivr.speech.token import MOST_LINES, Tokens

NOW_S = 1_800_000_000.0
HELLO = Line(say("hello"), "en")
BALANCE = Line(say("balance", amount=Money(500, "EUR")), "en")
BYE = Line(say("bye"), "en")
DAG = Line(say("bye"), "nl_BE")
ALL = [HELLO, BALANCE, BYE, DAG]


@pytest.fixture(autouse=True)
def words(catalog):
    english = {"hello": "Hello.", "balance": "Have {amount} left.", "bye": "Bye."}
    catalog("en", english | {"fault.unsayable": "There is more."})
    dutch = {"balance": "U hebt {amount}.", "bye": "Dag."}
    catalog("nl_BE", dutch | {"fault.unsayable": "Er is meer."})


@pytest.fixture
def tokens():
    return Tokens(Seal(Secret("secret"), "speech"))


@pytest.fixture
def speech(recordings, tokens):
    return Speech(recordings, tokens)


@pytest.fixture
def read(tokens):
    """Give what reads the lines that are recorded, and the words of the others."""

    def read(spoken):
        return [
            list(tokens.read(it.token, NOW_S).lines)
            if isinstance(it, Recorded)
            else it.words
            for it in spoken
        ]

    return read


def test_recorded_lines_are_one_link(speech, record, read):
    """Lines that follow one another are fetched at once, whatever their language."""
    for line in ALL:
        record(line)
    assert read(speech.prepare(ALL, NOW_S)) == [ALL]


def test_a_missing_recording_is_read_by_a_voice(speech, record, read, caplog):
    """A line that lacks a recording is said in the same words; the log has none."""
    for line in ALL:
        record(line, but={"five"})
    with caplog.at_level(logging.WARNING):
        spoken = speech.prepare(ALL, NOW_S)
    assert read(spoken) == [[HELLO], "Have five euros left.", [BYE, DAG]]
    (told,) = (record.msg for record in caplog.records)
    assert told["event"] == "said without recordings"
    assert (told["sentence"], told["missing_count"]) == ("balance", 1)


def test_nothing_is_logged_when_all_is_recorded(speech, record, caplog):
    """The log speaks only of what is missing."""
    record(HELLO)
    speech.prepare([HELLO], NOW_S)
    assert not caplog.records


def test_voices_say_each_line_in_its_language(speech):
    """Lines without recordings are read one by one, each in its own language."""
    assert speech.prepare([BYE, DAG], NOW_S) == [
        Voiced("Bye.", "en"),
        Voiced("Dag.", "nl_BE"),
    ]


def test_voices_can_be_chosen(recordings, tokens, record, caplog):
    """With Twilio's voices recordings are not used, and nothing is amiss."""
    record(HELLO)
    speech = Speech(recordings, tokens, uses_recordings=False)
    assert speech.prepare([HELLO], NOW_S) == [Voiced("Hello.", "en")]
    assert not caplog.records


UNSAYABLE = [
    Money(100_000_000_000_000, "EUR"),
    Money(-100_000_000_000_000, "EUR"),
    Money(1_000_000_000_000, "JPY"),
    Money(500, "CHF"),
    Figures(Money(500, "CHF")),
    Minutes(1_000_000_000_000),
    Messages(1_000_000_000_000),
    Messages(-1),
    DayCount(-1),
    Data(10**18),
    Data(-1),
    1_000_000_000_000,
    Percent(Decimal("12.345")),
    Digits("oh four"),
]


@pytest.mark.parametrize("value", UNSAYABLE, ids=str)
def test_a_figure_that_cannot_be_said_is_owned_up_to(speech, record, read, value):
    """Never a wrong figure, and never silence: the other lines stay as they are."""
    unsayable = Line(say("fault.unsayable"), "en")
    for line in (HELLO, BYE, unsayable):
        record(line)
    huge = Line(say("balance", amount=value), "en")
    assert read(speech.prepare([HELLO, huge, BYE], NOW_S)) == [[HELLO, unsayable, BYE]]


def test_what_is_owned_up_to_has_a_way_on(speech, record, read):
    """A person can tell it: that follows, once, and only where something was not said."""
    unsayable = Line(say("fault.unsayable"), "en")
    for line in (HELLO, BYE, unsayable):
        record(line)
    huge = Line(say("balance", amount=Money(10**15, "EUR")), "en")
    told = speech.prepare([HELLO, huge, huge], NOW_S, [BYE])
    assert read(told) == [[HELLO, unsayable, BYE]]
    assert read(speech.prepare([HELLO], NOW_S, [BYE])) == [[HELLO]]


def test_it_is_owned_up_to_in_the_same_language(recordings, tokens):
    """Twilio's voices say it too, each in its language."""
    speech = Speech(recordings, tokens, uses_recordings=False)
    huge = Line(say("balance", amount=Money(500, "CHF")), "nl_BE")
    assert speech.prepare([huge], NOW_S) == [Voiced("Er is meer.", "nl_BE")]


def test_a_figure_that_cannot_be_said_stays_out_of_the_log(speech, record, caplog):
    """The log tells which sentence and why, and nothing of the figure."""
    huge = Line(say("balance", amount=Money(12_345_678_900_000_000, "EUR")), "en")
    speech.prepare([huge], NOW_S)
    told = caplog.records[0].msg
    assert (told["event"], told["sentence"]) == ("a figure cannot be said", "balance")
    assert told["error"].endswith("UnspeakableError")


def test_only_confessions_are_said_once(speech, record, read):
    """Two charges alike are two charges; two figures that cannot be said are one."""
    record(HELLO)
    assert read(speech.prepare([HELLO, HELLO], NOW_S)) == [[HELLO, HELLO]]
    huge = Line(say("balance", amount=Money(10**15, "EUR")), "en")
    assert len(speech.prepare([huge, huge], NOW_S)) == 1


def test_many_lines_are_some_links(speech, record, read):
    """No link holds more lines than one may hold, and none is lost."""
    record(HELLO)
    links = read(speech.prepare([HELLO] * (2 * MOST_LINES + 1), NOW_S))
    assert list(map(len, links)) == [MOST_LINES, MOST_LINES, 1]


def test_nothing_to_say_is_nothing(speech):
    """No lines make no links."""
    assert speech.prepare([], NOW_S) == []


def test_what_is_rendered_is_what_was_prepared(speech, record, tokens):
    """The lines of a link are joined into audio in their order."""
    lengths_ms = [sum(record(line)) for line in ALL]
    (spoken,) = speech.prepare(ALL, NOW_S)
    utterance = speech.render(tokens.read(spoken.token, NOW_S).lines)
    texts = [heard.sentence.text for heard in utterance.heard]
    assert texts == ["Hello.", "Have five euros left.", "Bye.", "Dag."]
    with wave.open(BytesIO(utterance.wav)) as sound:
        assert sound.getnframes() > sum(lengths_ms) * 8


def test_rendering_names_what_is_missing(speech):
    """A recording that vanished since the link was made is named."""
    with pytest.raises(MissingRecordingError, match="prompts/en lacks hello"):
        speech.render([HELLO])
