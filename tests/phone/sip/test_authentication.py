"""Digest authentication lets in who knows the password, and each answer once."""

import hashlib
from dataclasses import replace

import pytest
from aiosipua import (
    AuthCredentials,
    SipDigestAuth,
    SipRequest,
    build_credentials,
    parse_auth,
    stringify_auth,
)

from ivr.domain.secret import Secret
from ivr.phone.sip.authentication import (
    MOST_NONCES,
    NONCE_LIFE_S,
    Account,
    Digest,
    Verdict,
)

PASSWORD = "correct horse battery"
URI = "sip:+3278120001@192.0.2.9"
SIPPS = "sip:192.0.2.9:5060"
HOST = "192.0.2.1"


def md5(text):
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


@pytest.fixture
def digest(timer):
    return Digest(Account("desk", Secret(PASSWORD)), timer)


def answer(
    challenge,
    *,
    user="desk",
    password=PASSWORD,
    count=1,
    method="INVITE",
    uri=URI,
    requested=URI,
):
    credentials = build_credentials(
        SipDigestAuth(user, password),
        challenge,
        method,
        uri,
        nonce_count=count,
        cnonce="mine",
    )
    request = SipRequest(method="INVITE", uri=requested)
    request.set_header("Authorization", stringify_auth(credentials))
    return request


@pytest.fixture
def challenge(digest):
    return parse_auth(digest.challenge(HOST))


@pytest.fixture
def verdict(digest):
    """Give what tells what a request of *host* is worth, None if it answers nothing."""

    def verdict(request, host=HOST):
        given = digest.credentials_in(request, host)
        return given and digest.verdict(given, request)

    return verdict


def without_qop(challenge):
    """Have the telephone answer as those of RFC 2617 and before do."""
    return replace(challenge, params=challenge.params | {"qop": ""})


def test_who_knows_the_password_is_let_in(verdict, challenge):
    """The answer to our challenge is right, as another implementation counts it."""
    assert verdict(answer(challenge)) is Verdict.RIGHT


def test_an_older_telephone_is_let_in_once(verdict, challenge):
    """Without qop (RFC 2617) a challenge serves for one request."""
    older = without_qop(challenge)
    assert verdict(answer(older)) is Verdict.RIGHT
    assert verdict(answer(older)) is Verdict.OLD


def test_an_answer_without_qop_that_was_overheard_is_worth_nothing(verdict, challenge):
    """Nothing signs the count in it, so the count says nothing."""
    heard = answer(without_qop(challenge))
    assert verdict(heard) is Verdict.RIGHT
    header = heard.get_header("Authorization")
    for count in range(2, 102):
        heard.set_header("Authorization", f"{header}, nc={count:08x}")
        assert verdict(heard) is Verdict.OLD


@pytest.mark.parametrize(
    "wrong", [{"password": "wrong"}, {"user": "other"}, {"method": "REGISTER"}]
)
def test_a_wrong_answer_is_none(verdict, challenge, wrong):
    """Another password, user or request proves nothing."""
    assert verdict(answer(challenge, **wrong)) is Verdict.WRONG


def test_an_answer_that_was_overheard_is_worth_nothing(verdict, challenge):
    """The same answer twice is refused; the next of its count is not."""
    assert verdict(answer(challenge)) is Verdict.RIGHT
    assert verdict(answer(challenge)) is Verdict.OLD
    assert verdict(answer(challenge, count=2)) is Verdict.RIGHT


def test_an_old_challenge_is_worth_nothing(digest, verdict, challenge, timer):
    """After five minutes a new one is to be answered, and the old is forgotten."""
    assert verdict(answer(challenge)) is Verdict.RIGHT
    timer.at_s += NONCE_LIFE_S + 1
    assert verdict(answer(challenge, count=2)) is Verdict.OLD
    again = parse_auth(digest.challenge(HOST, is_stale=True))
    assert verdict(answer(again)) is Verdict.RIGHT


def test_a_telephone_whose_challenge_is_old_is_told_so(digest):
    """It tries again by itself; nobody else is told."""
    assert "stale=true" in digest.challenge(HOST, is_stale=True)
    assert "stale" not in digest.challenge(HOST)


def test_whoever_does_not_know_the_password_is_not_told_that_a_challenge_is_old(
    verdict, challenge, timer
):
    """Wrong is wrong, however old."""
    timer.at_s += NONCE_LIFE_S + 1
    assert verdict(answer(challenge, password="wrong")) is Verdict.WRONG


