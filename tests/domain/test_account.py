"""The state of an account on a day."""

from datetime import date, timedelta

import pytest

from ivr.domain.account import Account, AccountStatus
from ivr.domain.money import Money

TODAY = date(2026, 11, 18)
ACTIVE, SUSPENDED, EXPIRED = AccountStatus


@pytest.mark.parametrize(
    ("status", "days", "told"),
    [
        (ACTIVE, 1, ACTIVE),
        (ACTIVE, 0, ACTIVE),
        (ACTIVE, -1, EXPIRED),
        (ACTIVE, None, ACTIVE),
        (SUSPENDED, 1, SUSPENDED),
        (SUSPENDED, -1, SUSPENDED),
        (SUSPENDED, None, SUSPENDED),
        (EXPIRED, 1, EXPIRED),
        (EXPIRED, -1, EXPIRED),
        (EXPIRED, None, EXPIRED),
    ],
)
def test_a_validity_that_is_over_is_over(status, days, told):
    """The last day still counts; what a source has suspended or ended stays so."""
    ends = None if days is None else TODAY + timedelta(days)
    account = Account("+321", "en", Money(1205, "EUR"), ends, status)
    assert account.status_on(TODAY) is told
