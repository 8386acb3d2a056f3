"""Sino-Korean numbers, and how their pieces sound where they meet.

A voice knows the sound changes inside a fragment, so 1 to 99 are one; this module
gives those between two: 백육 is 뱅뉵, 백삼 is 백쌈, 점 is 쩜, 백 메가바이트 is
뱅 메가바이트.
"""

from dataclasses import replace
from itertools import pairwise

from ivr.speech.fragment import Fragment
from ivr.speech.languages.language import CENTS_PAUSE_MS, Fragments, myriads

ONES = " 일 이 삼 사 오 육 칠 팔 구".split(" ")
FIGURES = "영일이삼사오육칠팔구"
POINT = Fragment("점", "쩜")

NASAL = {
    "백": "뱅",
    "십": "심",
    "육": "융",
    "씹": "씸",
    "십육": "십늉",
    "씹육": "씹늉",
    "뉵": "늉",
    "륙": "륭",
    "": "",
}
"""How a number ends before ㄴ and ㅁ."""

TENSE = {"삼": "쌈", "사": "싸", "십": "씹", "구": "꾸"}
"""How a number begins after a stop."""

FIRST_SYLLABLE = ord("가")
SYLLABLES = 11_172
FINALS = 28
LIQUID = 8
HUNDRED_MILLION = 100_000_000
STOPS = (1, 17)  # ㄱ of 백 and 육, ㅂ of 십


def cardinal(number: int) -> Fragments:
    """Say a *number*; ten thousand is 만, not 일만, unless 억 stands before it."""
    if number == 0:
        return [Fragment("영")]
    large, small = divmod(number, HUNDRED_MILLION)
    upper, lower = myriads(small)
    ten_thousands = _ten_thousands(upper, "일" if large else "")
    rest = _met([*ten_thousands, *_below_myriad(lower)])
    if not large:
        return rest
    # A voice takes breath after 억, so it changes nothing of what follows.
    rest[:1] = [first.after(CENTS_PAUSE_MS) for first in rest[:1]]
    return [*_met(_hundred_millions(large)), *rest]


def decimal(units: int, hundredths: int) -> Fragments:
    """Say *units* and, after 점, the digits of *hundredths*: 일 점 이오."""
    whole = cardinal(units)
    if hundredths == 0:
        return whole
    decimals = f"{hundredths:02}".rstrip("0")
    after_point = _joined([FIGURES[int(char)] for char in decimals])
    return [*whole, *_met([POINT, *after_point])]


def nasal(number: Fragments) -> Fragments:
    """Say a *number* as it sounds before ㄴ or ㅁ: 오백 메가 is 오뱅 메가."""
    *before, last = number
    ending = max((end for end in NASAL if last.spoken.endswith(end)), key=len)
    if not ending:
        return number
    sound = last.spoken.removesuffix(ending) + NASAL[ending]
    return [*before, replace(last, reading=sound)]


def final_of(text: str) -> int:
    """Give the number of the consonant at the end of *text*, or 0 (Unicode, 3.12)."""
    syllable = ord(text[-1]) - FIRST_SYLLABLE
    return syllable % FINALS if 0 <= syllable < SYLLABLES else 0


def _met(chunks: Fragments) -> Fragments:
    """Let chunks change each other: 백육 is 뱅뉵, 일육 is 일륙, 백삼 is 백쌈."""
    met = list(chunks)
    for left, right in pairwise(range(len(met))):
        final = final_of(met[left].spoken)
        head, tail = met[right].words[0], met[right].spoken[1:]
        if final and head == "육":
            head = "륙" if final == LIQUID else "뉵"
            met[left : left + 1] = nasal([met[left]])
        elif final in STOPS and head in TENSE:
            head = TENSE[head]
        else:
            continue
        met[right] = replace(met[right], reading=head + tail)
    return met


def _hundred_millions(count: int) -> Fragments:
    # 억 links with its number (일억 is 이럭), so it is one with the last place of it; of
    # so many not every number up to 99 is recorded, as few will ever hear one.
    digits = [int(char) for char in f"{count:04}"]
    places = [_placed(*pair) for pair in zip(digits, ("천", "백", "십"), strict=False)]
    *before, last = filter(None, [*places, ONES[digits[-1]].strip()])
    return _joined([*before, last + "억"])


def _ten_thousands(count: int, one: str) -> Fragments:
    if count == 0:
        return []
    # 만 changes the sound before it (백만 is 뱅만), so it is one with its number.
    *before, last = [one] if count == 1 else _chunks(count)
    return _joined([*before, last + "만"])


def _below_myriad(number: int) -> Fragments:
    return _joined(_chunks(number))


def _chunks(number: int) -> list[str]:
    chunks = [
        _placed(number // 1000, "천"),
        _placed(number // 100 % 10, "백"),
        _placed(number // 10 % 10, "십") + ONES[number % 10],
    ]
    return [chunk for chunk in chunks if chunk]


def _placed(digit: int, place: str) -> str:
    return (ONES[digit] if digit > 1 else "") + place if digit else ""


def _joined(chunks: list[str]) -> Fragments:
    return [Fragment(chunk, attached=index > 0) for index, chunk in enumerate(chunks)]
