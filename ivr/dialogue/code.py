"""What callers call the PIN: one name in every sentence, menu, letter and text."""

from ivr.dialogue.call import Call
from ivr.domain.hotline import Hotline
from ivr.domain.phrase import Name, Term, named


def code_name(call: Call) -> Name | Term:
    """Give the name of the PIN in the language of *call*."""
    return code_name_in(call.hotline, call.locale)


def code_name_in(hotline: Hotline, locale: str) -> Name | Term:
    """Give the operator's name of the PIN in *locale*, else ours."""
    own = hotline.pin_names.get(locale)
    # NOTE: What callers call the PIN of this hotline, without an article, to stand after
    # "your". Choose a name that nobody takes for the PIN of a bank card or of the SIM.
    return Name(own) if own else Term(named("code.name"))
