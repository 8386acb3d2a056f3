"""How records are asked for: filters, paths and pages."""

from zoneinfo import ZoneInfo

import pytest
from conftest import ANNA
from fakes.charging import BASE, Answer
from fakes.tmf654 import MONEY, refusal, tells, value

from ivr.accounts.source import SourceUnavailableError
from ivr.domain.money import Money

BRUSSELS = ZoneInfo("Europe/Brussels")

FILTERS = {
    "TMF630": ("", "bucket", {"logicalResource.id": [ANNA]}),
    "without a plus": (
        'filter = "logicalResource.id={digits}"',
        "bucket",
        {"logicalResource.id": [ANNA[1:]]},
    ),
    "MTN's": (
        'filter = "relatedParty.id={msisdn}"',
        "bucket",
        {"relatedParty.id": [ANNA]},
    ),
    "two conditions": (
        'filter = "logicalResource.id={msisdn}&fields=id,remainingValue"',
        "bucket",
        {"logicalResource.id": [ANNA], "fields": ["id,remainingValue"]},
    ),
    "a path of its own": (
        'bucket = "product/{digits}/bucket"',
        f"{ANNA[1:]}/bucket",
        {},
    ),
}


@pytest.mark.parametrize(("table", "path", "query"), FILTERS.values(), ids=FILTERS)
def test_the_operator_says_how_a_number_is_found(source, system, table, path, query):
    """Filter and paths are settings: what is sent is what was written."""
    source(table).read(ANNA)
    asked = system.requests[-1]
    assert asked.path.endswith(f"/{path}")
    assert asked.query == query | {"offset": ["0"], "limit": ["100"]}


@pytest.mark.parametrize("base", ["", "/", BASE, f"{BASE}/"])
def test_the_base_path_is_the_operators(source, system, base):
    """With a base path, with none, with a slash too many."""
    system.instead["bucket"] = Answer()
    source(IVR_TMF654_URL=system.host + base).read(ANNA)
    assert system.requests[-1].path == f"{base.rstrip('/')}/bucket"


def test_a_filter_that_is_overlooked_is_noticed(source, system):
    """A server that answers with everybody's buckets tells nobody's."""
    system.add("bucket", "+32470123456", **MONEY)
    system.overlooks_filter = True
    assert "another number" in refusal(source())


@pytest.mark.parametrize("tells_total", [True, False])
def test_all_pages_are_read(source, system, tells_total):
    """Money that stands on the last page counts, whether or not the total is told."""
    tells(system, *[value(1, "EUR")] * 7)
    system.tells_total = tells_total
    assert source("page_size = 3").read(ANNA).balance == Money(700, "EUR")
    assert [it.query["offset"] for it in system.requests] == [["0"], ["3"], ["6"]]


def test_a_server_with_smaller_pages_is_read_to_the_end(source, system):
    """It may give fewer than were asked for."""
    tells(system, *[value(1, "EUR")] * 7)
    system.largest_page = 2
    assert source().read(ANNA).balance == Money(700, "EUR")


@pytest.mark.parametrize("told", ["a status", "a link"])
def test_a_server_that_only_says_that_there_is_more_is_believed(source, system, told):
    """Without a total, smaller pages than were asked for end where nothing comes."""
    tells(system, *[value(1, "EUR")] * 7)
    system.largest_page, system.tells_total, system.tells_next = 2, False, told
    assert source().read(ANNA).balance == Money(700, "EUR")


def test_records_that_are_counted_and_do_not_come_are_missed(source, system):
    """Money that is said to be there, and is not shown, makes the sum another."""
    tells(system, *[value(1, "EUR")] * 7)
    system.hides = 2
    assert "fewer records" in refusal(source("page_size = 3"))


def test_pages_that_repeat_are_not_counted_twice(source, system):
    """A server that overlooks the offset tells no sum."""
    tells(system, *[value(1, "EUR")] * 7)
    system.overlooks_offset = True
    assert "overlap" in refusal(source("page_size = 3"))


def test_a_history_without_an_end_is_not_read(source, system):
    """Of a thousand pages ten are read, then it is given up."""
    tells(system, *[value(1, "EUR")] * 12)
    assert "too many pages" in refusal(source("page_size = 1"))


NEWEST_FIRST = """
page_size = 3
topup_balance = "topupBalance?logicalResource.id={msisdn}&sort=-confirmationDate"
"""
TOP_UP = {"status": "completed", "amount": {"amount": 1, "units": "EUR"}}


def tells_top_ups(system, *days):
    told = [TOP_UP | {"confirmationDate": f"2026-11-{day:02}"} for day in days]
    tells(system, *told, resource="topupBalance")


def test_the_newest_can_be_asked_for_first(source, system):
    """Where the server sorts, one page is enough."""
    tells_top_ups(system, *range(18, 9, -1))
    assert len(source(NEWEST_FIRST).top_ups(ANNA, 3)) == 3
    assert len(system.requests) == 1


def test_an_order_that_is_overlooked_is_noticed(source, system):
    """A server that answers with the oldest first tells no last top-ups."""
    tells_top_ups(system, *range(10, 19))
    with pytest.raises(SourceUnavailableError, match="newest"):
        source(NEWEST_FIRST).top_ups(ANNA, 3)


def test_all_that_there_is_may_come_in_any_order(source, system):
    """It is sorted here."""
    tells_top_ups(system, 10, 18, 11)
    days = [
        it.at.astimezone(BRUSSELS).day for it in source(NEWEST_FIRST).top_ups(ANNA, 3)
    ]
    assert days == [18, 11, 10]
