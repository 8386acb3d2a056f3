"""What is lost or doubled on its way begins, ends and keys nothing twice."""

import random

import pytest
from fakes.hotline import digits, ended
from fakes.softphone import eventually


@pytest.fixture
def short_patience(monkeypatch):
    """Let what is sent again be given up in a fifth of a second, not in 32."""
    for module in ("aiosipua.transaction", "ivr.phone.sip.repeats"):
        monkeypatch.setattr(f"{module}.T1", 0.05)
        monkeypatch.setattr(f"{module}.TIMER_H", 0.2)


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
