"""Which PINs are too easy to guess, and how one is issued."""

import re
import secrets
from datetime import date
from enum import StrEnum
from itertools import pairwise

LONGEST_PATTERN = 4

COMMON = frozenset(
    [
        "1004",
        "1010",
        "1122",
        "1313",
        "1342",
        "1972",
        "2468",
        "3141",
        "5683",
        "6969",
        "7410",
        "7415",
        "7777",
        "8520",
        "9876",
        "11223",
        "12321",
        "13579",
        "24680",
        "54321",
        "112233",
        "123321",
        "131313",
        "147258",
        "147852",
        "159357",
        "159753",
        "222333",
        "258456",
        "314159",
        "420420",
        "456852",
        "520131",
        "520520",
        "555666",
        "696969",
        "741852",
        "753951",
        "789456",
        "852456",
        "987321",
        "5201314",
        "7758521",
        "8675309",
        "12344321",
        "13145200",
        "14141414",
        "31415926",
    ]
)
"""What lists of leaked PINs begin with, as far as the rules below do not find it."""

COLUMNS = (
    "147",
    "258",
    "369",
    "2580",
    "159",
    "357",
    "0852",
    "741",
    "963",
    "951",
    "753",
)


class Weakness(StrEnum):
    """Why a PIN is refused, as the name of a sentence that says so kindly."""

    LENGTH = "length"
    REPEAT = "repeat"
    RUN = "run"
    DATE = "date"
    KEYPAD = "keypad"
    OWN_NUMBER = "own_number"
    COMMON = "common"


def weakness(pin: str, msisdn: str, digits: int) -> Weakness | None:
    """Tell why *pin* is no good for *msisdn* on a hotline of *digits*, if so."""
    if len(pin) != digits or not (pin.isascii() and pin.isdigit()):
        return Weakness.LENGTH
    found = {
        Weakness.REPEAT: _repeats(pin),
        Weakness.RUN: _runs(pin),
        Weakness.DATE: _is_date(pin),
        Weakness.KEYPAD: _is_column(pin),
        Weakness.OWN_NUMBER: pin in msisdn,
        Weakness.COMMON: pin in COMMON,
    }
    return next((why for why, is_so in found.items() if is_so), None)


def issued(msisdn: str, digits: int) -> str:
    """Give a random PIN of *digits* for *msisdn*: anything but a weak one."""
    while True:
        pin = "".join(secrets.choice("0123456789") for _ in range(digits))
        if weakness(pin, msisdn, digits) is None:
            return pin


def _repeats(pin: str) -> bool:
    """Tell whether *pin* is one piece said again: 1111, 1212, 123123, 1221, 112233."""
    lengths = range(1, min(LONGEST_PATTERN, len(pin) // 2) + 1)
    again = any(pin == (pin[:n] * len(pin))[: len(pin)] for n in lengths)
    in_pairs = len(pin) % 2 == 0 and all(
        one == other for one, other in zip(pin[::2], pin[1::2], strict=True)
    )
    return again or in_pairs or len(set(pin)) == 1


def _runs(pin: str) -> bool:
    """Tell whether *pin* counts up or down, by whatever step, past nine to nought."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    return len(steps) == 1


def _is_date(pin: str) -> bool:
    """Tell whether *pin* can be a birthday or a year, written in whatever order."""
    year, yy, mm, dd = (
        r"(?P<y>19\d\d|20\d\d)",
        r"(?P<y>\d\d)",
        r"(?P<m>\d\d)",
        r"(?P<d>\d\d)",
    )
    forms = (
        year,
        dd + mm,
        mm + dd,
        dd + mm + yy,
        mm + dd + yy,
        yy + mm + dd,
        year + mm,
        mm + year,
        dd + mm + year,
        mm + dd + year,
        year + mm + dd,
    )
    return any(
        _exists(**match.groupdict())
        for form in forms
        if (match := re.fullmatch(form, pin))
    )


def _exists(y: str = "2000", m: str = "1", d: str = "1") -> bool:
    # Of a year of two digits, a leap year is as good as any.
    year = int(y) if len(y) > len("yy") else 2000 + int(y) // 4 * 4
    try:
        date(year, int(m), int(d))
    except ValueError:
        return False
    return True


def _is_column(pin: str) -> bool:
    """Tell whether *pin* is drawn on the keypad: columns and diagonals, again and again."""
    return re.fullmatch("(?:" + "|".join(COLUMNS) + ")+0?", pin) is not None
