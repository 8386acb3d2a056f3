"""The door for text messages, through signed webhooks."""

import io
import json
import logging
from xml.etree import ElementTree as ET

import pytest
from conftest import ANNA, ANNAS_PIN, BELGIUM
from fakes.evidence import Evidence, Wanted
from fakes.wanted import number, secrets

from ivr import logs
from ivr.sms.answer import answer
from ivr.twilio.form import OPT_OUTS
from ivr.twilio.signature import HEADER, sign

NOTHING = '<?xml version="1.0" encoding="UTF-8"?><Response />'
JAPAN = "+815012340001"


@pytest.fixture
def text(twilio):
    """Give what writes *body* to Belgium as Anna does: `text("Saldo?", To=…)`."""

    def text(body="Saldo?", **fields):
        return twilio.post("/sms", **{"CallSid": None, "Body": body} | fields)

    return text


@pytest.fixture
def trail():
    """Give the lines of the log so far."""
    stream = io.StringIO()
    logs.set_up(stream, logging.DEBUG, as_json=True)
    return lambda: [json.loads(line) for line in stream.getvalue().splitlines()]


def said(response):
    """Give the one message of *response*, or None."""
    assert (response.status_code, response.mimetype) == (200, "text/xml")
    document = ET.fromstring(response.text)
    assert document.tag == "Response"
    texts = [message.text for message in document]
    assert len(texts) <= 1
    return texts[0] if texts else None


@pytest.mark.parametrize("hotline", [BELGIUM, JAPAN])
def test_a_text_is_told_how_to_hear_the_balance(text, settings, hotline):
    """The answer comes in the languages of the hotline that was written to."""
    told = said(text(To=hotline))
    assert told == answer(settings.hotlines[hotline])


@pytest.mark.parametrize("sender", [ANNA, "+32470999999", "+819012345678"])
@pytest.mark.parametrize("body", ["", "PIN 141421", "HELP", "Stop met bellen", "<&>"])
def test_everybody_is_told_the_same(text, settings, sender, body):
    """Whoever writes whatever: nobody learns from the answer who is a customer."""
    assert said(text(body, From=sender)) == answer(settings.hotlines[BELGIUM])


@pytest.mark.parametrize("table", ["accounts", "calls", "pins"])
def test_a_text_needs_no_account_and_no_call(text, settings, databases, table):
    """It is answered where the tables of both are gone."""
    databases.left_behind(settings.database_url).drop(table)
    assert said(text())


def test_a_text_that_comes_again_gets_the_same_answer(text):
    """Twilio may post it as often as it likes."""
    assert text().text == text().text


@pytest.mark.parametrize("word", sorted(OPT_OUTS))
def test_whoever_opts_out_gets_no_words(text, word):
    """Twilio itself answers these words, in small letters and with spaces too."""
    assert text(word).text == NOTHING
    assert text(f" {word.lower()}\r\n").text == NOTHING


def test_whoever_opts_out_in_other_words_gets_none(text):
    """An operator can add words to Twilio's, and Twilio tells us which they are."""
    assert text("Arrêtez", OptOutType="STOP").text == NOTHING
    assert said(text("Aide", OptOutType="HELP"))


@pytest.mark.parametrize(
    "sender",
    [None, "", "anonymous", "+266696687", "8989", "+8989", "MYBANK", "9" * 65],
)
def test_a_sender_that_cannot_be_answered_is_not(text, trail, sender):
    """Short codes, names and withheld numbers are written to by nobody."""
    assert text(From=sender).text == NOTHING
    (line,) = trail()
    assert line["caller"] == "withheld"
    assert line["reason"] == "the sender is no telephone number"


@pytest.mark.parametrize("sender", [BELGIUM, JAPAN])
def test_hotlines_do_not_write_to_each_other(text, sender):
    """Two of our numbers never answer one another for ever."""
    assert text(From=sender).text == NOTHING


def test_a_number_without_a_hotline_answers_nothing(text, trail):
    """The operator reads of it in the log; the number itself may be somebody's."""
    assert text(To="+3222340009").text == NOTHING
    (line,) = trail()
    assert line["level"] == "error"
    assert line["hotline"].endswith("…/09")
    assert "+3222340009" not in str(line)
    assert line["event"] == "no hotline has this number"


