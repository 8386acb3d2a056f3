"""Rows of a file of accounts, whatever stands in them."""

import csv
import io
from contextlib import suppress
from datetime import UTC, date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.accounts.rows import (
    BUCKETS,
    COLUMNS,
    NEEDED,
    HeaderError,
    Layout,
    RowError,
    Rows,
    layout_of,
)
from ivr.domain.account import Account, AccountStatus
from ivr.domain.money import Money
from ivr.domain.usage import Bucket

LOCALES = ("fr_BE", "ja_JP", "en")
DECIMALS = {"EUR": 2, "JPY": 0}
GOOD = {"msisdn": "+32470654321", "locale": "fr_BE", "currency": "EUR", "balance": "1"}
CANARY = "80412"

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


def row(**cells):
    """Give a row that is good but for some *cells*, and what reads it."""
    cells = GOOD | cells
    text = ",".join(cells.values())
    return Rows(Layout(tuple(cells), ","), LOCALES, DECIMALS), text


def refused(**cells):
    rows, text = row(**cells)
    with pytest.raises(RowError) as error:
        rows.account(text)
    return error.value


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


@pytest.mark.parametrize(
    ("currency", "balance"),
    [
        ("EUR", "71.805"),
        ("EUR", "71,80"),
        ("EUR", "1 000.00"),
        ("EUR", "1e3"),
        ("EUR", "71."),
        ("EUR", ".5"),
        ("EUR", "EUR 5"),
        ("EUR", ""),
        ("EUR", "NaN"),
        ("EUR", "７"),
        ("EUR", "1" * 16),
        ("JPY", "12.5"),
    ],
)
def test_an_amount_is_never_guessed(currency, balance):
    """What is no exact amount of its currency is refused, not rounded or mended."""
    told = refused(currency=currency, balance=f'"{balance}"')
    assert told.column == "balance"
    assert f"write an amount of {currency}" in str(told)


@pytest.mark.parametrize(
    ("currency", "balance", "minor_units"),
    [("EUR", "71.8", 7180), ("EUR", "-0.05", -5), ("JPY", "1250.00", 1250)],
)
def test_noughts_at_the_end_change_nothing(currency, balance, minor_units):
    """Amounts come with more or fewer decimals than their currency has."""
    rows, text = row(currency=currency, balance=balance)
    assert rows.account(text).balance == Money(minor_units, currency)


@pytest.mark.parametrize(
    "written", ["+32470654321", "32470654321", "+32 470 65-43-21", "+32(0)470654321"]
)
def test_a_number_is_read_with_its_country_code(written):
    """With its plus or without, and however it is grouped."""
    rows, text = row(msisdn=written)
    assert rows.account(text).msisdn == "+32470654321"


@pytest.mark.parametrize(
    "written",
    ["", "0470654321", "0032470654321", "3.24706E+10", "32470654321.0", "+266696687"],
)
def test_a_number_is_never_guessed(written):
    """A national number may be any country's, and a spreadsheet cuts long ones."""
    assert refused(msisdn=written).column == "msisdn"


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("locale", "de_DE"),
        ("currency", "CHF"),
        ("valid_until", "2026-13-01"),
        ("valid_until", "01/12/2026"),
        ("valid_until", "20261201"),
        ("status", "closed"),
        ("plan", "x" * 65),
        ("plan", "a\0b"),
        ("as_of", "2026-11-18T12:00:00"),
        ("as_of", "0001-01-01T00:00:00+14:00"),
        ("data_mb_left", "1.5 GB"),
        ("data_mb_left", "0.0001"),
        ("minutes_left", "8.5"),
        ("messages_left", "many"),
    ],
)
def test_a_bad_cell_is_told_by_its_column(column, cell):
    """Each kind of cell says what should stand there."""
    told = refused(**{column: cell})
    assert told.column == column
    assert "write " in str(told)


@pytest.mark.parametrize(
    "cells",
    [
        {"minutes_left": "8", "minutes_used": "-1"},
        {"minutes_left": "8", "minutes_used": "unlimited"},
        {"minutes_left": "", "minutes_used": "5"},
        {"data_mb_left": "", "data_valid_until": "2026-12-01"},
    ],
)
def test_half_a_bucket_is_none(cells):
    """What is used or ends needs something of which it is, and is never under nothing."""
    assert refused(**cells).column in cells


@pytest.mark.parametrize("column", COLUMNS[:-1])
def test_no_cell_is_quoted(column):
    """Columns that have slipped put numbers and balances anywhere: none is told."""
    cells = {column: f"{CANARY}x"} if column != "plan" else {column: CANARY * 20}
    assert CANARY not in str(refused(**cells))


def test_a_row_of_another_length_is_told():
    """A row with more or fewer cells than there are columns is not taken."""
    rows, text = row()
    with pytest.raises(RowError, match="has 5 cells where line 1 has 4"):
        rows.account(text + ",")


@pytest.mark.parametrize("header", [",".join(COLUMNS), ";".join(COLUMNS).upper()])
def test_a_header_names_columns_as_it_likes(header):
    """Commas or semicolons, capitals or not, with a byte order mark or without."""
    assert layout_of(f"\ufeff{header} \n").columns == COLUMNS


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        ("", "Line 1 is empty"),
        ("msisdn,locale,currency", "Line 1 lacks columns: balance."),
        (",".join((*NEEDED, "plan", "plan")), "Line 1 has columns twice: plan."),
        (",".join((*NEEDED, "balanec")), 'columns that are not known: "balanec".'),
        ("+32470654321,fr_BE,EUR,71.80", 'the one of column 1, "fr_be", "eur", the'),
        ('msisdn,"locale', "quotation mark"),
    ],
)
def test_a_bad_header_is_told(header, sentence):
    """What is wrong with the names of columns is said; a number among them is not."""
    with pytest.raises((HeaderError, RowError)) as error:
        layout_of(header)
    assert sentence in str(error.value)
    assert "470654321" not in str(error.value)
