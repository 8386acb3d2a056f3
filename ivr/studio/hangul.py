"""Korean respelled as it is pronounced, by the rules of the Standard Pronunciation.

Chapters of 표준 발음법 are named where a rule stands. A space is no obstacle to a
consonant meeting the next (삼십육 메가, 삼심늉 메가), but a vowel is not linked over it.
"""

import re
from itertools import pairwise
from typing import NamedTuple

ONSETS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
CODAS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
FIRST, LAST = "가", "힣"
NONE, SILENT = " ", "ㅇ"

# What spelling does not show: tense sounds inside Sino-Korean words (§26, §28), and
# the ㄴ that slips in before 육, 여섯 and 여덟 after a consonant (§29).
UNWRITTEN = tuple(
    (re.compile(written), spoken)
    for written, spoken in (
        ("여덟", "여덜"),
        ("(?<=[일육칠팔십씹백천만억])[육륙]", "뉵"),
        ("(?<=[열물른흔쉰순든])여(?=[섯덜])", "녀"),
        ("(?<=[칠팔])십", "씹"),
        ("(?<=[칠팔])조", "쪼"),
        ("(?<=[할될올갈낼알실을]) 수(?= ?[있없])", " 쑤"),
        ("(?<=[할될올갈낼알실을]) 것", " 껃"),
        ("문자", "문짜"),
        ("우물정자", "우물정짜"),
        ("설정", "설쩡"),
        ("일정", "일쩡"),
        ("결정", "결쩡"),
        ("결제", "결쩨"),
        ("발신", "발씬"),
        ("발송", "발쏭"),
        ("발생", "발쌩"),
        ("일시", "일씨"),
        ("일주일", "일쭈일"),
        ("충전량", "충전냥"),
        ("정기권", "정기꿘"),
        ("충전권", "충전꿘"),
    )
)

# §10, §11: of two consonants at the end of a syllable one is heard; of all, seven.
CLOSED = dict(zip("ㄲㅋㄳㄺ", "ㄱㄱㄱㄱ", strict=True))
CLOSED |= dict(zip("ㅅㅆㅈㅊㅌㅎ", "ㄷㄷㄷㄷㄷㄷ", strict=True))
CLOSED |= dict(zip("ㅍㅄㄿ", "ㅂㅂㅂ", strict=True))
CLOSED |= dict(zip("ㄵㄶㄼㄽㄾㅀㄻ", "ㄴㄴㄹㄹㄹㄹㅁ", strict=True))

SPLIT = dict(zip("ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄ", "ㄱㄴㄴㄹㄹㄹㄹㄹㄹㄹㅂ", strict=True))
SECOND = dict(zip("ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄ", "ㅆㅈㅎㄱㅁㅂㅆㅌㅍㅎㅆ", strict=True))

TENSE = dict(zip("ㄱㄷㅂㅅㅈ", "ㄲㄸㅃㅆㅉ", strict=True))
TENSING = "ㄱㄲㅋㄳㄺㄷㅅㅆㅈㅊㅌㅂㅍㅄㄿㄵㄼㄽㄾ"
ASPIRATED = dict(zip("ㄱㄷㅂㅈ", "ㅋㅌㅍㅊ", strict=True))
NASAL = dict(zip("ㄱㄷㅂ", "ㅇㄴㅁ", strict=True))


class Syllable(NamedTuple):
    """The three letters of a syllable; *coda* is a space where there is none."""

    onset: str
    vowel: str
    coda: str


def pronounced(text: str) -> str:
    """Respell *text* as it sounds: 십육 is 심뉵, 없습니다 is 업씀니다."""
    for written, spoken in UNWRITTEN:
        text = written.sub(spoken, text)
    letters = [_taken_apart(char) for char in text]
    places = [i for i, letter in enumerate(letters) if isinstance(letter, Syllable)]
    for here, there in pairwise([*places, len(letters)]):
        _meet(letters, here, there)
    return "".join(map(_put_together, letters))


