"""Rows of a file of accounts: what is read, what is refused, and in which words."""

import pytest
from fakes.rows import row

from ivr.accounts.rows import COLUMNS, NEEDED, HeaderError, RowError, layout_of
from ivr.domain.money import Money

CANARY = "80412"


def refused(**cells):
    rows, text = row(**cells)
    with pytest.raises(RowError) as error:
        rows.account(text)
    return error.value


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


def test_lines_that_end_as_on_an_old_macintosh_are_told_as_that():
    """Who reads it knows what to change: there is no quotation mark to look for."""
    with pytest.raises(RowError, match="carriage return inside: end each line"):
        layout_of(",".join(NEEDED) + "\r+32470000008,nl_BE,EUR,1.00\r")
    rows, text = row()
    with pytest.raises(RowError, match="carriage return"):
        rows.account(text + "\r" + text)
