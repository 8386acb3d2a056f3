"""What was used of each bucket, from TMF677's usage consumption."""

from collections.abc import Iterator
from typing import Any

from ivr.accounts.tmf654.terms import spelled

USED = "used"
WHOLE = "global"

Record = dict[str, Any]


def used_of(records: list[Record]) -> dict[str, object]:
    """Give the `Quantity` that was used, by bucket id; the latest record is right.

    A bucket with several counters of what was used tells none, unless one is of all.
    """
    ordered = sorted(records, key=lambda it: str(it.get("queryUsageConsumptionDate")))
    used: dict[str, object] = {}
    for bucket in _buckets(ordered):
        counters = [
            it
            for it in _listed(bucket.get("bucketCounter"))
            if spelled(it.get("counterType")) == USED
        ]
        if len(counters) > 1:
            counters = [it for it in counters if spelled(it.get("level")) == WHOLE]
        if len(counters) == 1 and bucket.get("id"):
            used[str(bucket["id"])] = counters[0].get("value")
    return used


def _buckets(records: list[Record]) -> Iterator[Record]:
    """Give the buckets of queries with their results, or of results alone."""
    for record in records:
        for consumption in _listed(record.get("usageConsumption")) or [record]:
            yield from _listed(consumption.get("bucketRefOrValue"))
            yield from _listed(consumption.get("bucket"))


def _listed(told: object) -> list[Record]:
    items = told if isinstance(told, list) else [told]
    return [item for item in items if isinstance(item, dict)]
