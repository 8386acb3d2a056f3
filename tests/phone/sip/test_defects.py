"""What a trial found wrong with the packages, one by one, and stays mended."""

import random
import socket

import pytest
from aiosipua import SipDigestAuth
from aiosipua.auth import answer_challenge
from fakes.softphone import HOST, eventually

from ivr.domain.secret import Secret
from ivr.phone.sip.authentication import Account, Digest
from ivr.phone.sip.digits import PLAIN, RELAY
from ivr.phone.sip.messages import ANYWHERE, own_address

ACCOUNT = Account("desk", Secret("correct horse battery"))


def digits(hotline, turn):
    return [form["Digits"] for form in hotline.sent_to(f"/voice/turn/{turn}")]


def ended(hotline):
    return [form["CallStatus"] for form in hotline.sent_to("/voice/status")]


@pytest.fixture
def guarded(start, menu):
    """Give an endpoint that asks for a password."""
    return start(digest=Digest(ACCOUNT))


@pytest.fixture
def short_patience(monkeypatch):
    """Let what is sent again be given up in a fifth of a second, not in 32."""
    for module in ("aiosipua.transaction", "ivr.phone.sip.repeats"):
        monkeypatch.setattr(f"{module}.T1", 0.05)
        monkeypatch.setattr(f"{module}.TIMER_H", 0.2)


def test_the_endpoint_starts_on_every_python(running):
    """aiosipua's own socket asserts a class that sockets have only from 3.12 on."""
    assert running.port


def test_an_invite_that_comes_again_begins_one_call(softphone, menu):
    """The network doubles it, at once and late: one call, and its answer again."""
    invite = softphone.request("INVITE", softphone.offer())
    for _ in range(3):
        softphone.send(invite)
    answer = softphone.answer_to("INVITE")
    softphone.acknowledge(answer)
    softphone.send(invite)
    again = softphone.answer_to("INVITE")
    assert (again.status_code, again.get_header("To")) == (200, answer.get_header("To"))
    softphone.press("1")
    eventually(lambda: digits(menu, 1) == ["1"])
    softphone.hang_up()
    eventually(lambda: ended(menu))
    softphone.send(invite)
    assert softphone.answer_to("INVITE").status_code == 200
    assert len(menu.sent_to("/voice")) == 1


def test_an_invite_over_another_way_begins_no_second_call(softphone, menu):
    """The same call, forked on its way here, is one (RFC 3261 8.2.2.2)."""
    softphone.dial()
    softphone.to_tag = ""
    merged = softphone.request("INVITE", softphone.offer())
    assert softphone.ask(merged).status_code == 482
    assert len(menu.sent_to("/voice")) == 1


@pytest.mark.parametrize("seed", range(3))
def test_lost_and_doubled_packets_lose_and_double_no_key(
    softphone, menu, until_pin, seed
):
    """Half the packets lost, the ends among them, and the rest in doubles."""
    luck = random.Random(seed)
    softphone.dial()
    softphone.press("1")
    until_pin(softphone)
    late = []
    for key in "141421":
        packets = softphone.packets_of(key)
        kept = luck.sample(packets[:-3], 3)
        for packet in [*late, *kept, *kept]:
            softphone.ear.send(packet, softphone.media)
        late = kept[-1:]
    eventually(lambda: digits(menu, 2))
    assert digits(menu, 2) == ["141421"]


def test_the_type_of_digits_is_the_telephones(softphone):
    """sipp offers 96 and hears no 101."""
    lines = softphone.dial().text.splitlines()
    assert "a=rtpmap:96 telephone-event/8000" in lines
    assert next(it for it in lines if it.startswith("m=")).endswith(" 0 96")


@pytest.mark.parametrize("body", ["3 18", "", None], ids=["codec", "empty", "junk"])
def test_no_sound_in_common_is_488(softphone, menu, body):
    """Whoever speaks no G.711 is told so, and the hotline hears nothing of it."""
    offer = {"": "", None: "v=0\r\nm=audio x RTP/AVP 0\r\n"}.get(
        body, softphone.offer(body or "0")
    )
    assert softphone.dial(offer).status_code == 488
    assert menu.forms == []