def test_an_unsigned_text_is_refused(client):
    """Who is not Twilio gets 403 and nothing else."""
    form = {"From": ANNA, "To": BELGIUM, "Body": "Saldo?"}
    for headers in ({}, {HEADER: "bm8gc2lnbmF0dXJl"}):
        refused = client.post("/sms", data=form, headers=headers)
        assert (refused.status_code, refused.text) == (403, "")


def test_a_text_that_was_changed_on_the_way_is_refused(client, settings):
    """A signature is of one form, sender and all."""
    form = {"From": ANNA, "To": BELGIUM, "Body": "Saldo?"}
    url = settings.public_url + "/sms"
    signature = sign(url, form, settings.auth_tokens[0])
    changed = form | {"From": "+32470123456"}
    refused = client.post("/sms", data=changed, headers={HEADER: signature})
    assert (refused.status_code, refused.text) == (403, "")


@pytest.mark.parametrize("query", ["", "?bodySHA256=" + "0" * 64])
def test_json_is_refused(client, settings, query):
    """A signature of Twilio's covers a form: any other body is nobody's word."""
    url = settings.public_url + "/sms" + query
    signature = sign(url, {}, settings.auth_tokens[0])
    refused = client.post(
        "/sms" + query,
        json={"From": ANNA, "To": BELGIUM},
        headers={HEADER: signature},
    )
    assert (refused.status_code, refused.text) == (403, "")


def test_a_body_without_end_is_not_read(text):
    """More than 64 KiB is refused unread."""
    refused = text("9" * 70_000)
    assert (refused.status_code, refused.text) == (403, "")


@pytest.mark.parametrize(
    "fields",
    [
        {"To": None},
        {"To": "9" * 65},
        {"To": [BELGIUM, JAPAN]},
        {"From": [ANNA, "+32470123456"]},
        {"Body": ["STOP", "Saldo?"]},
        {"OptOutType": ["STOP", "HELP"]},
    ],
)
def test_a_form_that_cannot_be_read_is_answered_with_nothing(text, trail, fields):
    """What is missing, too long or doubled is logged, and Twilio sees no error."""
    assert text(**fields).text == NOTHING
    (line,) = trail()
    assert (line["level"], line["event"]) == ("error", "a text cannot be read")


def test_a_fault_of_ours_is_answered_with_nothing(text, trail, monkeypatch):
    """Twilio sees no error; the operator does, without what was written."""
    monkeypatch.setattr("ivr.speech.sentence.catalog_of", lambda _: {}["words"])
    assert text(ANNAS_PIN).text == NOTHING
    (line,) = trail()
    assert line["event"] == "a text failed"
    assert "KeyError" in line["exception"]


def test_a_text_is_one_line(text, trail):
    """Who wrote, by pseudonym, and to which hotline: nothing else is told of it."""
    text()
    (line,) = trail()
    assert line["event"] == "text answered"
    assert line["caller"].endswith("…/21")
    assert (line["hotline"], line["locale"]) == (BELGIUM, "nl_BE")


@pytest.mark.parametrize("breaks", [False, True])
def test_what_was_written_leaves_no_trace(
    text, settings, databases, capfd, monkeypatch, breaks
):
    """A PIN in a text is in no output and in no byte of the database, come what may."""
    stream = io.StringIO()
    logs.set_up(stream, logging.DEBUG, as_json=True)
    if breaks:
        monkeypatch.setattr("ivr.speech.sentence.catalog_of", lambda _: {}["words"])
    written = f"Mijn pincode is {ANNAS_PIN}, dank u"
    for fields in ({}, {"To": "+3222340009"}, {"From": "8989"}, {"To": None}):
        text(written, **fields)
    output = "".join([stream.getvalue(), *capfd.readouterr()])
    assert '"caller"' in output
    evidence = Evidence(databases.left_behind(settings.database_url), output)
    pieces = {Wanted("words", written), Wanted("words", "dank u")}
    pin = Wanted("PIN", ANNAS_PIN)
    wanted = {*pieces, pin, number(ANNA), *secrets(settings)}
    assert evidence.leaks(wanted) == []


def test_a_pin_in_a_text_is_no_guess(text, rooms):
    """It is not tried: not right, not wrong, and the account does not rest for it."""
    text(f"PIN {ANNAS_PIN}")
    with rooms.engine.connect() as connection:
        for table in ("pin_attempts", "calls"):
            rows = connection.exec_driver_sql(f"SELECT count(*) FROM {table}")
            assert rows.scalar() == 0
