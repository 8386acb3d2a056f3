"""Korean particles: which form suits the word before them, in whatever script it is.

은, 이, 을 and 과 follow a consonant that is heard, 는, 가, 를 and 와 a vowel; 으로
follows a consonant other than ㄹ. Of what is not written in Hangul the sound is told
as a Korean reads it: 10 is 십, LTE letter by letter, Travel as a word.
"""

import re

from ivr.speech.languages.korean_numbers import LIQUID, final_of

PAIRS = [
    ("을(를)", "을", "를"),
    ("은(는)", "은", "는"),
    ("이(가)", "이", "가"),
    ("과(와)", "과", "와"),
    ("으로(로)", "으로", "로"),
]
"""Pairs as Korean catalogues write them, with the one after a consonant, a vowel."""
INSTRUMENT = "으로(로)"

DIGIT_NAMES = "영일이삼사오육칠팔구"
# The other letters are named with a vowel at the end: 에스, 티, 지.
LETTER_NAMES = {"L": "엘", "M": "엠", "N": "엔", "R": "알"}
LONGEST_ABBREVIATION = 3
"""Capitals up to so many, as LTE, are read letter by letter; more, as USIM, are not."""

LIQUID_WORD = re.compile("le?$")
CLOSED_WORD = re.compile(
    "[mn]e?$|ng$"  # 텐, 타임, 로밍
    "|[aeiou]pp?$|[aeiou]b$"  # 앱, 클럽
    "|(?<![aeio])[aeou]t$|out$"  # 넷, 아웃; but 라이트
    "|[aiou]ck?$|ook$"  # 베이직, 팩, 북; but 체크, 링크
)
"""How an English word is spelled that ends in a consonant when a Korean says it."""
ENDS_IN_LATIN = re.compile("[A-Za-z]+$")
CLOSERS = ")]}'\"’”」』 "


def suited(before: str, text: str) -> str:
    """Choose the particle at the start of *text*: 을(를) is 를 after a vowel."""
    for pair, after_consonant, after_vowel in PAIRS:
        if text.startswith(pair):
            final = _final_heard(before.rstrip(CLOSERS))
            is_open = final == 0 or (pair == INSTRUMENT and final == LIQUID)
            return (after_vowel if is_open else after_consonant) + text[len(pair) :]
    return text


def _final_heard(text: str) -> int:
    """Give the number of the consonant that *text* ends in as it is read, or 0."""
    if latin := ENDS_IN_LATIN.search(text):
        return final_of(_read(latin[0]))
    last = text[-1:]
    if last.isascii() and last.isdigit():
        return final_of(DIGIT_NAMES[int(last)])
    return final_of(last) if last else 0


def _read(word: str) -> str:
    """Give a syllable that ends as the English *word* or abbreviation does."""
    if word.isupper() and len(word) <= LONGEST_ABBREVIATION:
        return LETTER_NAMES.get(word[-1], "이")
    if LIQUID_WORD.search(word.lower()):
        return "엘"
    return "엠" if CLOSED_WORD.search(word.lower()) else "이"
