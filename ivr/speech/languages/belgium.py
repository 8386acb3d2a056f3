"""How Belgians read a telephone number, in whatever language."""

from ivr.speech.languages.language import checked_digits
from ivr.speech.languages.telephone import cut

MOBILE_DIGITS = 10
LANDLINE_DIGITS = 9
CITIES = ("02", "03", "04", "09")
"""Brussels, Antwerp, Liège and Ghent: an area code of two digits, others have three."""
SERVICES = ("0800", "090")
"""Numbers that are free to call, or dear."""


def telephone_groups(text: str) -> list[str]:
    """Cut *text* into pairs, after the prefix of a mobile, a service or an area."""
    first = 3 if len(checked_digits(text)) % 2 else 2
    sizes = [first, *[2] * ((len(text) - first) // 2)]
    if len(text) == MOBILE_DIGITS and text.startswith("04"):
        sizes = [4, 2, 2, 2]
    elif len(text) == LANDLINE_DIGITS and text.startswith(SERVICES):
        sizes = [4, 2, 3]
    elif len(text) == LANDLINE_DIGITS and text.startswith(CITIES):
        sizes = [2, 3, 2, 2]
    return cut(text, sizes)
