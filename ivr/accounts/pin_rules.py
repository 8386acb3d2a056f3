"""Which PINs are too easy to guess, and how one is issued."""

import re
import secrets
from datetime import date
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType

import phonenumbers

LONGEST_PATTERN = 4

COMMON = frozenset(
    [
        "0007",
        "1000",
        "1342",
        "3141",
        "5683",
        "7415",
        "8520",
        "11223",
        "100000",
        "123321",
        "135790",
        "142536",
        "222333",
        "246810",
        "258456",
        "314159",
        "321654",
        "456123",
        "456852",
        "555666",
        "789123",
        "789456",
        "852456",
        "963852",
        "987321",
        "5201314",
        "7758521",
        "8675309",
        "12344321",
        "13145200",
        "31415926",
    ]
)
"""What lists of leaked PINs begin with and no rule below finds."""

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


SQUARES = tuple(map(frozenset, ("1245", "2356", "4578", "5689", "1379", "2468")))
"""Four keys that lie in a square, beside each other or not."""

BESIDE = MappingProxyType(
    {
        "1": "24",
        "2": "135",
        "3": "26",
        "4": "157",
        "5": "2468",
        "6": "359",
        "7": "48",
        "8": "5790",
        "9": "68",
        "0": "8",
    }
)
"""Which keys lie above, below or beside each."""


class Weakness(StrEnum):
    """Why a PIN is refused, in words for operators.

    No caller chooses a PIN yet: who writes that menu gives each a sentence of its own.
    """

    LENGTH = "it has not as many digits as the hotline asks for"
    REPEAT = "it is one piece, said again"
    RUN = "it counts up or down"
    DATE = "it can be a birthday or a year"
    KEYPAD = "it is drawn on the keypad"
    OWN_NUMBER = "it is part of the own number"
    COMMON = "many people choose it"


def weakness(pin: str, msisdn: str, digits: int) -> Weakness | None:
    """Tell why *pin* is no good for *msisdn* on a hotline of *digits*, if so."""
    if len(pin) != digits or not (pin.isascii() and pin.isdigit()):
        return Weakness.LENGTH
    found = {
        Weakness.REPEAT: _repeats(pin),
        Weakness.RUN: _runs(pin),
        Weakness.DATE: _is_date(pin),
        Weakness.KEYPAD: _is_drawn(pin),
        Weakness.OWN_NUMBER: any(pin in form for form in _forms(msisdn)),
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


def _is_drawn(pin: str) -> bool:
    """Tell whether *pin* is drawn on the keypad: key by key, in a square, in columns."""
    is_path = all(after in BESIDE[before] for before, after in pairwise(pin))
    columns = "|".join(COLUMNS)
    is_column = re.fullmatch(f"(?:{columns})+0?", pin) is not None
    return is_path or is_column or frozenset(pin) in SQUARES


def _forms(msisdn: str) -> tuple[str, ...]:
    """Give the digits of *msisdn* as people write it: at home, and from abroad."""
    home = phonenumbers.format_number(
        phonenumbers.parse(msisdn), phonenumbers.PhoneNumberFormat.NATIONAL
    )
    return "".join(filter(str.isdigit, home)), f"00{msisdn.removeprefix('+')}"
