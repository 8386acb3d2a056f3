"""The cardinal numbers of French as Belgium counts, and how their ends sound."""

from dataclasses import replace

from ivr.speech.fragment import Fragment
from ivr.speech.languages.language import Fragments, words

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

# The consonant that the last word of a number lends to a vowel after it; it belongs to
# the syllable of that vowel. Other words lend none, or sound theirs before a pause too.
LIAISONS = {
    **dict.fromkeys(("deux", "trois", "six", "dix", "vingts", "cents"), "z"),
    **dict.fromkeys(("vingt", "cent"), "t"),
    "un": "n",
}

NOUNS = ((1_000_000_000, "milliard"), (1_000_000, "million"))
"""The powers of ten that are nouns: they have a plural, and de before what they count."""


def upper(number: int) -> Fragments:
    """Say the milliards, millions and thousands of *number*."""
    spoken: Fragments = []
    for size, noun in NOUNS:
        if count := number // size % 1000:
            spoken += before_consonant(below_thousand(count))
            spoken += words(noun if count == 1 else f"{noun}s")
    thousand = number // 1000 % 1000
    if thousand > 1:
        # Before mille, cent and vingt are written without their plural s.
        spoken += before_consonant(below_thousand(thousand, plural=""))
    if thousand:
        spoken += words("mille")
    return spoken


def ends_in_noun(number: int) -> bool:
    """Tell whether *number* ends in million or milliard, after which de stands."""
    return number > 0 and number % 1_000_000 == 0


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
    *stem, word = _words_of(last)
    if respelled := BEFORE_CONSONANT.get(word):
        last = replace(last, reading=" ".join([*stem, respelled]))
    return [*before, last]


def before_vowel(number: Fragments) -> tuple[Fragments, str]:
    """Say *number* where a vowel follows; give the consonant that is heard before it."""
    *_, word = _words_of(number[-1])
    liaison = LIAISONS.get(word, "")
    # Without their z, six and dix sound as they do before a consonant.
    return (before_consonant(number) if liaison else number), liaison


def _words_of(fragment: Fragment) -> list[str]:
    return fragment.words.replace("-", " ").split(" ")
