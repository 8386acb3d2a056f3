"""A person at a terminal reads what is said, presses keys, and hangs up."""

import io
import json
import os
import termios
from contextlib import closing

import pytest
from fakes.hotline import response
from fakes.person import Person

from ivr.phone.handset import CallerHungUpError
from ivr.phone.interactive import TtyCaller
from ivr.phone.loudspeaker import Loudspeaker
from ivr.phone.screen import Screen
from ivr.phone.transcript import Transcript


@pytest.fixture
def tty_caller():
    """Give a maker of callers at a terminal."""
    with closing(Loudspeaker()) as loudspeaker:
        screen, transcript = Screen(io.StringIO()), Transcript(print)
        yield lambda fd: TtyCaller(fd, screen, loudspeaker, transcript)


def test_single_keys_answer_in_a_terminal(place, spoken_menu, terminal):
    """In a terminal words are shown as they are heard, and keys answer at once."""
    before = termios.tcgetattr(terminal)
    person = Person(terminal, {"Kies.": b"1", "PIN?": b"31"})
    code, shown = place(out=person)
    assert code == 0
    assert shown[3:-2] == ["Kies.", "Kies.", "› 1", "PIN?", "› ••", "Ok."]
    assert shown[-1].startswith("The hotline hung up after 0:0")
    assert spoken_menu.sent_to("/voice/turn/1")[0]["Digits"] == "1"
    assert termios.tcgetattr(terminal) == before


@pytest.mark.parametrize("keys", [b"h", b"\x1b[1~h", None])
def test_a_person_hangs_up(place, spoken_menu, terminal, keys):
    """The letter h ends the call, and so does Ctrl-C; other keys do nothing."""
    assert place(out=Person(terminal, {"Kies.": b"1", "PIN?": keys}))[0] == 0
    assert spoken_menu.forms[-1][0] == "/voice/status"
    assert not spoken_menu.sent_to("/voice/turn/2")


def test_a_terminal_that_is_gone_hangs_up(tty_caller):
    """When no key can come any more the call ends."""
    reading, writing = os.pipe()
    os.close(writing)
    caller = tty_caller(reading)
    with pytest.raises(CallerHungUpError):
        caller.await_key(5)
    os.close(reading)


def test_ctrl_c_while_waiting_hangs_up(monkeypatch, tty_caller):
    """Ctrl-C while a key is waited for ends the call."""

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("select.select", interrupted)
    caller = tty_caller(0)
    with pytest.raises(CallerHungUpError):
        caller.await_key(5)


def test_a_person_may_have_json_beside_the_words(
    place, spoken_menu, terminal, monkeypatch
):
    """With JSON the words are shown beside it, on stderr, and the output is JSON."""
    person = Person(terminal, {"Kies.": b"h"})
    monkeypatch.setattr("sys.stderr", person)
    _, printed = place(as_json=True)
    assert json.loads(printed[-1])["reason"] == "hung_up_by_caller"
    assert "Kies." in person.getvalue()


def test_a_transfer_is_shown_to_a_person(place, hotline, terminal):
    """A person reads which number would be called; silence is waited out."""
    hotline.documents["/voice"] = response('<Gather timeout="0"/>', "<Dial>+321</Dial>")
    shown = place(out=Person(terminal, {}))[1]
    assert "[+321 would be called now]" in shown
    assert shown[-1] == "Your call was passed on after 0:00."


@pytest.mark.parametrize(
    ("attribute", "sentence"),
    [
        ("", "The hotline did not take the call"),
        ('reason="busy"', "The hotline was busy"),
    ],
)
def test_a_person_reads_that_a_call_was_not_taken(
    place, hotline, terminal, attribute, sentence
):
    """A busy hotline is told from one that takes no call."""
    hotline.documents["/voice"] = response(f"<Reject {attribute}/>")
    shown = place(out=Person(terminal, {}))[1]
    assert shown[-1].startswith(sentence)


def test_a_person_reads_the_language_and_the_keys(place, hotline, terminal):
    """A language is named as its speakers do, as it begins; keys stand where offered."""
    hotline.speaks(
        "/speech/two.wav",
        0.05,
        (0, 0.02, "<lang nl-BE>Druk <c.key-1>één</c>.</lang>"),
        (0.02, 0.05, "<lang fr-BE>Tapez <c.key-star>étoile</c>.</lang>"),
    )
    hotline.documents["/voice"] = response("<Play>/speech/two.wav</Play>")
    shown = place(out=Person(terminal, {}))[1]
    assert shown[3:-2] == [
        "[Nederlands]",
        "Druk één.  [1]",
        "[français]",
        "Tapez étoile.  [*]",
    ]