@pytest.mark.parametrize("nonce", ["", "f4240-aa-bb", "é", "-" * 40])
def test_a_challenge_that_is_not_ours_is_worth_nothing(verdict, challenge, nonce):
    """Nobody makes up a challenge and answers it."""
    forged = replace(challenge, params=challenge.params | {"nonce": nonce or "x"})
    assert verdict(answer(forged)) is None


def test_a_challenge_serves_the_host_that_was_given_it(verdict, challenge):
    """Whoever shows the address of another answers nothing, right or wrong."""
    for password in (PASSWORD, "wrong"):
        assert verdict(answer(challenge, password=password), "192.0.2.2") is None
    assert verdict(answer(challenge)) is Verdict.RIGHT


def test_one_answer_of_a_request_is_looked_at(verdict, challenge):
    """A list of passwords in one request is one guess."""
    many = answer(challenge, password="wrong")
    right = answer(challenge).get_header("Authorization")
    many.add_header("Authorization", right)
    assert verdict(many) is Verdict.WRONG


def test_an_answer_to_another_challenge_is_passed_over(verdict, challenge):
    """A telephone may also answer a proxy on the way."""
    request = answer(challenge)
    ours = request.get_header("Authorization")
    request.set_header("Authorization", 'Digest realm="proxy", nonce="1"')
    request.add_header("Authorization", ours)
    assert verdict(request) is Verdict.RIGHT


@pytest.mark.parametrize(
    "uri",
    [URI, "sip:%2B3278120001@192.0.2.9", "sip:+3278120001@proxy.invalid:5070", SIPPS],
)
def test_telephones_name_what_they_ask_for_in_their_own_way(verdict, challenge, uri):
    """Another host is a proxy's doing, and sipp names no user at all."""
    assert verdict(answer(challenge, uri=uri)) is Verdict.RIGHT


def test_an_answer_for_one_number_is_worth_nothing_for_another(verdict, challenge):
    """Whoever holds a request up on its way dials no other number with its answer."""
    with pytest.raises(ValueError, match="Authorization"):
        verdict(answer(challenge, requested="sip:+827012340001@192.0.2.9"))
    assert verdict(answer(challenge)) is Verdict.RIGHT


def test_nonces_are_remembered_up_to_their_number(digest, verdict, timer):
    """The first of too many is forgotten, and so is good no more: nothing is replayed."""
    first, *others = [parse_auth(digest.challenge(HOST)) for _ in range(MOST_NONCES)]
    assert all(verdict(answer(it)) is Verdict.RIGHT for it in [first, *others])
    timer.at_s += 1
    last = parse_auth(digest.challenge(HOST))
    assert verdict(answer(last)) is Verdict.RIGHT
    for used in (first, others[-1], last):
        assert verdict(answer(used)) is Verdict.OLD
    assert verdict(answer(last, count=2)) is Verdict.RIGHT


@pytest.mark.parametrize(
    "header", ["", "Digest", "Basic ZGVzazpob3JzZQ==", "Digest nonce", 'Digest nc="x"']
)
def test_nonsense_is_no_answer(verdict, header):
    """A header that cannot be read proves nothing and breaks nothing."""
    request = SipRequest(method="INVITE", uri=URI)
    request.set_header("Authorization", header)
    assert verdict(request) is None


def test_a_count_that_is_none_is_refused(verdict, challenge):
    """The right password with a count that is no number opens nothing."""
    assert verdict(SipRequest(method="INVITE", uri=URI)) is None
    params = challenge.params | {"nc": "zz", "cnonce": "mine", "uri": URI}
    spoilt = SipRequest(method="INVITE", uri=URI)
    secret = md5(f"desk:saldo:{PASSWORD}")
    asked = md5(f"INVITE:{URI}")
    response = md5(f"{secret}:{params['nonce']}:zz:mine:auth:{asked}")
    params |= {"username": "desk", "response": response}
    spoilt.set_header(
        "Authorization", stringify_auth(AuthCredentials("Digest", params))
    )
    assert verdict(spoilt) is Verdict.OLD


def test_the_password_is_shown_nowhere():
    """An account that is printed prints no password."""
    assert PASSWORD not in repr(Account("desk", Secret(PASSWORD)))
