"""Who calls, and which number a caller keys in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.domain.msisdn import (
    WITHHELD_NUMBERS,
    calling_number,
    is_national,
    keyed_number,
    national_digits,
)

JAPAN, KOREA = "+815012340001", "+827012340001"
BELGIUM, BRITAIN = "+3278120001", "+442079460001"
HOTLINES = [JAPAN, KOREA, BELGIUM, BRITAIN]

KEYED = {
    JAPAN: {
        "09012345678": "+819012345678",
        "01032470123456": "+32470123456",
        "0032470123456": "+32470123456",
        "32470123456": "+32470123456",
        "010819012345678": "+819012345678",
        "819012345678": "+819012345678",
        "010447700900123": "+447700900123",
        "821012345678": "+821012345678",
    },
    KOREA: {
        "01012345678": "+821012345678",
        "00819012345678": "+819012345678",
        "0032470123456": "+32470123456",
        "00447700900123": "+447700900123",
        "001819012345678": "+819012345678",
        "00232470123456": "+32470123456",
        "00532470123456": "+32470123456",
        "00700819012345678": "+819012345678",
        "819012345678": "+819012345678",
        "821012345678": "+821012345678",
    },
    BELGIUM: {
        "0470123456": "+32470123456",
        "0032470123456": "+32470123456",
        "32470123456": "+32470123456",
        "00819012345678": "+819012345678",
        "819012345678": "+819012345678",
        "447700900123": "+447700900123",
    },
    BRITAIN: {
        "07700900123": "+447700900123",
        "00447700900123": "+447700900123",
        "447700900123": "+447700900123",
        "0032470123456": "+32470123456",
        "32470123456": "+32470123456",
        "00821012345678": "+821012345678",
        "821012345678": "+821012345678",
    },
}
"""What is keyed at each hotline, and the number that is meant."""

PAIRS = [(it, keys, meant) for it, row in KEYED.items() for keys, meant in row.items()]


@pytest.mark.parametrize("sent", ["+32470123456", "+819012345678", "+8613800138000"])
def test_a_number_that_is_shown_is_known(sent):
    """A caller who shows a number is known by it."""
    assert calling_number(sent) == sent


@pytest.mark.parametrize(
    "sent",
    [
        "+266696687",
        "+7378742833",
        "+2562533",
        "+8656696",
        "+86282452253",
    ],
)
def test_a_word_on_a_keypad_is_no_number(sent):
    """ANONYMOUS and its like are withheld, the two that look Chinese as well."""
    assert sent in WITHHELD_NUMBERS
    assert calling_number(sent) is None


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "+",
        "anonymous",
        "Restricted",
        "unknown",
        "client:browser",
        "sip:anna@example.org",
        "0470123456",
        "32470123456",
        " +32470123456",
        "+1",
        "+99912345678",
        "+3247012345678901234567",
    ],
)
def test_what_is_no_full_number_is_withheld(sent):
    """Words, addresses and parts of a number stand for nobody."""
    assert calling_number(sent) is None


@given(st.text())
def test_whatever_is_sent_is_a_number_or_nobody(sent):
    """Any field a caller can forge is read as E.164, or as withheld."""
    number = calling_number(sent)
    assert number is None or (number[0] == "+" and number[1:].isdecimal())


@pytest.mark.parametrize(("dialled", "keys", "meant"), PAIRS)
def test_people_key_what_they_know(dialled, keys, meant):
    """The national form, a prefix for abroad and a bare country code are understood."""
    assert keyed_number(keys, dialled) == meant


@pytest.mark.parametrize(
    ("dialled", "keys", "meant"),
    [
        ("+861012345678", "13912345678", "+8613912345678"),
        ("+12025550100", "2025550123", "+12025550123"),
    ],
)
def test_a_country_without_a_trunk_prefix_is_understood(dialled, keys, meant):
    """Where numbers are dialled as they are, a bare number is one of the country."""
    assert keyed_number(keys, dialled) == meant


@pytest.mark.parametrize("dialled", HOTLINES)
@pytest.mark.parametrize(
    "keys", ["", "0", "00", "12", "999", "*", "#", "1*3", "0" * 20, "00" + "9" * 18]
)
def test_what_is_no_number_is_none(dialled, keys):
    """Too short, too long, or no telephone number at all: nobody is meant."""
    assert keyed_number(keys, dialled) is None


@given(st.sampled_from(HOTLINES), st.text("0123456789*#", max_size=24))
def test_any_keys_mean_a_number_or_nobody(dialled, keys):
    """Whatever is keyed is read as E.164 or not at all."""
    number = keyed_number(keys, dialled)
    assert number is None or calling_number(number) == number


@pytest.mark.parametrize(
    ("dialled", "digits"), [(JAPAN, 11), (KOREA, 11), (BELGIUM, 10), (BRITAIN, 11)]
)
def test_a_mobile_number_is_as_long_as_its_country_keys_it(dialled, digits):
    """A hotline knows after how many digits a national number is complete."""
    assert national_digits(dialled) == digits


@pytest.mark.parametrize("dialled", ["+80012345678", "+870773111632"])
def test_a_hotline_of_no_country_waits_for_any_number(dialled):
    """A number that belongs to no country has callers from every one."""
    assert national_digits(dialled) == 15
    assert keyed_number("0032470123456", dialled) == "+32470123456"
    assert keyed_number("32470123456", dialled) == "+32470123456"


@pytest.mark.parametrize(
    ("dialled", "keys", "national"),
    [
        (BELGIUM, "0470", True),
        (BELGIUM, "0032", False),
        (BELGIUM, "32470", False),
        (JAPAN, "090", True),
        (JAPAN, "01032", False),
        (JAPAN, "0032", False),
        (KOREA, "010", True),
        (KOREA, "00132", False),
        (BRITAIN, "07700", True),
        (BRITAIN, "447700", False),
    ],
)
def test_a_number_from_abroad_is_known_by_its_first_keys(dialled, keys, national):
    """010 is for abroad in Japan and a mobile number in Korea; 00 is for abroad."""
    assert is_national(keys, dialled) == national
