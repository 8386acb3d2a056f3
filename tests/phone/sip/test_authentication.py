"""Digest authentication lets in who knows the password, and each answer once."""

from dataclasses import replace

import pytest
from aiosipua import (
    SipDigestAuth,
    SipRequest,
    build_credentials,
    parse_auth,
    stringify_auth,
)

from ivr.domain.secret import Secret
from ivr.phone.sip.authentication import NONCE_LIFE_S, Account, Digest

PASSWORD = "correct horse battery"
URI = "sip:+3278120001@192.0.2.9"


class Clock:
    def __init__(self):
        self.at_s = 1_000_000.0

    def __call__(self):
        return self.at_s


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def digest(clock):
    return Digest(Account("desk", Secret(PASSWORD)), clock)


def answer(challenge, *, user="desk", password=PASSWORD, count=1, method="INVITE"):
    credentials = build_credentials(
        SipDigestAuth(user, password),
        challenge,
        method,
        URI,
        nonce_count=count,
        cnonce="mine",
    )
    request = SipRequest(method="INVITE", uri=URI)
    request.set_header("Authorization", stringify_auth(credentials))
    return request


@pytest.fixture
def challenge(digest):
    return parse_auth(digest.challenge())


def test_who_knows_the_password_is_let_in(digest, challenge):
    """The answer to our challenge is right, as another implementation counts it."""
    assert digest.is_proven(answer(challenge))


def test_an_older_telephone_is_let_in_once(digest, challenge):
    """Without qop (RFC 2617) a challenge serves for one request."""
    older = replace(challenge, params=challenge.params | {"qop": ""})
    assert digest.is_proven(answer(older))
    assert not digest.is_proven(answer(older))


@pytest.mark.parametrize(
    "wrong", [{"password": "wrong"}, {"user": "other"}, {"method": "REGISTER"}]
)
def test_a_wrong_answer_is_none(digest, challenge, wrong):
    """Another password, user or request proves nothing."""
    assert not digest.is_proven(answer(challenge, **wrong))


def test_an_answer_that_was_overheard_is_worth_nothing(digest, challenge):
    """The same answer twice is refused; the next of its count is not."""
    assert digest.is_proven(answer(challenge))
    assert not digest.is_proven(answer(challenge))
    assert digest.is_proven(answer(challenge, count=2))


def test_an_old_challenge_is_worth_nothing(digest, challenge, clock):
    """After five minutes a new one is to be answered, and the old is forgotten."""
    assert digest.is_proven(answer(challenge))
    clock.at_s += NONCE_LIFE_S + 1
    late = answer(challenge, count=2)
    assert not digest.is_proven(late)
    assert digest.is_proven(answer(parse_auth(digest.challenge(late))))


def test_a_telephone_whose_challenge_is_old_is_told_so(digest, challenge, clock):
    """It tries again by itself; whoever does not know the password is told nothing."""
    clock.at_s += NONCE_LIFE_S + 1
    assert "stale=true" in digest.challenge(answer(challenge))
    for wrong in (answer(challenge, password="wrong"), SipRequest(method="INVITE")):
        assert "stale" not in digest.challenge(wrong)


@pytest.mark.parametrize("nonce", ["", "f4240-aa-bb", "é", "-" * 40])
def test_a_challenge_that_is_not_ours_is_worth_nothing(digest, challenge, nonce):
    """Nobody makes up a challenge and answers it."""
    forged = replace(challenge, params=challenge.params | {"nonce": nonce or "x"})
    assert not digest.is_proven(answer(forged))


@pytest.mark.parametrize(
    "header", ["", "Digest", "Basic ZGVzazpob3JzZQ==", "Digest nonce", 'Digest nc="x"']
)
def test_nonsense_is_no_answer(digest, header):
    """A header that cannot be read proves nothing and breaks nothing."""
    request = SipRequest(method="INVITE", uri=URI)
    request.set_header("Authorization", header)
    assert not digest.is_proven(request)


def test_a_count_that_is_none_is_refused(digest, challenge):
    """The right password with a count that is no number opens nothing."""
    request = answer(challenge)
    assert not digest.is_proven(SipRequest(method="INVITE", uri=URI))
    spoilt = request.get_header("Authorization").replace("nc=00000001", "nc=zz")
    request.set_header("Authorization", spoilt)
    assert not digest.is_proven(request)


def test_the_password_is_shown_nowhere():
    """An account that is printed prints no password."""
    assert PASSWORD not in repr(Account("desk", Secret(PASSWORD)))
