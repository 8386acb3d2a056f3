"""How a charging system knows who asks: a static header, or OAuth2's tokens."""

import httpx
import pytest
from conftest import ANNA, Clock
from fakes.charging import TOKEN, Answer, error
from fakes.tmf654 import MONEY, refusal, tells

from ivr.accounts.tmf654.terms import Credentials
from ivr.accounts.tmf654.tokens import ClientCredentials
from ivr.domain.money import Money
from ivr.domain.secret import Secret

FIVE = Money(500, "EUR")


def test_a_header_goes_with_every_request(source, system):
    """A static key is sent as it was set."""
    source(IVR_TMF654_HEADER="X-Api-Key: k3y").read(ANNA)
    assert system.requests[0].headers["x-api-key"] == "k3y"


@pytest.fixture
def guarded(source, system):
    """Let the charging system ask for a token; give a source that gets one."""
    tells(system, MONEY)
    system.secret = "s3cret & more"
    table = f'token_url = "{system.host}{TOKEN}"\nclient_id = "ivr"\nscope = "balance"'
    return source(table, IVR_TMF654_CLIENT_SECRET=system.secret)


def tokens(system):
    return [it for it in system.requests if it.path == TOKEN]


def test_one_token_does_for_many_questions(guarded, system):
    """It is asked for once, with the client's name and secret, and used until it ends."""
    for _ in range(3):
        assert guarded.read(ANNA).balance == FIVE
    (asked,) = tokens(system)
    assert asked.body == b"grant_type=client_credentials&scope=balance"
    assert asked.headers["authorization"].startswith("Basic ")


@pytest.mark.parametrize(("life_s", "renewed_at_s"), [(3600, 3300), (None, 290)])
def test_a_token_that_ends_is_renewed_before(system, life_s, renewed_at_s):
    """Nobody waits for a refusal to learn that a token is over; it may not say when."""
    clock, system.life_s = Clock(0), life_s
    url, secret = f"{system.host}{TOKEN}", Secret("s3cret")
    auth = ClientCredentials(Credentials(url, "ivr", secret), clock)
    system.secret = secret.reveal()
    with httpx.Client(auth=auth) as client:
        for at_s in (0, renewed_at_s * 0.8, renewed_at_s, renewed_at_s * 1.1):
            clock.at = at_s
            client.get(f"{system.url}/bucket?offset=0&limit=1")
    paths = [it.path.rpartition("/")[2] for it in system.requests]
    assert paths == ["token", "bucket", "bucket", "token", "bucket", "bucket"]


def test_a_token_that_is_refused_is_renewed_once(guarded, system):
    """Revoked early, it is asked for again; refused again, that is an answer."""
    guarded.read(ANNA)
    system.token = "second"
    assert guarded.read(ANNA).balance == FIVE
    system.instead["bucket"] = error(401)
    assert "401" in refusal(guarded)
    assert len(tokens(system)) == 3


def test_a_token_that_another_thread_has_renewed_is_used(guarded, system):
    """Where one token at a time is good, threads do not take it from each other."""
    url, secret = f"{system.host}{TOKEN}", Secret(system.secret)
    auth = ClientCredentials(Credentials(url, "ivr", secret))
    with httpx.Client(auth=auth) as client:
        asked = client.build_request("GET", f"{system.url}/bucket?offset=0&limit=1")
        client.send(asked)
        slow = auth.sync_auth_flow(asked)
        refused = httpx.Response(401, request=next(slow))
        system.token = "second"
        client.send(asked)
        again = slow.send(refused)
    assert again.headers["authorization"] == "Bearer second"
    assert len(tokens(system)) == 2


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"access_token": 5}', b'{"access_token": "a\\r\\nb"}']
)
def test_without_a_token_nothing_is_asked(guarded, system, body):
    """An answer that is no token is not sent on as one."""
    system.instead["token"] = Answer(200, body)
    refusal(guarded)
    assert system.asked("bucket") == []


@pytest.mark.parametrize("status", [301, 400, 401, 500])
def test_a_refused_client_is_a_source_that_is_down(guarded, system, status):
    """Wrong credentials are no unknown number."""
    system.instead["token"] = error(status)
    assert f"no token is given: {status}" in refusal(guarded)


@pytest.mark.parametrize(("resource", "status"), [("token", 200), ("bucket", 401)])
def test_no_answer_is_read_without_end(guarded, system, resource, status):
    """Not that to a refused token, nor one that should hold a token, is kept whole."""
    system.instead[resource] = Answer(status, b"x" * (1024 * 1024 + 1))
    assert "too long" in refusal(guarded)
