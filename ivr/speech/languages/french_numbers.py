"""The cardinal numbers of French as Belgium counts, and how their ends sound."""

from dataclasses import replace

from ivr.speech.languages.language import Fragments, thousands, words

ONES = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf".split(
    " "
)
TENS = (
    "- - vingt trente quarante cinquante soixante septante quatre-vingt nonante".split(
        " "
    )
)

# How the last word of a number is respelled where a consonant follows it.
BEFORE_CONSONANT = {"cinq": "cin", "six": "si", "huit": "hui", "dix": "di"}


def upper(number: int) -> Fragments:
    """Say the millions and thousands of *number*."""
    millions, thousand, _ = thousands(number)
    spoken: Fragments = []
    if millions:
        spoken += before_consonant(below_thousand(millions))
        spoken += words("million" if millions == 1 else "millions")
    if thousand > 1:
        # Before mille, cent and vingt are written without their plural s.
        spoken += before_consonant(below_thousand(thousand, plural=""))
    if thousand:
        spoken += words("mille")
    return spoken


def rest_of(number: int) -> Fragments:
    """Say what *number* has below its thousands."""
    rest = number % 1000
    return below_thousand(rest) if rest or number == 0 else []


def below_thousand(number: int, plural: str = "s") -> Fragments:
    """Say a *number* below a thousand; *plural* ends cents and vingts."""
    hundreds, rest = divmod(number, 100)
    if hundreds == 0:
        return words(below_hundred(rest, plural))
    cent = "cent" if hundreds == 1 else f"{ONES[hundreds]} cent"
    if rest == 0:
        return words(cent + (plural if hundreds > 1 else ""))
    return words(cent, below_hundred(rest, plural))


def below_hundred(number: int, plural: str = "s") -> str:
    """Write a *number* below a hundred; *plural* ends quatre-vingts."""
    if number < 20:
        return ONES[number]
    tens, ones = divmod(number, 10)
    match tens, ones:
        case 8, 0:
            return TENS[8] + plural
        case _, 0:
            return TENS[tens]
        case 8, 1:
            return "quatre-vingt-un"
        case _, 1:
            return f"{TENS[tens]} et un"
        case _:
            return f"{TENS[tens]}-{ONES[ones]}"


def decimals(hundredths: int) -> Fragments:
    """Say what stands after virgule: cinq, vingt-cinq, zéro cinq."""
    tenths, rest = divmod(hundredths, 10)
    if tenths == 0:
        return words(ONES[0], ONES[rest])
    return words(ONES[tenths] if rest == 0 else below_hundred(hundredths))


def feminine(number: str) -> str:
    """Write *number* as it counts minutes: vingt et une."""
    return number + "e" if number == "un" or number.endswith((" un", "-un")) else number


def before_consonant(number: Fragments) -> Fragments:
    """Say *number* where a consonant follows: six is [si]."""
    if not number:
        return []
    *before, last = number
    *stem, word = last.words.replace("-", " ").split(" ")
    if respelled := BEFORE_CONSONANT.get(word):
        last = replace(last, reading=" ".join([*stem, respelled]))
    return [*before, last]
