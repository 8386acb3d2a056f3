"""Without the password, if there is one, nothing begins."""

import pytest
from aiosipua import SipDigestAuth
from aiosipua.auth import answer_challenge

from ivr.domain.secret import Secret
from ivr.phone.sip.authentication import Account, Digest

PASSWORD = "correct horse battery"
ACCOUNT = Account("desk", Secret(PASSWORD))


@pytest.fixture
def guarded(start, menu):
    """Give an endpoint that asks for a password."""
    return start(digest=Digest(ACCOUNT))


@pytest.fixture
def phone(make_phone, guarded):
    return make_phone(guarded)


@pytest.mark.parametrize("method", ["INVITE", "REGISTER"])
def test_without_the_password_nothing_begins(make_phone, guarded, menu, method):
    """A caller who does not know it is asked for it, and no webhook is sent."""
    phone = make_phone(guarded)
    refused = phone.ask(phone.request(method, phone.offer()))
    assert refused.status_code == 401
    assert 'qop="auth"' in refused.get_header("WWW-Authenticate")
    assert menu.forms == []


@pytest.mark.parametrize(
    ("password", "status"), [("correct horse battery", 200), ("wrong", 401)]
)
def test_with_the_password_a_call_begins(make_phone, guarded, menu, password, status):
    """Who answers the challenge rightly calls; with another password nobody does."""
    phone = make_phone(guarded)
    asked = phone.dial()
    auth = SipDigestAuth("desk", password)
    uri = phone.sent_invite.uri
    name, value = answer_challenge(auth, asked, 401, "INVITE", uri)
    assert phone.dial(**{name: value}).status_code == status
    assert len(menu.sent_to("/voice")) == (status == 200)


def test_an_invented_call_needs_the_password_too(make_phone, guarded, menu):
    """A tag of ours that was made up opens no door."""
    phone = make_phone(guarded)
    phone.to_tag = "invented"
    for method, body in (("INVITE", phone.offer()), ("INFO", "1"), ("BYE", "")):
        assert phone.ask(phone.request(method, body)).status_code == 481
    assert menu.forms == []


def test_an_answer_for_another_number_is_a_bad_request(phone, menu):
    """400, as RFC 7616 has it, and no call."""
    asked = phone.dial()
    auth = SipDigestAuth("desk", PASSWORD)
    uri = phone.sent_invite.uri
    name, value = answer_challenge(auth, asked, 401, "INVITE", uri)
    assert phone.dial(user="+827012340001", **{name: value}).status_code == 400
    assert menu.forms == []


def test_an_answer_without_qop_is_taken_once(phone):
    """Whoever has heard it on its way cannot send it again, whatever it counts."""
    asked = phone.ask(phone.request("REGISTER"))
    challenge = asked.get_header("WWW-Authenticate").replace('qop="auth", ', "")
    asked.set_header("WWW-Authenticate", challenge)
    auth = SipDigestAuth("desk", PASSWORD)
    uri = phone.request("REGISTER").uri
    name, value = answer_challenge(auth, asked, 401, "REGISTER", uri)
    answers = [
        phone.ask(phone.request("REGISTER", **{name: f"{value}, nc={count:08x}"}))
        for count in range(1, 5)
    ]
    assert [it.status_code for it in answers] == [200, 401, 401, 401]
