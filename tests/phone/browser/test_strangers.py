"""Who may not use the page's routes, and what is refused."""

import pytest
from fakes.page import ANNA, BELGIUM

FOREIGN = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://["},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Host": "evil.example:8000", "Origin": "http://evil.example:8000"},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_no_other_page_may_ask(page, open_client, headers):
    """A stranger's page can neither place a call nor listen to one."""
    order = {"hotline": BELGIUM, "caller": ANNA}
    refused = open_client.post("/phone/calls", json=order, headers=headers)
    assert refused.status_code == 403
    assert page.dial().get("news", headers=headers).status_code == 403


OWN = [
    {},
    {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"},
    {"Host": "192.168.1.7:8000", "Origin": "http://192.168.1.7:8000"},
    {"Host": "[::1]:8000", "Origin": "http://[::1]:8000"},
    {"Host": "localhost", "Origin": "http://127.0.0.1:8000"},
]


@pytest.mark.parametrize("headers", OWN)
def test_the_page_itself_may_ask(open_client, headers):
    """At every address of this machine, and behind the public one."""
    assert open_client.get("/phone/directory", headers=headers).status_code == 200


def test_a_form_of_another_page_places_no_call(open_client):
    """Only JSON is taken, which no form can send."""
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        body = b'{"hotline": "+3278120001", "caller": "anonymous"}'
        refused = open_client.post("/phone/calls", data=body, content_type=kind)
        assert refused.status_code == 403


@pytest.mark.parametrize(
    ("path", "wish"),
    [
        ("/phone/calls", []),
        ("/phone/calls", {"hotline": BELGIUM}),
        ("/phone/calls", {"hotline": BELGIUM, "caller": 32470654321}),
        ("/phone/calls", {"hotline": "Belgium", "caller": ANNA}),
        ("/phone/calls", {"hotline": BELGIUM, "caller": "0470654321"}),
        ("/phone/calls", {"hotline": BELGIUM, "caller": ANNA, "silent": "no"}),
        ("/phone/calls", {"hotline": BELGIUM, "caller": ANNA, "language": "English"}),
        ("language", {}),
        ("language", {"language": "en&lang=fr"}),
        ("keys", {"keys": ""}),
        ("keys", {"keys": "1a"}),
        ("keys", {"keys": "1" * 33}),
        ("keys", {"keys": 1}),
        ("played", {"sound": "1"}),
        ("played", {"sound": True}),
    ],
)
def test_what_cannot_be_is_refused(page, open_client, path, wish):
    """A wish that makes no sense is answered with what is wrong with it."""
    if not path.startswith("/"):
        path = f"/phone/calls/{page.dial().call}/{path}"
    refused = open_client.post(path, json=wish)
    assert refused.status_code == 400
    assert refused.json["error"].endswith(".")


@pytest.mark.parametrize("after", ["-1", "", "x", "٣", "9" * 5000])
def test_news_are_asked_for_by_a_number(page, after):
    """What numbers no item of news is answered with what is wrong with it."""
    refused = page.dial().get(f"news?after={after}")
    assert refused.status_code == 400
    assert refused.json["error"].endswith(".")


@pytest.mark.parametrize("sound", ["-1", "x", "٣"])
def test_a_sound_that_has_no_number_is_unknown(page, sound):
    """It is answered as any sound that is not played, in JSON."""
    lost = page.dial().get(f"sounds/{sound}.wav")
    assert lost.status_code == 404
    assert lost.json["error"].endswith(".")


def test_a_body_that_cannot_be_read_is_refused(open_client):
    """Nested without an end, or larger than any wish, it gets a sentence, and no fault."""
    deep, huge = "[" * 60_000, f'"{"9" * 70_000}"'
    answers = [
        open_client.post("/phone/calls", data=body, content_type="application/json")
        for body in (deep, huge)
    ]
    assert [it.status_code for it in answers] == [400, 413]
    assert all(it.json["error"].endswith(".") for it in answers)


def test_a_call_that_nobody_placed_is_unknown(page):
    """Names of calls cannot be made up."""
    page.call = "made-up"
    assert page.get("news").status_code == 404
    assert page.post("keys", keys="1").status_code == 404
    page.call = ""


def test_the_page_may_load_only_what_is_its_own(open_client):
    """A policy of its own: no inline script or style, no other host, in no frame."""
    policy = open_client.get("/phone").headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_the_address_alone_leads_to_the_phone(open_client):
    """Whoever opens the server's bare address finds the page."""
    found = open_client.get("/", follow_redirects=True)
    assert found.request.path == "/phone"
    assert found.status_code == 200


def test_without_being_switched_on_there_is_no_phone(client):
    """A hotline for real callers has no such page."""
    assert client.get("/phone").status_code == 404
    assert client.get("/").status_code == 404
    assert client.post("/phone/calls", json={}).status_code == 404
