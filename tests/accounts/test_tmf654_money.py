"""Money of a charging system: exact, or not told."""

from datetime import date

import pytest
from conftest import ANNA
from fakes.tmf654 import MONEY, refusal, tells, tells_text, value

from ivr.accounts.source import SourceUnavailableError
from ivr.domain.account import AccountStatus
from ivr.domain.money import Money

UNITS = "[tmf654.units]\neurocent = '0.01 EUR'"


@pytest.mark.parametrize(
    ("amount", "units", "minor_units"),
    [
        ("12.05", '"EUR"', 1205),
        ("71.80", '"eur"', 7180),
        ("0.29", '"€"', 29),
        ("1.1e1", '"EUR"', 1100),
        ("-0.01", '"EUR"', -1),
        ("99999999999.99", '"EUR"', 9999999999999),
        ('"12.05"', '"EUR"', 1205),
        ("1205", '"eurocent"', 1205),
        ("0e400", '"EUR"', 0),
        ("12.05", "null", 1205),
    ],
)
def test_money_is_exact(source, system, amount, units, minor_units):
    """However an amount is written, not a cent is lost on the way."""
    told = f'[{{"usageType": "Monetary", "remainingValue": {{"amount": {amount}'
    tells_text(system, f'{told}, "units": {units}}}}}]')
    account = source('currency = "EUR"\n' + UNITS).read(ANNA)
    assert account.balance == Money(minor_units, "EUR")


@pytest.mark.parametrize(
    ("amount", "units"),
    [
        ("12.055", '"EUR"'),
        ("12.5", '"JPY"'),
        ("-1.7e38", '"EUR"'),
        ("1e400", '"EUR"'),
        ("1e999999999", '"EUR"'),
        ("1e-999999999", '"EUR"'),
        ("9" * 4000, '"EUR"'),
        ("9" * 5000, '"EUR"'),
        ("NaN", '"EUR"'),
        ("-Infinity", '"EUR"'),
        ("true", '"EUR"'),
        ("null", '"EUR"'),
        ('"12,05"', '"EUR"'),
        ('"1e5"', '"EUR"'),
        ("[5]", '"EUR"'),
        ("5", '"CHF"'),
        ("5", '"unit"'),
        ("5", '"GB"'),
        ("5", "null"),
        ("5", '""'),
        ("5", "{}"),
    ],
)
def test_money_that_cannot_be_read_is_no_money(source, system, amount, units):
    """A figure that is absurd, too fine or in no currency is never told."""
    told = f'[{{"usageType": "monetary", "remainingValue": {{"amount": {amount}'
    tells_text(system, f'{told}, "units": {units}}}}}]')
    with pytest.raises(SourceUnavailableError) as failure:
        source().read(ANNA)
    assert not any(digit in str(failure.value) for digit in "0123456789")


@pytest.mark.parametrize(("amount", "told"), [("12.059", 1205), ("-0.001", -1)])
def test_money_finer_than_a_cent_goes_down_on_request(source, system, amount, told):
    """Who charges by the thousandth of a cent tells whole cents, never one too many."""
    tells(system, value(f"exactly {amount}", "EUR"))
    assert source("round_down = true").read(ANNA).balance == Money(told, "EUR")


def test_buckets_of_money_are_added_up(source, system):
    """A bonus is credit like any other; the account lasts as long as the last of it."""
    ends = {"endDateTime": "2026-11-30T23:59:59Z"}
    later = {"endDateTime": "2027-01-15T00:00:00+01:00"}
    tells(system, MONEY | {"validFor": ends}, value(0.5, "EUR") | {"validFor": later})
    account = source().read(ANNA)
    assert account.balance == Money(550, "EUR")
    assert account.valid_until == date(2027, 1, 14)


def test_money_in_two_currencies_is_not_added_up(source, system):
    """Yen and euros have no sum."""
    tells(system, MONEY, value(5, "JPY"))
    with pytest.raises(SourceUnavailableError):
        source().read(ANNA)


