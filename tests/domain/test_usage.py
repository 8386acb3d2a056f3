"""Data, minutes and messages: rounded as people say them, added up as they are used."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.domain.usage import Bucket, Data, DataUnit, UsageType, merged

GB, MB, KB = DataUnit
SIZES = {GB: 1_000_000, MB: 1_000, KB: 1}
DATA, VOICE, SMS, OTHER = UsageType
ENDS = date(2026, 12, 1)

AMOUNTS = st.integers(-(10**6), 10**12)
BUCKETS = st.lists(
    st.builds(
        Bucket,
        st.sampled_from(UsageType),
        AMOUNTS,
        AMOUNTS,
        st.sampled_from(["", "europe"]),
        st.booleans(),
        st.booleans(),
        st.sampled_from([None, ENDS]),
    ),
    max_size=8,
)


@pytest.mark.parametrize(
    ("kilobytes", "told"),
    [
        (0, (MB, 0, 0)),
        (1, (KB, 1, 0)),
        (999, (KB, 999, 0)),
        (1_000, (MB, 1, 0)),
        (1_019, (MB, 1, 1)),
        (999_999, (MB, 999, 99)),
        (1_000_000, (GB, 1, 0)),
        (1_500_000, (GB, 1, 50)),
        (2_259_999, (GB, 2, 25)),
        (16_000_000, (GB, 16, 0)),
        (1_000_000_000, (GB, 1000, 0)),
    ],
)
def test_data_is_told_in_the_largest_unit_that_fits(kilobytes, told):
    """Nothing is no megabyte, and what is cut off is cut off downwards."""
    assert Data(kilobytes).in_units() == told


@given(st.integers(0, 10**12))
def test_units_never_tell_more_than_there_is(kilobytes):
    """What is told is at most what is there, and short of it by under a hundredth."""
    unit, whole, hundredths = Data(kilobytes).in_units()
    told_hundredths = (whole * 100 + hundredths) * SIZES[unit]
    assert 0 <= kilobytes * 100 - told_hundredths < SIZES[unit]
    assert 0 <= hundredths < 100


@pytest.mark.parametrize(
    ("kilobytes", "rounded"),
    [
        (0, 0),
        (999, 999),
        (1_999, 1_000),
        (999_999, 999_000),
        (1_099_999, 1_000_000),
        (2_259_999, 2_200_000),
        (16_000_000, 16_000_000),
    ],
)
def test_data_is_rounded_as_people_say_it(kilobytes, rounded):
    """Tenths of a gigabyte, whole megabytes, and kilobytes as they are."""
    assert Data(kilobytes).rounded() == Data(rounded)


@given(st.integers(0, 10**12))
def test_data_is_never_rounded_up(kilobytes):
    """Nobody is told of more than there is, nor of nothing while something is left."""
    rounded = Data(kilobytes).rounded()
    assert rounded.kilobytes <= kilobytes
    assert rounded.kilobytes * 2 > kilobytes or kilobytes == 0
    assert rounded.in_units()[0] == Data(kilobytes).in_units()[0]
    assert rounded.rounded() == rounded


@pytest.mark.parametrize(
    ("bucket", "is_empty"),
    [
        (Bucket(DATA, 1), False),
        (Bucket(DATA, 0), True),
        (Bucket(DATA, -5), True),
        (Bucket(DATA, 0, is_unlimited=True), False),
    ],
)
def test_a_bucket_is_empty_when_nothing_is_left(bucket, is_empty):
    """What has no limit is never empty, and a debt of data is."""
    assert bucket.is_empty == is_empty


@pytest.mark.parametrize(
    "other",
    [
        Bucket(VOICE, 5),
        Bucket(DATA, 5, name="europe"),
        Bucket(DATA, 5, is_unlimited=True),
        Bucket(DATA, 5, is_shared=True),
        Bucket(DATA, 5, valid_until=ENDS),
    ],
)
def test_buckets_that_callers_can_tell_apart_stay_apart(other):
    """Another kind, name, sharing, limit or end makes another bucket."""
    assert merged([Bucket(DATA, 1), other]) == [Bucket(DATA, 1), other]


def test_buckets_that_are_alike_are_one():
    """Two of a kind are added up, where the first of them stood."""
    buckets = [Bucket(SMS, 3, 1), Bucket(DATA, 7), Bucket(SMS, 4, 2)]
    assert merged(buckets) == [Bucket(SMS, 7, 3), Bucket(DATA, 7)]


@given(BUCKETS)
def test_nothing_is_lost_or_invented_when_buckets_are_added_up(buckets):
    """All that is left stays left; what is under zero takes nothing from the others."""
    for kind in UsageType:
        before = [it for it in buckets if it.usage_type is kind]
        after = [it for it in merged(buckets) if it.usage_type is kind]
        for amount in ("remaining", "used"):
            left = sum(max(getattr(it, amount), 0) for it in before)
            assert sum(getattr(it, amount) for it in after) == left


@given(BUCKETS)
def test_adding_up_twice_is_adding_up_once(buckets):
    """No two that are alike are left, and the order is that of the first of each."""
    once = merged(buckets)
    assert merged(once) == once
