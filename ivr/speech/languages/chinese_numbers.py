"""Mandarin numbers: 万 and 亿, 零 for the gaps, 两 at the head of a count.

A tone changes before its neighbour (一百 yì bǎi, 五百 wú bǎi), so a digit and its
place are one fragment, and so are a lone one and its unit (一天 yì tiān). Before 亿
only 一 changes: the other digits are recorded alone.
"""

from ivr.speech.fragment import attached, written
from ivr.speech.languages.language import Fragments, myriads, words

ONES = "零一二三四五六七八九"
POINT = "点"


def cardinal(number: int) -> Fragments:
    """Say a *number*; 零 stands once for any run of zeros inside it."""
    if number == 0:
        return words("零")
    upper, ones = myriads(number)
    hundred_millions, ten_thousands = myriads(upper)
    spoken = counted(hundred_millions, "亿") if hundred_millions else []
    is_gap = False
    for count, place in (ten_thousands, "万"), (ones, ""):
        if not count:
            is_gap = True
            continue
        leads = not spoken
        if not leads and (is_gap or count < 1000):
            spoken += words("零")
        spoken += _placed_group(count, place, leads=leads)
        is_gap = False
    return attached(spoken)


def counted(count: int, unit: str) -> Fragments:
    """Count a *unit*: two of it are 两."""
    return with_unit(words("两") if count == 2 else cardinal(count), unit)


def with_unit(number: Fragments, unit: str) -> Fragments:
    """Say *unit* after a *number*."""
    if written(number) == "一":
        return words(f"一{unit}")
    return attached([*number, *words(unit)])


def decimal(units: int, hundredths: int) -> Fragments:
    """Say *units* and, after 点, which is one with its chunk, the digits."""
    *before, last = cardinal(units)
    if hundredths == 0:
        return [*before, last]
    decimals = f"{hundredths:02}".rstrip("0")
    digits = [ONES[int(char)] for char in decimals]
    return attached([*before, *words(last.words + POINT, *digits)])


def _placed_group(count: int, place: str, *, leads: bool) -> Fragments:
    if leads and place and count == 2:
        return words("两" + place)
    group = _below_myriad(count, leads=leads)
    if count % 10 == 0:
        return [*group, *words(*place)]
    return [*group[:-1], *words(group[-1].words + place)]


def _below_myriad(number: int, *, leads: bool) -> Fragments:
    spoken: list[str] = []
    pending_zero = False
    for place, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // size % 10
        if digit == 0:
            pending_zero = bool(spoken)
            continue
        if pending_zero:
            spoken.append("零")
            pending_zero = False
        spoken.append(_placed(digit, place, is_head=leads and not spoken))
    return words(*spoken)


def _placed(digit: int, place: str, *, is_head: bool) -> str:
    if digit == 1 and place == "十" and is_head:
        return place
    if digit == 2 and place in {"千", "百"} and is_head:
        return "两" + place
    return ONES[digit] + place
