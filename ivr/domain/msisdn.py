"""Telephone numbers: who calls, and which number a caller keys in.

The number that calls is an identifier, never a proof: anyone can send any.
"""

import re
from functools import cache

import phonenumbers

E164_DIGITS = 15

WITHHELD_NUMBERS = frozenset(
    {
        "+266696687",  # ANONYMOUS
        "+7378742833",  # RESTRICTED
        "+2562533",  # BLOCKED
        "+8656696",  # UNKNOWN: looks Chinese
        "+86282452253",  # UNAVAILABLE: looks Chinese
    }
)
"""What Twilio sends as `From` when a caller shows no number: words, on a keypad."""


def calling_number(sent: str) -> str | None:
    """Give the E.164 number behind a `From` field, or None if it is withheld.

    Sentinels are looked up before anything else is read from the number.
    """
    if sent in WITHHELD_NUMBERS or not sent.startswith("+"):
        return None
    return _e164(sent, region=None)


def keyed_number(keys: str, dialled: str) -> str | None:
    """Give the E.164 number that a caller means by *keys*, or None.

    People key what they know: the national form of the country they called
    (0470…), the form with a prefix for abroad (0032470…, in Japan 01032470…),
    or the country code alone (32470…). *dialled* is the hotline's number.
    """
    national = _e164(keys, _region(dialled))
    if is_national(keys, dialled) and national:
        return national
    prefixes = ["00", _prefix_abroad(keys, dialled), ""]
    rests = [keys.removeprefix(prefix) for prefix in prefixes]
    abroad = [_e164(f"+{rest}", None) for rest in rests]
    numbers = [number for number in (*abroad, national) if number]
    # What can be read in two ways is read as a number in use: China dials 139… without
    # a prefix; in Korea 0081… is Japan, or the carrier 008 and 1….
    return max(numbers, key=_is_in_use, default=None)


@cache
def national_digits(dialled: str) -> int:
    """Give how many digits a mobile number has as people of the country key it.

    The country is that of the hotline's number *dialled*: 0470 12 34 56 has 10.
    """
    region = _region(dialled)
    example = phonenumbers.example_number_for_type(
        region, phonenumbers.PhoneNumberType.MOBILE
    )
    if example is None:
        return E164_DIGITS
    national = phonenumbers.PhoneNumberFormat.NATIONAL
    return sum(map(str.isdigit, phonenumbers.format_number(example, national)))


def is_national(keys: str, dialled: str) -> bool:
    """Tell whether *keys* begin a number of the hotline's own country.

    If not, the caller keys a number with the prefix for abroad or a country code.
    """
    if keys.startswith("00") or _prefix_abroad(keys, dialled):
        return False
    return keys.startswith(_plan(dialled).national_prefix or "")


def groups_abroad(number: str) -> list[str]:
    """Cut *number*, a + and digits, as its own country does: +32 470 12 34 56.

    What no country would write so is cut into threes.
    """
    digits = number.removeprefix("+")
    groups = re.findall("[0-9]+", _international(number))
    if "".join(groups) == digits:
        return groups
    return [digits[start : start + 3] for start in range(0, len(digits), 3)]


def groups_at_home(digits: str, region: str) -> list[str]:
    """Cut a number without country code as its *region* does: 03 1234 5678.

    What nobody there would write so stays in one piece.
    """
    groups = re.findall("[0-9]+", _national(digits, region))
    return groups if "".join(groups) == digits else [digits]


def _national(digits: str, region: str) -> str:
    try:
        parsed = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return ""
    form = phonenumbers.PhoneNumberFormat.NATIONAL
    return phonenumbers.format_number(parsed, form)


def _international(number: str) -> str:
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return ""
    form = phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, form)


def _prefix_abroad(keys: str, dialled: str) -> str:
    prefix = _plan(dialled).international_prefix
    match = re.match(prefix, keys) if prefix else None
    return match[0] if match else ""


def _plan(dialled: str) -> phonenumbers.PhoneMetadata:
    """Give the numbering plan of the country of *dialled*, else an empty one."""
    plan = phonenumbers.PhoneMetadata.metadata_for_region(_region(dialled))
    return plan or phonenumbers.PhoneMetadata("001", register=False)


@cache
def _region(dialled: str) -> str:
    number = phonenumbers.parse(dialled)
    return phonenumbers.region_code_for_number(number) or "001"


def _is_in_use(number: str) -> bool:
    return phonenumbers.is_valid_number(phonenumbers.parse(number))


def _e164(text: str, region: str | None) -> str | None:
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    # Possible, not valid: number plans open new ranges faster than any table.
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