@pytest.mark.parametrize(
    ("statuses", "minor_units", "status"),
    [
        (["active", "expired"], 500, AccountStatus.ACTIVE),
        (["expired", "ACTIVE"], 70, AccountStatus.ACTIVE),
        (["suspended", "expired"], 500, AccountStatus.SUSPENDED),
        (["expired", "expired"], 570, AccountStatus.EXPIRED),
        (["barred", "expired"], 500, AccountStatus.SUSPENDED),
        ([None, "suspended"], 500, AccountStatus.ACTIVE),
        (["open", "closed"], 500, AccountStatus.ACTIVE),
    ],
)
def test_only_money_that_can_be_used_is_told(
    source, system, statuses, minor_units, status
):
    """An expired bonus is no credit; a state we do not know is never called active."""
    for told, amount in zip(statuses, (5, 0.7), strict=True):
        tells(system, value(amount, "EUR") | ({"status": told} if told else {}))
    words = "[tmf654.bucket_statuses]\nopen = 'active'\nclosed = 'expired'"
    account = source(words).read(ANNA)
    assert (account.balance.minor_units, account.status) == (minor_units, status)


def test_money_that_cannot_be_used_yet_or_any_more_is_not_told(source, system):
    """Whatever its status: a bonus of next month, and one that nobody swept away."""
    ended = {"startDateTime": "2026-10-01", "endDateTime": "2026-11-17"}
    begins = {"startDateTime": "2026-12-01", "endDateTime": "2026-12-31"}
    last = {"startDateTime": "2026-10-01", "endDateTime": "2026-11-18T23:00:00+01:00"}
    upside_down = {"startDateTime": "2027-01-01", "endDateTime": "2026-01-01"}
    for amount, period in enumerate((ended, begins, last, upside_down), 1):
        tells(system, value(amount, "EUR") | {"validFor": period, "status": "active"})
    data = {"usageType": "data", "remainingValue": {"amount": 1, "units": "GB"}}
    tells(system, data | {"validFor": begins}, data | {"validFor": ended})
    account = source().read(ANNA)
    assert account.balance == Money(700, "EUR")
    assert [it.valid_until for it in account.buckets] == [date(2026, 11, 17)]


@pytest.mark.parametrize("start", ["2026-10-01", "2026-12-01"])
def test_the_only_money_is_told_with_its_last_day(source, system, start):
    """A card that is over, or not begun, still has its balance."""
    period = {"startDateTime": start, "endDateTime": "2026-11-17"}
    tells(system, MONEY | {"validFor": period})
    assert source().read(ANNA).balance == Money(500, "EUR")


def test_a_bucket_that_is_told_twice_is_not_told(source, system):
    """A system that joins its tables badly doubles nobody's money."""
    tells(system, *[MONEY | {"id": "b-1"}] * 2)
    assert "told twice" in refusal(source())


def test_the_balance_may_be_one_that_is_accumulated(source, system):
    """An operator can have the total told that the system itself computes."""
    tells(system, MONEY)
    for total in ({"amount": 3, "units": "GB"}, {"amount": 7.5, "units": "EUR"}):
        tells(system, {"totalBalance": total}, resource="accumulatedBalance")
    table = 'accumulated_balance = "accumulatedBalance"'
    assert source(table).read(ANNA).balance == Money(750, "EUR")
    tells(
        system,
        {"totalBalance": {"amount": 1, "units": "EUR"}},
        resource="accumulatedBalance",
    )
    with pytest.raises(SourceUnavailableError):
        source(table).read(ANNA)


def test_an_account_of_no_money_is_not_told_as_empty(source, system):
    """That there is no bucket of money does not say that there is none."""
    tells(system, {"usageType": "data", "remainingValue": {"amount": 1, "units": "GB"}})
    with pytest.raises(SourceUnavailableError):
        source().read(ANNA)
