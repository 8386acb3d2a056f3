"""The tables of G.711 are the standard library's, sample by sample."""

import struct
import warnings

import pytest

from ivr.phone.sip.g711 import PCMA, PCMU, encode

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # old in Python 3.11 and 3.12; then audioop-lts
    import audioop

EVERY_SAMPLE = struct.pack("<65536h", *range(-0x8000, 0x8000))


@pytest.mark.parametrize(
    ("law", "oracle"), [(PCMU, audioop.lin2ulaw), (PCMA, audioop.lin2alaw)]
)
def test_every_sample_is_encoded_as_the_standard_says(law, oracle):
    """All 65,536 samples give the octet that audioop gives."""
    assert encode(EVERY_SAMPLE, law) == oracle(EVERY_SAMPLE, 2)


def test_no_samples_are_no_octets():
    """An empty sound is empty."""
    assert encode(b"", PCMU) == b""
