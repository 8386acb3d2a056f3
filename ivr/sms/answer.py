"""The answer to a text message: the same for everybody, whatever they wrote.

Whose number a text shows proves nothing, and a PIN has no place in it: so no account is
looked at, and nobody learns from the answer who is a customer.
"""

from ivr.dialogue.code import code_name_in
from ivr.domain.hotline import Hotline
from ivr.domain.msisdn import groups_abroad
from ivr.domain.phrase import Line, Name, Phrase, Term, say
from ivr.sms.segments import segments
from ivr.speech.sentence import sentence_of

MOST_SEGMENTS = 3
"""What one answer may cost. It is room for Dutch, French and English, or for Japanese,
Korean or Chinese and English."""


def answer(hotline: Hotline) -> str:
    """Tell how to hear the balance, in as many languages of *hotline* as stay short.

    Its own language comes first, in any case; others follow in menu order.
    """
    text, *others = (_in(locale, hotline) for locale in hotline.languages)
    for other in others:
        longer = f"{text}\n{other}"
        if segments(longer) > MOST_SEGMENTS:
            break
        text = longer
    return text


def how_to_hear(number: str, code: Name | Term) -> Phrase:
    """Say which *number* to call for the balance, and that no *code* is to be written."""
    # NOTE: Written, never spoken or recorded: the answer to a text message. {hotline} is
    # the number to call, {code} what the PIN is called. Be short: 80 letters in Japanese,
    # Korean or Chinese, 120 in others, of the alphabet of text messages, with è é ù à ä ö
    # ü, but no ç ê ë î ï ô.
    return say("text.how_to_hear", hotline=Name(number), code=code)


def _in(locale: str, hotline: Hotline) -> str:
    number = "+" + " ".join(groups_abroad(hotline.number))
    phrase = how_to_hear(number, code_name_in(hotline, locale))
    return sentence_of(Line(phrase, locale)).text