def test_a_call_that_is_never_acknowledged_ends(softphone, menu, short_patience):
    """Nothing is played to nobody: the call is ended on both sides."""
    softphone.send(softphone.request("INVITE", softphone.offer()))
    assert softphone.answer_to("INVITE").status_code == 200
    softphone.until_bye()
    eventually(lambda: ended(menu) == ["completed"])


def test_a_goodbye_that_is_lost_is_said_again(softphone, menu):
    """aiosipua sends BYE once; a telephone that missed it would listen to nothing."""
    menu.failing["/voice/turn/1"] = "500 Internal Server Error"
    softphone.dial()
    softphone.press("1")
    lost = softphone.receive()
    assert lost.method == "BYE"
    assert softphone.until_bye().get_header("CSeq") == lost.get_header("CSeq")


def test_a_refusal_that_is_lost_is_said_again(softphone, hotline):
    """After 180 a telephone asks no more: it is told until it says that it knows."""
    hotline.failing["/voice"] = "500 Internal Server Error"
    softphone.send(softphone.request("INVITE", softphone.offer()))
    assert [softphone.answer_to("INVITE").status_code for _ in range(2)] == [500, 500]


@pytest.mark.parametrize(
    ("kind", "body"), [(RELAY, "Signal={}\r\nDuration=160\r\n"), (PLAIN, "{}")]
)
def test_keys_in_sip_info_count_once(softphone, menu, until_pin, kind, body):
    """Both forms are taken, and one that comes again does nothing twice."""
    softphone.dial()
    for key in "1141421":
        info = softphone.request("INFO", body.format(key), Content_Type=kind)
        assert softphone.ask(info).status_code == 200
        assert softphone.ask(info).status_code == 200
        until_pin(softphone)
    eventually(lambda: digits(menu, 2))
    assert (digits(menu, 1), digits(menu, 2)) == (["1"], ["141421"])


def test_a_key_in_both_ways_counts_once(softphone, menu, until_pin):
    """A telephone that sends events and SIP INFO for each key is believed in one."""
    softphone.dial()
    for key in "1141421":
        softphone.press(key)
        softphone.ask(softphone.request("INFO", key, Content_Type=PLAIN))
        until_pin(softphone)
    eventually(lambda: digits(menu, 2))
    assert (digits(menu, 1), digits(menu, 2)) == (["1"], ["141421"])


def test_other_sip_info_is_answered(softphone):
    """An empty one is a sign of life; another form is refused by name."""
    softphone.dial()
    assert softphone.ask(softphone.request("INFO")).status_code == 200
    refused = softphone.ask(softphone.request("INFO", "x", Content_Type="text/plain"))
    assert (refused.status_code, RELAY in refused.get_header("Accept")) == (415, True)


def test_a_telephone_may_register(softphone):
    """Some call only once they have; it is granted, an hour at most, and kept nowhere."""
    answer = softphone.ask(softphone.request("REGISTER", Expires="7200"))
    assert (answer.status_code, answer.get_header("Expires")) == (200, "3600")
    assert answer.get_header("Contact")


def test_a_registration_that_is_nonsense_is_400(softphone):
    """What cannot be read is told so."""
    assert softphone.ask(softphone.request("REGISTER", Expires="x")).status_code == 400


def test_options_are_answered(softphone):
    """Whoever asks what we can is told, without a call."""
    answer = softphone.ask(softphone.request("OPTIONS"))
    assert answer.status_code == 200
    assert "INVITE" in answer.get_header("Allow")


@pytest.mark.parametrize("method", ["REFER", "NOTIFY", "SUBSCRIBE", "MESSAGE", "PRACK"])
def test_nobody_is_sent_elsewhere(softphone, method):
    """What could lead the hotline to others is refused, in a call and outside."""
    assert softphone.ask(softphone.request(method)).status_code == 405
    softphone.dial()
    assert softphone.ask(softphone.request(method)).status_code == 405


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


