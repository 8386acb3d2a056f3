"""Seals: unreadable, unforgeable, and the same for the same words."""

import base64
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.domain.secret import Secret
from ivr.sealing import PSEUDONYM_BYTES, BrokenSealError, Seal

SEAL = Seal(Secret("secret"), "speech")
OTHERS = [
    Seal(Secret("secret"), "calls"),
    Seal(Secret("Secret"), "speech"),
    Seal(Secret(""), "speech"),
]


@given(st.binary())
def test_what_is_closed_can_be_opened(content):
    """Any bytes come out of a seal as they went in."""
    assert SEAL.open(SEAL.close(content)) == content


@given(st.binary())
def test_a_box_is_a_part_of_a_url(content):
    """A box needs no escaping in a path, a query or a form."""
    box = SEAL.close(content)
    assert box.isascii()
    assert box.replace("-", "").replace("_", "").isalnum()


def test_the_same_words_have_the_same_box():
    """A sentence that never changes keeps one address, on every node."""
    assert SEAL.close(b"hello") == Seal(Secret("secret"), "speech").close(b"hello")


@given(st.binary(min_size=8))
def test_a_box_does_not_show_its_content(content):
    """What is sealed does not stand in its box."""
    box = SEAL.close(content)
    assert content not in base64.urlsafe_b64decode(box + "=" * (-len(box) % 4))


@pytest.mark.parametrize("other", OTHERS)
def test_a_box_is_worth_nothing_elsewhere(other):
    """Another purpose or another secret neither opens a box nor makes the same."""
    box = SEAL.close(b"content")
    assert other.close(b"content") != box
    with pytest.raises(BrokenSealError):
        other.open(box)


def test_a_box_opens_in_its_place_only():
    """What is sealed for a row is worth nothing in another, or outside of any."""
    box = SEAL.close(b"content", "CA1")
    assert SEAL.open(box, "CA1") == b"content"
    assert len({box, SEAL.close(b"content", "CA2"), SEAL.close(b"content")}) == 3
    for place in ("CA2", "CA1/1", ""):
        with pytest.raises(BrokenSealError):
            SEAL.open(box, place)
    with pytest.raises(BrokenSealError):
        SEAL.open(SEAL.close(b"content"), "CA1")


LETTERS = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"


@pytest.mark.parametrize("content", [b"1", b"123"])
def test_a_box_has_one_spelling(content):
    """Bits that base64 leaves over are no way to another text for the same box."""
    box = SEAL.close(content)
    assert len(box) % 4
    for letter in set(LETTERS) - {box[-1]}:
        with pytest.raises(BrokenSealError):
            SEAL.open(box[:-1] + letter)


@given(content=st.binary(), bit=st.integers(0))
def test_a_box_with_one_bit_changed_is_refused(content, bit):
    """No bit of a box can be changed unnoticed."""
    box = SEAL.close(content)
    sealed = bytearray(base64.urlsafe_b64decode(box + "=" * (-len(box) % 4)))
    place, shift = divmod(bit % (8 * len(sealed)), 8)
    sealed[place] ^= 1 << shift
    with pytest.raises(BrokenSealError):
        SEAL.open(base64.urlsafe_b64encode(sealed).decode().rstrip("="))


@given(st.text())
def test_what_strangers_write_is_refused(text):
    """No text is opened that was not sealed, and none breaks the seal."""
    with pytest.raises(BrokenSealError):
        SEAL.open(text)


@pytest.mark.parametrize("cut", [1, 4, 16, -1])
def test_a_part_of_a_box_is_refused(cut):
    """A box that was cut short is not opened."""
    with pytest.raises(BrokenSealError):
        SEAL.open(SEAL.close(b"a content of some length")[:-cut])


def test_a_refusal_tells_nothing():
    """Why a box is refused is not told to who sent it."""
    refusals = set()
    for text in ("", "é", SEAL.close(b"x")[:-2], OTHERS[0].close(b"x")):
        with pytest.raises(BrokenSealError) as refusal:
            SEAL.open(text)
        refusals.add(str(refusal.value))
    assert len(refusals) == 1


@given(st.text(), st.text())
def test_a_pseudonym_stands_for_one_name(one, other):
    """The same name has the same pseudonym, and another name another."""
    assert (SEAL.pseudonym(one) == SEAL.pseudonym(other)) == (one == other)


def test_a_pseudonym_tells_no_name():
    """A number cannot be read from its pseudonym, nor looked up without the secret."""
    pseudonyms = {seal.pseudonym("+32470123456") for seal in [SEAL, *OTHERS]}
    assert len(pseudonyms) == 4
    for pseudonym in pseudonyms:
        assert len(bytes.fromhex(pseudonym)) == PSEUDONYM_BYTES
        assert "470123456" not in pseudonym
