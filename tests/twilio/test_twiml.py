"""A turn as TwiML."""

import pytest

from ivr.dialogue.acts import Ask, HangUp, Transfer
from ivr.speech.languages import languages
from ivr.speech.speech import Recorded, Voiced
from ivr.twilio.twiml import VOICES, twiml

HELLO = [Recorded("abc"), Voiced("five < six & more", "en")]
SPOKEN = (
    "<Play>/speech/abc.wav</Play>"
    '<Say language="en-GB" voice="Polly.Amy-Neural">five &lt; six &amp; more</Say>'
)


@pytest.mark.parametrize(
    ("act", "verbs"),
    [
        (HangUp(), f"{SPOKEN}<Hangup />"),
        (
            Transfer("+3222340001"),
            (
                f'{SPOKEN}<Dial action="/next" method="POST" timeLimit="90">'
                "+3222340001</Dial>"
            ),
        ),
        (
            Ask(digits=6, finish_key="#", timeout_s=6),
            (
                '<Gather action="/next" finishOnKey="#" input="dtmf" method="POST" '
                f'numDigits="6" timeout="6">{SPOKEN}</Gather>'
                '<Redirect method="POST">/next</Redirect>'
            ),
        ),
    ],
)
def test_each_act_is_written(act, verbs):
    """Questions, transfers and hang-ups are written as Twilio documents them."""
    written = twiml(HELLO, act, "/next", lambda token: f"/speech/{token}.wav", 90)
    assert written.endswith(f"<Response>{verbs}</Response>")


def test_every_voice_has_a_language():
    """No voice is left of a language that is gone."""
    assert set(VOICES) <= set(languages())


def test_a_language_without_a_voice_is_left_to_twilio():
    """Words are read all the same, by the voice that Twilio has for the language."""
    spoken = [Voiced("Hallo.", "xx_XX")]
    written = twiml(spoken, HangUp(), "/next", lambda token: token)
    assert '<Say language="xx-XX">Hallo.</Say>' in written
