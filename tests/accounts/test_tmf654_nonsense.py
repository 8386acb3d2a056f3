"""Records of any shape, read as far as they make sense."""

import pytest
from conftest import ANNA
from fakes.tmf654 import MONEY, settings_of
from hypothesis import given
from hypothesis import strategies as st

from ivr.accounts.tmf654.actions import charges_of, top_ups_of
from ivr.accounts.tmf654.buckets import account_of
from ivr.accounts.tmf654.consumption import used_of
from ivr.accounts.tmf654.quantities import UnreadableError

WORDS = st.sampled_from(
    """id status usageType remainingValue amount units validFor startDateTime endDateTime
    name isShared product remainingValueName confirmationDate requestedDate voucher
    channel paymentMethod receiverLogicalResource @type usageConsumption bucketCounter
    bucketRefOrValue counterType level value""".split()  # noqa: SIM905 - a word list
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.decimals(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=6)
    ),
    max_leaves=20,
)


@pytest.fixture(scope="module")
def terms(tmp_path_factory):
    folder = tmp_path_factory.mktemp("terms")
    return settings_of("http://127.0.0.1:1", folder).tmf654


@given(
    records=st.lists(
        st.dictionaries(WORDS, ANYTHING, max_size=8),
        max_size=3,
    )
)
def test_whatever_is_told_is_read_or_refused(terms, records):
    """No record, however shaped, makes another error than that it cannot be read."""
    told = []
    for read in (
        lambda: account_of(ANNA, [MONEY, *records], used_of(records), None, terms),
        lambda: top_ups_of(records, terms),
        lambda: charges_of(records, ANNA, terms),
    ):
        try:
            read()
        except UnreadableError as error:
            told.append(str(error))
    assert not set("0123456789") & set("".join(told))
