"""What the file of hotlines says of limits, and of how long things are kept."""

import pytest
from fakes.hotlines_file import LINES

from ivr.domain.hotline import Limits, Retention


def test_limits_and_retention_are_what_the_readme_says_unless_told(read):
    """Twenty calls an hour, three at once, ten minutes; 180 days and 30."""
    for hotline in read(*LINES).values():
        assert hotline.limits == Limits(10, 20, 3)
        assert hotline.retention == Retention(180, 30)


def test_limits_are_of_all_hotlines_and_retention_is_of_each(read):
    """One telephone is one, whatever it dials; each market has a law of its own."""
    kept = ["retention_days = 90", "failed_attempts_days = 7"]
    limits = ["[limits]", "longest_call_minutes = 5", "calls_per_number_at_once = 1"]
    hotlines = read(*LINES[:6], *kept, *LINES[6:], *limits)
    assert {hotline.limits for hotline in hotlines.values()} == {Limits(5, 20, 1)}
    assert hotlines["+815012340001"].retention == Retention(90, 7)
    assert hotlines["+3278120001"].retention == Retention(180, 30)


@pytest.mark.parametrize(
    ("kept", "days"),
    [
        (["retention_days = 20"], (20, 30)),
        (["failed_attempts_days = 181"], (180, 181)),
        (["retention_days = 1", "failed_attempts_days = 2"], (1, 2)),
    ],
)
def test_calls_are_kept_as_long_as_their_tries(refused, kept, days):
    """Shorter is refused, with both numbers, as the file says them or as they are."""
    calls, tries = days
    told = refused(*LINES[:6], *kept, *LINES[6:])
    assert f"retention_days ({calls}) is shorter than failed_attempts_days" in told
    assert f"({tries})" in told


@pytest.mark.parametrize(
    ("key", "highest"),
    [
        ("retention_days", 3650),
        ("failed_attempts_days", 3650),
        ("limits.longest_call_minutes", 240),
        ("limits.calls_per_number_and_hour", 100_000),
        ("limits.calls_per_number_at_once", 100_000),
    ],
)
@pytest.mark.parametrize("amount", ["0", "-1", "100_001", "1.5", "true", '"many"'])
def test_what_is_counted_is_a_whole_number(refused, key, highest, amount):
    """No limit is nothing, or without end: each is told with its line and bounds."""
    table, _, name = key.rpartition(".")
    line = f"{name} = {amount}"
    lines = [*LINES, f"[{table}]", line] if table else [*LINES[:6], line, *LINES[6:]]
    found = lines.index(line) + 1
    told = f"{name}: write it as a whole number from 1 to {highest}"
    assert f"FILE:{found}: {table or 'hotline.1'}.{told}" in refused(*lines)
