import pytest
from fakes.hotline import response

from ivr.phone import verbs
from ivr.phone.verbs import TwimlError, read_verbs


@pytest.mark.parametrize(
    ("twiml", "verb"),
    [
        ("<Play> a.wav </Play>", verbs.Play("a.wav")),
        ('<Say language="fr-BE" voice="v">Oui</Say>', verbs.Say("Oui", "fr-BE", "v")),
        ("<Gather/>", verbs.Gather((), None, "#", 5, "", "POST", "dtmf")),
        (
            """<Gather input="dtmf" numDigits="6" finishOnKey="" timeout="7"
            action="t" method="get"><Play>a</Play><Say>b</Say></Gather>""",
            verbs.Gather(
                (verbs.Play("a"), verbs.Say("b")), 6, "", 7, "t", method="GET"
            ),
        ),
        ("<Redirect>turn/2</Redirect>", verbs.Redirect("turn/2")),
        ("<Hangup/>", verbs.Hangup()),
        ("<Reject/>", verbs.Reject()),
        ('<Reject reason="busy"/>', verbs.Reject("busy")),
        ('<Dial action="d" timeout="9">+321</Dial>', verbs.Dial("+321", "d", 9)),
        (
            '<Dial method="GET" timeLimit="90">+321</Dial>',
            verbs.Dial("+321", method="GET", time_limit_s=90),
        ),
    ],
)
def test_the_portable_core_is_read(twiml, verb):
    """Every verb of the core is read, with Twilio's defaults for what it leaves out."""
    assert read_verbs(response(twiml)) == (verb,)


@pytest.mark.parametrize(
    ("twiml", "complaint"),
    [
        ("<Pause/>", "<Pause>"),
        ('<Play loop="2">a</Play>', "<Play> has the attribute loop"),
        ('<Gather actionOnEmptyResult="true"/>', "actionOnEmptyResult"),
        ("<Say><prosody/></Say>", "<prosody>"),
        ("<Gather><Hangup/></Gather>", "<Hangup>"),
        ("<Gather><Pause/></Gather>", "<Pause>"),
        ('<Gather input="speech"/>', "dtmf"),
        ('<Gather finishOnKey="*#"/>', "finishOnKey"),
        ('<Gather numDigits="0"/>', "numDigits='0'"),
        ('<Gather timeout="auto"/>', "timeout='auto'"),
        ('<Redirect method="PUT">a</Redirect>', "PUT"),
        ("<Play/>", "<Play> is empty"),
    ],
)
def test_what_is_not_of_the_core_is_named(twiml, complaint):
    """A document that goes beyond the core is refused, naming the element."""
    with pytest.raises(TwimlError) as refused:
        read_verbs(response(twiml))
    assert complaint in str(refused.value)


@pytest.mark.parametrize(
    "twiml",
    [
        "no document",
        "<Answer/>",
        "<!DOCTYPE Response [<!ENTITY a 'b'>]><Response><Say>&a;</Say></Response>",
    ],
)
def test_what_is_no_document_is_refused(twiml):
    """Only XML with the root Response and without a DOCTYPE is a document."""
    with pytest.raises(TwimlError):
        read_verbs(twiml)