def _meet(letters: list[Syllable | str], here: int, there: int) -> None:
    """Let the syllable at *here* end as the one at *there*, if near, makes it."""
    left = letters[here]
    between = letters[here + 1 : there]
    right = letters[there] if there < len(letters) else ""
    if not isinstance(left, Syllable) or left.coda == NONE:
        return
    if not isinstance(right, Syllable) or between not in ([], [" "]):
        letters[here] = left._replace(coda=_closed(left.coda))
        return
    coda, onset = _met(left.coda, right, adjacent=not between)
    letters[here] = left._replace(coda=coda)
    letters[there] = right._replace(onset=onset)


def _met(coda: str, right: Syllable, *, adjacent: bool) -> tuple[str, str]:
    if right.onset == SILENT:
        return _linked(coda, right.vowel) if adjacent else (_closed(coda), SILENT)
    return (
        _after_breath(coda, right.onset)
        or _before_breath(coda, right)
        or _assimilated(coda, right.onset)
    )


def _linked(coda: str, vowel: str) -> tuple[str, str]:
    """Move *coda* to the vowel after it (§13, §14, §17; §12.4 for ㅎ)."""
    if coda == SILENT:
        return coda, SILENT
    stays, moves = SPLIT.get(coda, NONE), SECOND.get(coda, coda)
    if moves == "ㅎ":
        return NONE, SILENT if stays == NONE else stays
    if vowel == "ㅣ" and moves in "ㄷㅌ":
        moves = "ㅈ" if moves == "ㄷ" else "ㅊ"
    return stays, moves


def _after_breath(coda: str, onset: str) -> tuple[str, str] | None:
    """Join a *coda* with ㅎ to what follows (§12.1 to §12.3)."""
    if coda not in "ㅎㄶㅀ":
        return None
    stays = SPLIT.get(coda, NONE)
    if onset in "ㄱㄷㅈ":
        return stays, ASPIRATED[onset]
    if onset == "ㅅ":
        return stays, "ㅆ"
    return None


def _before_breath(coda: str, right: Syllable) -> tuple[str, str] | None:
    """Join a stop to the ㅎ after it (§12.1, §17)."""
    if right.onset != "ㅎ" or coda not in TENSING:
        return None
    stays = SPLIT.get(coda, NONE) if coda in "ㄺㄵㄼ" else NONE
    stop = SECOND[coda] if coda in "ㄺㄵㄼ" else _closed(coda)
    if coda == "ㅈ" or (stop == "ㄷ" and right.vowel == "ㅣ"):
        stop = "ㅈ"
    return stays, ASPIRATED[stop]


def _assimilated(coda: str, onset: str) -> tuple[str, str]:
    """Tense, nasalise or make liquid (§23 and §25, §18 and §19, §20)."""
    if coda in TENSING and onset in TENSE:
        closed = "ㄹ" if coda == "ㄺ" and onset == "ㄱ" else _closed(coda)
        return closed, TENSE[onset]
    closed = _closed(coda)
    if onset == "ㄹ" and closed in "ㄱㄷㅂㅁㅇ":
        return NASAL.get(closed, closed), "ㄴ"
    if onset in "ㄴㅁ" and closed in NASAL:
        return NASAL[closed], onset
    if closed + onset in ("ㄴㄹ", "ㄹㄴ"):
        return "ㄹ", "ㄹ"
    return closed, onset


def _closed(coda: str) -> str:
    return CLOSED.get(coda, coda)


def _taken_apart(char: str) -> Syllable | str:
    if not FIRST <= char <= LAST:
        return char
    rest, coda = divmod(ord(char) - ord(FIRST), len(CODAS))
    onset, vowel = divmod(rest, len(VOWELS))
    return Syllable(ONSETS[onset], VOWELS[vowel], CODAS[coda])


def _put_together(letter: Syllable | str) -> str:
    if isinstance(letter, str):
        return letter
    onset, vowel, coda = letter
    rest = ONSETS.index(onset) * len(VOWELS) + VOWELS.index(vowel)
    return chr(ord(FIRST) + rest * len(CODAS) + CODAS.index(coda))
