"""Sources are asked in time, few at once, and left in peace when they fail."""

import threading

import pytest

from ivr.accounts import asking
from ivr.accounts.asking import (
    FAILURES_IN_A_ROW,
    QUESTIONS_AT_ONCE,
    Asking,
    LateError,
)
from ivr.accounts.source import (
    Patience,
    SourceUnavailableError,
    UnreadableAccountError,
)

HASTY = Patience(time_limit_s=0.1, filler_after_s=0.05)
PATIENT = Patience(time_limit_s=5, filler_after_s=0.05)
"""Where an answer must come in time, however busy the machine is."""


class Source:
    """Counts its questions; *fails*, or hangs until it is *released*."""

    def __init__(self):
        self.asked = 0
        self.fails = None
        self.released = threading.Event()
        self.released.set()

    def __call__(self):
        self.asked += 1
        self.released.wait(10)
        if self.fails:
            raise self.fails("away")
        return "answer"


@pytest.fixture
def source():
    source = Source()
    yield source
    source.released.set()


def asker(source, patience):
    asking = Asking(patience)

    def ask(key="CA1", *, may_be_late=False):
        return asking.ask(key, source, may_be_late=may_be_late)

    ask.room = asking
    return ask


@pytest.fixture
def ask(source):
    return asker(source, PATIENT)


@pytest.fixture
def ask_hastily(source):
    return asker(source, HASTY)


def fail(ask, times):
    for _ in range(times):
        with pytest.raises(SourceUnavailableError):
            ask()


def test_a_source_that_hangs_is_given_up(ask_hastily, source):
    """Whatever a source promises, nobody waits for it longer than is set."""
    source.released.clear()
    with pytest.raises(SourceUnavailableError, match="in time"):
        ask_hastily()


def test_who_comes_back_is_given_the_answer_to_the_first_question(ask, source):
    """A question that takes long is asked once."""
    source.released.clear()
    with pytest.raises(LateError):
        ask(may_be_late=True)
    source.released.set()
    assert ask() == "answer"
    assert source.asked == 1


def test_who_left_is_not_given_the_answer_of_another(ask, source):
    """A question belongs to its call."""
    source.released.clear()
    with pytest.raises(LateError):
        ask("CA1", may_be_late=True)
    source.released.set()
    ask("CA2")
    assert source.asked == 2


def test_who_never_comes_back_is_forgotten(ask, source, monkeypatch):
    """Callers who hang up while they wait cost no memory."""
    monkeypatch.setattr(asking, "KEPT_S", 0)
    source.released.clear()
    for key in ("CA1", "CA2"):
        with pytest.raises(LateError):
            ask(key, may_be_late=True)
    source.released.set()
    ask("CA1")
    assert source.asked == 3


def test_a_source_that_fails_is_left_in_peace(ask, source):
    """After failures in a row it is not asked, and each question fails at once."""
    source.fails = SourceUnavailableError
    fail(ask, FAILURES_IN_A_ROW)
    assert ask.room.is_in_peace
    fail(ask, 3)
    assert source.asked == FAILURES_IN_A_ROW


def test_one_account_that_is_amiss_is_no_failure(ask, source):
    """Whoever calls about another account is answered."""
    source.fails = UnreadableAccountError
    fail(ask, FAILURES_IN_A_ROW)
    assert not ask.room.is_in_peace


def test_slowness_is_a_failure_too(ask_hastily, source):
    """A source that hangs is not asked by every caller in turn."""
    source.released.clear()
    fail(ask_hastily, FAILURES_IN_A_ROW)
    assert ask_hastily.room.is_in_peace


def test_failures_that_are_not_in_a_row_are_nothing(ask, source):
    """An answer between makes all well."""
    for _ in range(2):
        source.fails = SourceUnavailableError
        fail(ask, FAILURES_IN_A_ROW - 1)
        source.fails = None
        assert ask() == "answer"


def test_a_source_that_is_back_is_asked_again(source, monkeypatch):
    """After the peace the next question is asked, and an answer makes all well."""
    monkeypatch.setattr(asking, "LEFT_IN_PEACE_S", 0.05)
    room = Asking(PATIENT)

    def ask():
        return room.ask("CA1", source, may_be_late=False)

    source.fails = SourceUnavailableError
    fail(ask, FAILURES_IN_A_ROW)
    source.fails = None
    threading.Event().wait(0.1)
    assert ask() == "answer"
    assert not room.is_in_peace


def test_only_so_many_questions_hang_at_once(ask, source, monkeypatch):
    """Threads that are left behind are few, and the next question fails at once."""
    monkeypatch.setattr(asking, "QUESTIONS_AT_ONCE", 2)
    room = Asking(PATIENT)
    source.released.clear()
    for key in ("CA1", "CA2"):
        with pytest.raises(LateError):
            room.ask(key, source, may_be_late=True)
    with pytest.raises(SourceUnavailableError, match="no answer yet"):
        room.ask("CA3", source, may_be_late=True)
    assert source.asked == 2


def test_a_machine_out_of_threads_is_not_out_of_questions(ask, source, monkeypatch):
    """While none can be begun each question fails; after that they are answered."""

    def none(_thread):
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as machine:
        machine.setattr(threading.Thread, "start", none)
        fail(ask, QUESTIONS_AT_ONCE)
    assert ask() == "answer"
