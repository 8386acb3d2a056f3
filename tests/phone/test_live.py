"""A handset in real time hears, is cut short, and is hung up, from any thread."""

import pytest

from ivr.phone import live
from ivr.phone.captions import Caption
from ivr.phone.handset import CallerHungUpError, Heard, Question
from ivr.phone.live import LiveCaller
from ivr.phone.sound import SAMPLE_RATE_HZ, Sound
from ivr.phone.transcript import Transcript
from ivr.phone.verbs import Gather

LENGTH_S = 0.05
SOUND = Sound(
    bytes(int(LENGTH_S * SAMPLE_RATE_HZ) * 2), (Caption("hello", "en", 0, 1),)
)
LONG = Sound(bytes(60 * SAMPLE_RATE_HZ * 2), ())
"""Not over before a busy machine comes to press a key."""

QUESTION = Question(Gather(num_digits=4), (SOUND,))


class Earpiece:
    """Does at once, as a sound begins, what *then* says: with its number."""

    def __init__(self):
        self.then = lambda number: None
        self.did = []

    def play(self, sound, number):
        self.did.append("play")
        self.then(number)

    def stop(self):
        self.did.append("stop")

    def connect(self, number):
        self.did.append(number)


@pytest.fixture
def earpiece():
    return Earpiece()


@pytest.fixture
def lines():
    return []


@pytest.fixture
def caller(earpiece, lines):
    caller = LiveCaller(earpiece, Transcript(lines.append))
    earpiece.then = caller.played
    return caller


def test_a_sound_is_heard_to_its_end(caller, earpiece, lines):
    """What was played is heard whole, and its words are written down."""
    assert caller.hear(SOUND, until_key=True) == Heard(SOUND.length_s)
    assert [line.text for line in lines] == ["hello"]
    assert earpiece.did == ["play"]


def test_a_key_cuts_a_question_short(caller, earpiece):
    """The sound stops at once, and the key is the answer's first."""
    earpiece.then = lambda _: caller.press("1")
    heard = caller.hear(LONG, until_key=True)
    assert heard.key == "1"
    assert heard.heard_s < LONG.length_s
    assert earpiece.did == ["play", "stop"]


def test_a_key_that_nobody_awaits_cuts_nothing(caller, earpiece):
    """Outside a question the sound goes on to its end."""

    def press_and_end(number):
        caller.press("1")
        caller.played(number)

    earpiece.then = press_and_end
    assert caller.hear(SOUND, until_key=False) == Heard(SOUND.length_s)


def test_hanging_up_stops_the_sound(caller, earpiece):
    """Whoever leaves in the middle hears no more."""
    earpiece.then = lambda _: caller.leave()
    assert caller.hear(SOUND, until_key=False).left
    assert earpiece.did == ["play", "stop"]


def test_the_end_of_an_earlier_sound_is_not_that_of_this_one(
    caller, earpiece, monkeypatch
):
    """A report that comes late ends nothing; one that never comes is not waited for."""
    monkeypatch.setattr(live, "GRACE_S", 0)
    earpiece.then = lambda number: caller.played(number - 1)
    assert caller.hear(SOUND, until_key=True) == Heard(SOUND.length_s)


def test_a_key_after_the_question_is_awaited(caller):
    """The keys of an entry come one by one; silence is none."""
    caller.press("4")
    assert caller.await_key(0) == "4"
    assert caller.await_key(0) is None


def test_what_was_pressed_before_a_question_is_no_answer_to_it(caller):
    """Keys are forgotten as the question begins; that the caller left is not."""
    caller.press("1")
    caller.leave()
    caller.asked(QUESTION)
    with pytest.raises(CallerHungUpError):
        caller.await_key(0)


def test_secret_keys_are_written_as_dots(caller, lines):
    """A PIN stands in no transcript."""
    caller.answered(QUESTION, "1234")
    assert [line.keys for line in lines] == ["••••"]


def test_a_transfer_names_who_would_be_called(caller, earpiece):
    """No real telephone rings, and the caller is told which would."""
    assert caller.transferred("+3222340001", 30).status == "completed"
    assert earpiece.did == ["+3222340001"]
