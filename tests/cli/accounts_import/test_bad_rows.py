"""`ivr accounts import`: rows that cannot be read are told, kept, and spoil no other."""

from pathlib import Path

import pytest
from fakes.accounts_file import EIGHT, NUMBERS, SHORT, written

FULL = Path("/dev/full")


def test_bad_rows_are_told_by_line_and_good_ones_kept(run, rooms):
    """Each bad row is told by its line and column, and quoted nowhere."""
    rows = EIGHT.splitlines()
    rows[2] = rows[2].replace("2.50", "2,50")
    rows[4] = '"' + rows[4]
    rows[6] = rows[6].replace("+3247100", "0471 00")
    imported = run(SHORT + "\n".join(rows))
    assert imported.exit_code == 1
    assert imported.stdout == "5 rows imported, 3 bad\n"
    assert "line 4, has 5 cells where line 1 has 4\n" in imported.stderr
    assert "line 6, has a quotation mark without its fellow\n" in imported.stderr
    assert "line 8, msisdn: write a number with its country code" in imported.stderr
    assert "47100" not in imported.stderr
    assert [n for n, is_kept in enumerate(written(rooms)) if is_kept] == [0, 1, 3, 5, 7]


def test_a_file_of_bad_rows_is_for_its_owner_alone(run, tmp_path):
    """Also one that was there before, for all to read."""
    bad = tmp_path / "bad.csv"
    bad.touch(0o644)
    run(SHORT + EIGHT.replace("2.50", "2,50"), "--bad", bad)
    assert bad.stat().st_mode & 0o777 == 0o600
    assert "line 4" in bad.read_text()


def test_bad_rows_follow_no_link(run, tmp_path):
    """Numbers and balances are not written where somebody else's link leads."""
    elsewhere, bad = tmp_path / "elsewhere.csv", tmp_path / "bad.csv"
    elsewhere.write_text("of somebody else")
    bad.symlink_to(elsewhere)
    refused = run(SHORT + EIGHT.replace("2.50", "2,50"), "--bad", bad)
    assert refused.exit_code == 1
    assert f"{bad}: it is a symbolic link: name the file itself" in refused.stderr
    assert elsewhere.read_text() == "of somebody else"


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_bad_rows_are_mended_and_imported_again(
    run, rooms, file, tmp_path, by_twos, delimiter
):
    """--bad keeps the bad rows with reasons; mended, that file is imported as it is."""
    rows = EIGHT.replace("5.50", "5.5.0").replace("3.50", "3,50").replace("7.50", "")
    bad, worse = tmp_path / "bad.csv", tmp_path / "worse.csv"
    text = (SHORT + rows).replace(",", delimiter).replace(f"3{delimiter}50", "3,50")
    assert run(text, "--bad", bad).stdout == "5 rows imported, 3 bad\n"
    assert bad.stat().st_mode & 0o777 == 0o600
    header, *kept = bad.read_text().splitlines()
    assert header.startswith(f"bad{delimiter}msisdn")
    assert [line[:9] for line in kept] == ['"line 5, ', '"line 7, ', '"line 9, ']
    again = run(bad.read_text(), "--bad", worse)
    assert again.stdout == "0 rows imported, 3 bad\n"
    assert worse.read_text().count('"line ') == 3
    mended = bad.read_text().replace("5.5.0", "5.50").replace("3,50", "3.50")
    run(
        mended.replace(
            f"{NUMBERS[7]}{delimiter}nl_BE{delimiter}EUR{delimiter}",
            f"{NUMBERS[7]}{delimiter}nl_BE{delimiter}EUR{delimiter}7.50",
        )
    )
    assert [rooms.accounts.read(number).balance.minor_units for number in NUMBERS] == [
        n * 100 + 50 for n in range(8)
    ]


def test_bad_rows_never_overwrite_the_file(run, file):
    """--bad must be another file."""
    refused = run(SHORT + EIGHT, "--bad", file)
    assert refused.exit_code == 2
    assert file.read_text() == SHORT + EIGHT


@pytest.mark.skipif(not FULL.exists(), reason=f"no {FULL}: a disk without room")
def test_a_full_disk_loses_no_bad_row(run, tmp_path):
    """Which file has no room is said, and how to go on; then every bad row is there."""
    text = SHORT + "nobody,en,EUR,1\n" + EIGHT
    failed = run(text, "--bad", FULL)
    assert failed.exit_code == 1
    assert failed.stderr.splitlines()[-1] == (
        f"Error: {FULL}: No space left on device. All up to line 1 is kept; the same "
        "command goes on from there."
    )
    bad = tmp_path / "bad.csv"
    assert run(text, "--bad", bad).stdout == "8 rows imported, 1 bad\n"
    assert "nobody" in bad.read_text()


def test_many_bad_rows_flood_no_terminal(run):
    """The first twenty are told one by one; then it is said where all can be had."""
    told = run(SHORT + "nobody,en,EUR,1\n" * 30).stderr
    assert told.count("line ") == 20
    assert "There are more bad rows: --bad keeps them all." in told


@pytest.mark.parametrize(
    "line", ["x" * 20_000, "a" * 40_000 + '"', "\udcff,en,EUR,1", '"', "a\0,en,EUR,1"]
)
def test_a_line_of_nonsense_spoils_no_other(run, rooms, line):
    """A row without end, a stray quotation mark and broken letters are one bad row."""
    text = f"{SHORT}{line}\n{EIGHT}".encode(errors="surrogateescape")
    imported = run(text)
    assert imported.stdout == "8 rows imported, 1 bad\n"
    assert "line 2, " in imported.stderr


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Line 1 is empty"),
        ("msisdn,locale,currency,balance,pin\n" + EIGHT, '"pin"'),
        (EIGHT, "the one of column 1"),
        ((SHORT + EIGHT).encode("utf-16"), "Line 1 is not written in UTF-8."),
        ('"' + SHORT + EIGHT, "Line 1 has a quotation mark without its fellow."),
    ],
)
def test_a_file_that_cannot_be_read_changes_nothing(run, rooms, text, sentence):
    """What is wrong with the first line is said before anything is written."""
    refused = run(text)
    assert refused.exit_code == 2
    assert sentence in refused.stderr
    assert refused.stderr.endswith("Nothing was written.\n")
    assert not any(written(rooms))