def test_the_tags_of_another_call_are_of_no_use(softphone, menu):
    """Whoever knows a call's name and not its tags ends it not, and presses no key."""
    softphone.dial()
    tag, softphone.to_tag = softphone.to_tag, "invented"
    for method, body in (("BYE", ""), ("INFO", "1"), ("INVITE", softphone.offer())):
        assert softphone.ask(softphone.request(method, body)).status_code == 481
    softphone.to_tag = tag
    softphone.press("1")
    eventually(lambda: digits(menu, 1) == ["1"])


def test_sound_goes_only_to_where_the_call_came_from(softphone, menu):
    """An offer that names somebody else's address sends them nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as victim:
        victim.bind(("127.0.0.2", softphone.ear.port))
        victim.settimeout(0)
        offer = softphone.offer().replace(f"c=IN IP4 {HOST}", "c=IN IP4 127.0.0.2")
        softphone.dial(offer)
        eventually(lambda: len(softphone.ear.packets) > 5)
        with pytest.raises(BlockingIOError):
            victim.recv(2048)


def test_keys_are_taken_only_from_where_the_call_came(softphone, menu):
    """Another host's events are nobody's keys; nonsense is no key either."""
    softphone.dial()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
        stranger.bind(("127.0.0.2", 0))
        for packet in softphone.packets_of("9"):
            stranger.sendto(packet, softphone.media)
    for junk in (b"", b"x", bytes(12), b"\x90" * 13, b"\xff" * 200):
        softphone.ear.send(junk, softphone.media)
    softphone.press("1")
    eventually(lambda: digits(menu, 1))
    assert digits(menu, 1) == ["1"]


def test_answers_go_only_to_who_asked(softphone):
    """A Via that names somebody else's host as its own sends them nothing."""
    options = softphone.request("OPTIONS")
    via = options.get_header("Via")
    options.set_header("Via", f"{via};received=127.0.0.2")
    assert softphone.ask(options).status_code == 200


def test_an_endpoint_at_all_addresses_names_one_that_can_be_called():
    """A telephone is told the address of ours that it can reach, never 0.0.0.0."""
    assert own_address((ANYWHERE, 5060), (HOST, 9)) == (HOST, 5060)


def test_sound_follows_the_telephone_through_a_nat(softphone, menu):
    """Sound goes back to the port that sound comes from, whatever the offer says."""
    softphone.dial(softphone.offer(port=9))
    silence = b"\x80\x00" + bytes(10) + b"\xff" * 160
    eventually(
        lambda: softphone.ear.send(silence, softphone.media) or softphone.ear.packets
    )


def test_any_datagram_is_survived(softphone, menu, make_phone, running, caplog):
    """Thousands that nobody expects, and then a call like any other."""
    luck = random.Random(6)
    invite = bytes(softphone.request("INVITE", softphone.offer()))
    for _ in range(2000):
        spoilt = bytearray(invite)
        for _ in range(luck.randint(1, 40)):
            spoilt[luck.randrange(len(spoilt))] = luck.randrange(256)
        softphone.send(bytes(spoilt[: luck.randint(0, len(spoilt))]))
    another = make_phone(running)
    eventually(lambda: another.is_answered(another.request("OPTIONS")))
    assert another.dial().status_code in {200, 486}
    assert [line for line in caplog.records if line.name == "asyncio"] == []


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Via", "SIP/2.0/UDP 127.0.0.1:70000;branch=z9hG4bKx"),
        ("Via", "SIP/2.0/UDP 127.0.0.1:-1;branch=z9hG4bKx"),
        ("Via", "nonsense"),
        ("CSeq", "x INVITE"),
        ("From", ""),
    ],
)
def test_one_bad_datagram_does_not_close_the_endpoint(softphone, menu, header, value):
    """A port that is none made asyncio close its socket: no call came any more."""
    request = softphone.request("OPTIONS")
    request.set_header(header, value)
    softphone.send(request)
    assert softphone.dial().status_code == 200
