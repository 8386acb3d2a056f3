"""How Belgians read a telephone number, in whatever language."""

from ivr.speech.languages.language import digit_groups

MOBILE_DIGITS = 10
LANDLINE_DIGITS = 9
CITIES = ("02", "03", "04", "09")
"""Brussels, Antwerp, Liège and Ghent: an area code of two digits, others have three."""


def telephone_groups(text: str) -> list[str]:
    """Cut *text* into pairs, after a mobile prefix of four or an area code."""
    first = 3 if len(text) % 2 else 2
    sizes = [first, *[2] * ((len(text) - first) // 2)]
    if len(text) == MOBILE_DIGITS and text.startswith("04"):
        sizes = [4, 2, 2, 2]
    elif len(text) == LANDLINE_DIGITS and text.startswith(CITIES):
        sizes = [2, 3, 2, 2]
    return digit_groups(text, {len(text): sizes})
