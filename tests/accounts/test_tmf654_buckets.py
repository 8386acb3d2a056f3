"""Allowances and days of a charging system, in our units."""

from datetime import date

import pytest
from conftest import ANNA
from fakes.charging import USAGE, Answer
from fakes.tmf654 import MONEY, tells

from ivr.accounts.tmf654.consumption import used_of
from ivr.domain.money import Money
from ivr.domain.usage import Bucket, UsageType

DATA, VOICE, SMS, OTHER = UsageType
GIB = "[tmf654.units]\nGiB = '1.073741824 GB'"

AMOUNTS = {
    "2.25 gigabytes": ("data", 2.25, "Gb", Bucket(DATA, 2_250_000)),
    "in capitals": ("DATA", 500, "MEGABYTES", Bucket(DATA, 500_000)),
    "bytes, not up": ("data", 1_999_999, "bytes", Bucket(DATA, 1_999)),
    "octets": ("data", 5000, "octets", Bucket(DATA, 5)),
    "kilobytes": ("internet", 7, "kB", Bucket(DATA, 7)),
    "in the operator's unit": ("data", 1, "gib", Bucket(DATA, 1_073_741)),
    "seconds, not up": ("voice", 119, "seconds", Bucket(VOICE, 1)),
    "hours": ("voice", 1.5, "H", Bucket(VOICE, 90)),
    "messages": ("sms", 10, "SMS", Bucket(SMS, 10)),
    "messages without a unit": ("sms", 10, "", Bucket(SMS, 10)),
    "owed": ("voice", -61, "s", Bucket(VOICE, -2)),
    "no known type, a known unit": ("stream", 1, "GB", Bucket(DATA, 1_000_000)),
    "no known type, no unit": ("mms", 3, "pieces", Bucket(OTHER, 3, name="mms")),
}


@pytest.mark.parametrize(
    ("usage_type", "amount", "units", "bucket"), AMOUNTS.values(), ids=AMOUNTS
)
def test_units_are_read_in_any_spelling(
    source, system, usage_type, amount, units, bucket
):
    """Data, calls and messages come in our units, never more than there is."""
    told = {"amount": amount, "units": units}
    tells(system, MONEY, {"usageType": usage_type, "remainingValue": told})
    assert source(GIB).read(ANNA).buckets == (bucket,)


LEFT_OUT = {
    "a unit of something else": {"amount": 5, "units": "EUR"},
    "an unknown unit": {"amount": 5, "units": "parsec"},
    "no unit": {"amount": 5},
    "no amount": {"units": "GB"},
    "no value": None,
    "a word": "1.9 Gb",
    "an absurd amount": {"amount": -1.7e38, "units": "GB"},
}


@pytest.mark.parametrize("told", LEFT_OUT.values(), ids=LEFT_OUT)
def test_a_bucket_that_cannot_be_read_is_left_out(source, system, caplog, told):
    """The rest is told, and the log says what is missing, without a figure."""
    tells(system, MONEY, {"usageType": "data", "remainingValue": told})
    account = source().read(ANNA)
    assert (account.balance, account.buckets) == (Money(500, "EUR"), ())
    assert "a bucket is left out" in caplog.text


def test_allowances_that_cannot_be_used_are_not_told(source, system):
    """Expired and suspended buckets are left out of an account that is active."""
    data = {"usageType": "data", "remainingValue": {"amount": 1, "units": "GB"}}
    tells(system, MONEY, *(data | {"status": it} for it in ("expired", "suspended")))
    assert source().read(ANNA).buckets == ()


PERIODS = {
    "the last moment of a day": ("2026-12-01T23:59:59+01:00", date(2026, 12, 1)),
    "midnight ends the day before": ("2026-12-01T00:00:00+01:00", date(2026, 11, 30)),
    "in Greenwich, already tomorrow": ("2026-11-30T23:30:00Z", date(2026, 12, 1)),
    "without a zone": ("2026-12-01T10:00:00", date(2026, 12, 1)),
    "a day": ("2026-12-01", date(2026, 12, 1)),
    "for ever": ("9999-12-31T23:59:59Z", None),
    "before it starts": ("2019-01-01T00:00:00Z", None),
    "no date": ("soon", None),
    "no such date": ("2026-02-30T00:00:00Z", None),
    "a number": (1764543599, None),
    "none": (None, None),
}


@pytest.mark.parametrize(("ends", "last_day"), PERIODS.values(), ids=PERIODS)
def test_the_last_day_is_that_of_the_operator(source, system, ends, last_day):
    """A period ends on a day where people live, or on none if it makes no sense."""
    period = {"startDateTime": "2026-01-01T00:00:00Z", "endDateTime": ends}
    tells(system, MONEY | {"validFor": period})
    assert source().read(ANNA).valid_until == last_day


def used_table(system):
    return f'usage_consumption = "{system.host}{USAGE}?logicalResource.id={{msisdn}}"'


def counter(amount, level="global", kind="used"):
    return {
        "counterType": kind,
        "level": level,
        "value": {"amount": amount, "units": "s"},
    }


@pytest.mark.parametrize(
    ("counters", "used"),
    [
        ([counter(61)], 2),
        ([counter(61, kind="USED"), counter(5, kind="remaining")], 2),
        ([counter(600, "user"), counter(6000)], 100),
        ([counter(600, "user"), counter(6000, "user")], 0),
        ([counter("many")], 0),
        ([], 0),
        (None, 0),
    ],
)
def test_what_was_used_is_told_where_it_is_clear(source, system, counters, used):
    """Of several counters that of all users is right; else it is not told, never wrong."""
    tells(
        system,
        MONEY,
        {"usageType": "voice", "remainingValue": {"amount": 60, "units": "s"}},
    )
    bucket = {"id": "bucket-1", "bucketCounter": counters}
    consumption = {"usageConsumption": [{"bucketRefOrValue": [bucket]}]}
    tells(system, consumption, resource="queryUsageConsumption")
    assert source(used_table(system)).read(ANNA).buckets == (Bucket(VOICE, 1, used),)


def test_the_latest_query_of_what_was_used_is_right():
    """A system that keeps the results of older queries is not added up."""
    bucket = {"id": "1", "bucketCounter": counter(5)}
    old = {"bucketRefOrValue": bucket, "queryUsageConsumptionDate": "2026-11-18"}
    new = {
        "bucketRefOrValue": bucket | {"bucketCounter": counter(9)},
        "queryUsageConsumptionDate": "2026-11-19",
    }
    assert used_of([new, old])["1"]["amount"] == 9


@pytest.mark.parametrize("answer", [Answer(500), Answer(200, b"[")], ids=["500", "["])
def test_what_was_used_costs_nobody_what_is_left(source, system, answer):
    """Without the second system the first is told all the same."""
    tells(system, MONEY)
    system.instead["queryUsageConsumption"] = answer
    assert source(used_table(system)).read(ANNA).balance == Money(500, "EUR")
