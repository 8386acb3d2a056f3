"""Japanese numbers in kanji and katakana, and the sounds that a counter changes."""

from dataclasses import replace

from ivr.speech.fragment import Fragment, attached
from ivr.speech.languages.language import Fragments, myriads

KANJI = " 一 二 三 四 五 六 七 八 九".split(" ")
ONES = " イチ ニ サン ヨン ゴ ロク ナナ ハチ キュー".split(" ")
TENS = " ジュー ニジュー サンジュー ヨンジュー ゴジュー ロクジュー ナナジュー ハチジュー キュージュー".split(
    " "
)
HUNDREDS = " ヒャク ニヒャク サンビャク ヨンヒャク ゴヒャク ロッピャク ナナヒャク ハッピャク キューヒャク".split(
    " "
)
THOUSANDS = (
    " セン ニセン サンゼン ヨンセン ゴセン ロクセン ナナセン ハッセン キューセン".split(
        " "
    )
)

# Read singly, two and five are lengthened to two beats like the others.
DIGITS = "ゼロ イチ ニー サン ヨン ゴー ロク ナナ ハチ キュー".split(" ")

POINT_ENDINGS = {
    "イチ": "イッテン",
    "ニ": "ニーテン",
    "ゴ": "ゴーテン",
    "ハチ": "ハッテン",
    "ジュー": "ジュッテン",
    "": "テン",
}


def cardinal(number: int) -> Fragments:
    """Say a *number*; 一 is silent before 十 百 千, never before 万."""
    if number == 0:
        return [Fragment("ゼロ")]
    upper, ones = myriads(number)
    hundred_millions, ten_thousands = myriads(upper)
    return attached(
        [
            *_placed(hundred_millions, "億", "オク"),
            *_placed(ten_thousands, "万", "マン"),
            *_below_myriad(ones),
        ]
    )


def decimal(units: int, hundredths: int) -> Fragments:
    """Say *units* and, after 点, the digits of *hundredths*: 零点五."""
    if hundredths == 0:
        return cardinal(units)
    whole = cardinal(units) if units else [Fragment("零", "レー")]
    decimals = f"{hundredths:02}".rstrip("0")
    digit = single_digit if len(decimals) > 1 else _short_digit
    return attached([*fused(whole, "点", POINT_ENDINGS), *map(digit, decimals)])


def fused(number: Fragments, counter: str, endings: dict[str, str]) -> Fragments:
    """Make *counter* one with the last chunk, whose ending becomes that of *endings*.

    Before 円 and 年 a last four is short: 四円 ヨエン, but 四十円 ヨンジューエン. After
    億, which changes nothing, the counter is a fragment of its own: so round an amount
    is too rare for recordings of its own.
    """
    *before, last = number
    if last.words.endswith("億"):
        return attached([*number, Fragment(counter, endings[""])])
    sound = last.spoken
    if counter in {"円", "年"} and last.words == "四":
        sound = "ヨ"
    reading = _changed(sound, endings)
    return [*before, replace(last, words=last.words + counter, reading=reading)]


def counted(number: Fragments, unit: str, endings: dict[str, str]) -> Fragments:
    """Say *unit* after a last chunk whose ending becomes that of *endings*."""
    *before, last = number
    sound = _changed(last.spoken, endings | {"": ""})
    reading = last.reading if sound == last.spoken else sound
    return attached([*before, replace(last, reading=reading), Fragment(unit)])


def single_digit(char: str) -> Fragment:
    """Say a digit as one of several that are read one by one."""
    return Fragment(_kanji(char), DIGITS[int(char)])


def _short_digit(char: str) -> Fragment:
    return Fragment(_kanji(char), ("ゼロ", *ONES[1:])[int(char)])


def _kanji(char: str) -> str:
    return ("〇", *KANJI[1:])[int(char)]


def _changed(sound: str, endings: dict[str, str]) -> str:
    ending = max((end for end in endings if sound.endswith(end)), key=len)
    return sound.removesuffix(ending) + endings[ending]


def _placed(count: int, place: str, sound: str) -> Fragments:
    if count == 0:
        return []
    if count == 1000:
        return [Fragment("一千", "イッセン"), Fragment(place, sound)]
    chunks = _below_myriad(count)
    if count % 10 == 0:
        return [*chunks, Fragment(place, sound)]
    last = chunks[-1]
    return [*chunks[:-1], Fragment(last.words + place, last.reading + sound)]


def _below_myriad(number: int) -> Fragments:
    places = [
        ("千", THOUSANDS, number // 1000),
        ("百", HUNDREDS, number // 100 % 10),
        ("十", TENS, number // 10 % 10),
        ("", ONES, number % 10),
    ]
    return [
        Fragment(
            (KANJI[digit] if digit > 1 or not place else "") + place, sounds[digit]
        )
        for place, sounds, digit in places
        if digit
    ]
