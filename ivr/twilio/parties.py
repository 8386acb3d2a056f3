"""Who is at the ends of a call or of a text, as the log may tell it."""

from ivr.domain.msisdn import calling_number
from ivr.sealing import Seal

WITHHELD = "withheld"
LETTERS = 6


def party(sent: str, pseudonyms: Seal) -> str:
    """Give a pseudonym and the last two digits of the number *sent* as `From` or `To`.

    It is the pseudonym that the database has, cut short: enough to follow a complaint,
    too little to dial.
    """
    number = calling_number(sent)
    if number is None:
        return WITHHELD
    return f"{pseudonyms.pseudonym(number)[:LETTERS]}…/{number[-2:]}"
