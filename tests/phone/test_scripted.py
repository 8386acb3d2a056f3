from dataclasses import replace

import pytest
from fakes.hotline import CALLER, DIALLED, MENU, gather, response

from ivr.phone.pace import Pace
from ivr.phone.player import Player
from ivr.phone.scripted import ScriptedCaller, ScriptError, read_script
from ivr.phone.tape import Tape
from ivr.phone.transcript import Transcript

BALANCE = "<Play>/speech/balance.wav</Play>"


@pytest.mark.parametrize(
    ("attributes", "caller", "pressed_at_s"),
    [
        ('numDigits="1"', ("1", "known"), 3.5 + 0.4),
        ('numDigits="1"', ("2", "known"), 5.5 + 0.4),
        ('numDigits="1"', ("0", "known"), 6 + 0.4),
        ('numDigits="2"', ("1-", "known"), 6 + 0.4 + 5),
        ('numDigits="2"', ("12", "known"), 6 + 2 * 0.4),
        ('numDigits="1"', ("1", "new"), 6 + 0.4),
        ('numDigits="1"', ("1", "expert"), 0.5 + 0.3),
        ('numDigits="3"', ("123", "expert"), 0.5 + 3 * 0.3),
    ],
)
def test_keys_are_pressed_at_the_pace(call, hotline, attributes, caller, pressed_at_s):
    """Each pace presses its first key at its moment, and every key takes its time."""
    hotline.documents["/voice"] = response(gather(attributes))
    hotline.documents["/voice/turn/1"] = response()
    answer = call(*caller).lines[-1]
    assert answer.who == "caller"
    assert answer.elapsed_s == pytest.approx(pressed_at_s)


def test_the_key_may_be_named_in_a_later_sound(call, hotline):
    """The moment of a key counts from the start of the question, over its sounds."""
    hotline.documents["/voice"] = response(
        gather('numDigits="1"', f"<Say>0123456789</Say>{MENU}")
    )
    hotline.documents["/voice/turn/1"] = response()
    assert call("1").lines[-1].elapsed_s == pytest.approx(0.7 + 3.5 + 0.4)


@pytest.mark.parametrize(
    ("attributes", "keys", "shown"),
    [
        ('numDigits="1"', "1", "1"),
        ('numDigits="6"', "314159", "••••••"),
        ('numDigits="6"', "314", "••••"),
        ("", "0470", "•••••"),
        ('numDigits="6"', "-", ""),
    ],
)
def test_secret_keys_are_masked(call, hotline, attributes, keys, shown):
    """Every key of an answer that may have several is a dot; one key is shown."""
    hotline.documents["/voice"] = response(gather(attributes))
    hotline.documents["/voice/turn/1"] = response()
    assert call(keys).lines[-1].keys == shown


def test_a_caller_without_a_word_left_hears_the_question_and_leaves(call, hotline):
    """After the last word one more question is heard out, then the caller hangs up."""
    hotline.documents["/voice"] = response(gather('numDigits="1"'))
    called = call()
    assert called.said[-1] == ("hotline", "Om te herladen, druk twee.")
    assert called.ending.reason == "hung_up_by_caller"
    assert called.ending.key_presses == 0


def test_the_time_to_the_balance_is_told(call, hotline):
    """The first syllable of the first amount is timed from the placing of the call."""
    hotline.documents["/voice"] = response(gather('numDigits="1"'))
    hotline.documents["/voice/turn/1"] = response(BALANCE, BALANCE)
    ending = call("1").ending
    assert ending.time_to_balance_s == pytest.approx(3.9 + 1.204)
    assert ending.key_presses == 1


def test_an_amount_that_was_cut_off_does_not_count(call, hotline):
    """An amount whose first syllable was not reached was not heard."""
    hotline.documents["/voice"] = response(gather('numDigits="1"', BALANCE))
    hotline.documents["/voice/turn/1"] = response()
    assert call("1", "expert").ending.time_to_balance_s is None


def test_the_time_of_the_server_counts(exchange, hotline):
    """The virtual clock moves by the real seconds of every webhook."""
    hotline.documents["/voice"] = response("<Redirect>/voice/turn/1</Redirect>")
    hotline.documents["/voice/turn/1"] = response(BALANCE)
    ticks = iter(range(100))
    slow = replace(exchange, clock=lambda: float(next(ticks)))
    transcript = Transcript(lambda line: None)
    handset = ScriptedCaller((), Pace.KNOWN, transcript)
    reason = Player(slow.connect(CALLER, DIALLED), handset, Tape()).call()
    assert transcript.ended(reason).time_to_balance_s == pytest.approx(2 + 1.204)


def test_silence_belongs_to_the_sentence_before_it(call, hotline):
    """A line lasts to the next caption's start, the last one to the end of the sound."""
    hotline.documents["/voice"] = response(MENU)
    assert [line.audio_s for line in call().lines] == [2, 2, 2]


@pytest.mark.parametrize("keys", ["1 31a4", "1-2", "--"])
def test_what_is_no_key_is_no_script(keys):
    """A script is made of keys, and of - at the end of a word."""
    with pytest.raises(ScriptError):
        read_script(keys)
