"""Rows of a file of accounts, whatever stands in them."""

import csv
import io
from contextlib import suppress
from datetime import UTC, date
from decimal import Decimal

from fakes.rows import DECIMALS, GOOD, LOCALES, row
from hypothesis import given
from hypothesis import strategies as st

from ivr.accounts.rows import BUCKETS, COLUMNS, Layout, RowError, Rows
from ivr.domain.account import Account, AccountStatus
from ivr.domain.money import Money
from ivr.domain.usage import Bucket

days = st.dates(date(1990, 1, 1))
counts = st.integers(-(10**9), 10**9)
plans = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=64
)


@st.composite
def buckets(draw, kind):
    """Give a bucket of a *kind* as a file can tell it."""
    is_unlimited = draw(st.booleans())
    return Bucket(
        kind.usage_type,
        remaining=0 if is_unlimited else draw(counts),
        used=draw(st.integers(0, 10**9)),
        is_unlimited=is_unlimited,
        valid_until=draw(st.none() | days),
    )


accounts = st.builds(
    Account,
    msisdn=st.integers(470000000, 479999999).map("+32{}".format),
    locale=st.sampled_from(LOCALES),
    balance=st.builds(Money, counts, st.sampled_from(sorted(DECIMALS))),
    valid_until=st.none() | days,
    status=st.sampled_from(AccountStatus),
    buckets=st.tuples(*(st.none() | buckets(kind) for kind in BUCKETS)).map(
        lambda every: tuple(filter(None, every))
    ),
    plan=plans,
    as_of=st.none() | st.datetimes(timezones=st.just(UTC)),
)


def reader(delimiter=","):
    return Rows(Layout(COLUMNS, delimiter), LOCALES, DECIMALS)


def written(account, delimiter=","):
    """Write *account* as an operator's system would."""
    cells = {
        "msisdn": account.msisdn,
        "locale": account.locale.replace("_", "-"),
        "currency": account.balance.currency,
        "balance": decimal(
            account.balance.minor_units, DECIMALS[account.balance.currency]
        ),
        "valid_until": account.valid_until or "",
        "status": account.status.value,
        "plan": account.plan,
        "as_of": account.as_of.isoformat() if account.as_of else "",
    }
    for kind in BUCKETS:
        for bucket in account.buckets:
            if bucket.usage_type is kind.usage_type:
                left = decimal(bucket.remaining, kind.decimals)
                cells[kind.left] = "unlimited" if bucket.is_unlimited else left
                cells[kind.used] = decimal(bucket.used, kind.decimals)
                cells[kind.valid_until] = bucket.valid_until or ""
    line = io.StringIO()
    csv.DictWriter(line, COLUMNS, delimiter=delimiter).writerow(cells)
    return line.getvalue().rstrip("\r\n")


def decimal(count, decimals):
    return format(Decimal(count).scaleb(-decimals), "f")


@given(accounts, st.sampled_from(",;"))
def test_what_is_written_is_read(account, delimiter):
    """Every account that a file can tell comes out of it as it went in."""
    assert reader(delimiter).account(written(account, delimiter)) == account


@given(st.text())
def test_any_line_is_a_row_or_a_bad_one(text):
    """Whatever a line holds, it is an account or an error in words."""
    with suppress(RowError):
        assert reader().account(text).msisdn.startswith("+")


@given(st.sampled_from(COLUMNS[:-1]), st.text(max_size=30))
def test_any_cell_is_a_value_or_a_bad_one(column, cell):
    """Whatever a cell holds, it is a value or an error in words."""
    layout = Layout((*GOOD, column) if column not in GOOD else tuple(GOOD), ",")
    line = io.StringIO()
    csv.DictWriter(line, layout.columns).writerow(GOOD | {column: cell})
    with suppress(RowError):
        account = Rows(layout, LOCALES, DECIMALS).account(
            line.getvalue().rstrip("\r\n")
        )
        assert account.msisdn.startswith("+")


@given(st.decimals(-(10**12), 10**12, places=2))
def test_money_is_exact(amount):
    """An amount is counted in cents to the last one, as decimals reckon."""
    rows, text = row(balance=format(amount, "f"))
    assert rows.account(text).balance == Money(int(amount * 100), "EUR")
