"""Whoever sends requests, however many and large, fills no memory with them."""

import pytest
from fakes.softphone import HOST, eventually

from ivr.domain.secret import Secret
from ivr.phone.sip.authentication import Account, Digest
from ivr.phone.sip.responses import MOST_KEPT, MOST_KEPT_BYTES, KeptResponses

SOMEBODY = (HOST, 5060)
LETTERS = ["x", "é", "話", "📞"]


@pytest.fixture
def guarded(start, menu):
    """Give an endpoint that asks for a password."""
    return start(digest=Digest(Account("desk", Secret("correct horse battery"))))


@pytest.mark.parametrize(
    "method", ["INVITE", "REGISTER", "OPTIONS", "BYE", "INFO", "CANCEL", "PUBLISH"]
)
def test_of_who_knows_no_password_nothing_is_kept(make_phone, guarded, method):
    """Each request is answered, and so is its repetition, from nothing."""
    phone = make_phone(guarded)
    request = phone.request(method, phone.offer())
    first, again = phone.ask(request), phone.ask(request)
    assert first.status_code == again.status_code
    assert len(guarded.endpoint.transport.responses) == 0


@pytest.mark.parametrize("letter", LETTERS)
@pytest.mark.parametrize("name", ["Via", "From", "To", "Call-ID"])
def test_what_an_answer_would_repeat_is_short(softphone, name, letter):
    """A header of more than 1 KiB is dropped, however few letters that is."""
    longest = 1024 // len(letter.encode())
    for letters in (longest + 1, longest // 2):
        request = softphone.request("OPTIONS")
        request.set_header(name, f"{request.get_header(name)};x={letter * letters}")
        softphone.send(request)
    assert softphone.answer_to("OPTIONS").cseq.seq == 2


def test_a_number_of_a_request_is_short(softphone):
    """A CSeq of more than 1 KiB is dropped, too."""
    softphone.send(softphone.request("OPTIONS", CSeq="0" * 1024 + "1 OPTIONS"))
    assert softphone.ask(softphone.request("OPTIONS")).cseq.seq == 2


def test_a_call_that_was_given_up_leaves_nothing(running, softphone, menu, slow_voice):
    """Not even for a telephone that never says that it knows: no five minutes of it."""
    invite = softphone.request("INVITE", softphone.offer())
    softphone.send(invite)
    eventually(lambda: menu.sent_to("/voice"))
    via = invite.get_header("Via")
    softphone.ask(softphone.request("CANCEL", Via=via, CSeq="1 CANCEL"))
    slow_voice.set()
    eventually(lambda: not running.endpoint.active_calls)
    assert not running.endpoint.transactions.server_transactions


@pytest.fixture
def responses():
    return KeptResponses(lambda: 0.0)


def test_large_responses_are_kept_up_to_a_megabyte(responses):
    """The newest are kept; what is kept in place of another counts once."""
    for number in range(300):
        for _ in range(3):
            responses.keep(b"%d" % number, bytes(10_000), SOMEBODY)
    held = [it for it in range(300) if responses.find(b"%d" % it)]
    assert held == list(range(200, 300))
    assert 100 * 10_000 == MOST_KEPT_BYTES


def test_small_responses_are_kept_up_to_their_number(responses):
    """The oldest of too many is forgotten."""
    for number in range(MOST_KEPT + 1):
        responses.keep(b"%d" % number, b"", SOMEBODY)
    assert responses.find(b"0") is None
    assert responses.find(b"1")


def test_a_response_alone_that_is_too_large_is_not_kept(responses):
    """It is sent all the same, and costs no memory."""
    responses.keep(b"1", bytes(MOST_KEPT_BYTES + 1), SOMEBODY)
    assert responses.find(b"1") is None


def test_answers_do_not_pile_up(softphone, running):
    """Where the network takes less than comes, they are lost, as UDP may lose them."""
    running.endpoint.transport.pause_writing()
    assert not softphone.is_answered(softphone.request("OPTIONS"))
    running.endpoint.transport.resume_writing()
    assert softphone.ask(softphone.request("OPTIONS")).cseq.seq == 2
