"""One suite over every account source: what callers hear must not depend on it."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from conftest import ANNA, WORKING_DAY, Clock
from fakes.charging import USAGE, Answer, charging
from fakes.tmf654 import settings_of
from sqlalchemy import text

from ivr.accounts.source import SourceUnavailableError
from ivr.accounts.tmf654 import Tmf654Accounts
from ivr.domain.account import (
    Account,
    AccountStatus,
    Charge,
    ChargeReason,
    PaymentMethod,
    TopUp,
)
from ivr.domain.money import Money
from ivr.domain.usage import Bucket, UsageType

NOBODY = "+32470999999"
TOKYO = ZoneInfo("Asia/Tokyo")
PLAIN = Account(ANNA, "", Money(1205, "EUR"), date(2026, 12, 1))
FIVE = Money(500, "EUR")
DATA, VOICE, SMS, OTHER = UsageType

ACCOUNTS = {
    "to the cent": PLAIN,
    "owed": replace(PLAIN, balance=Money(-1, "EUR")),
    "empty": replace(PLAIN, balance=Money(0, "EUR")),
    "in yen": replace(PLAIN, balance=Money(13680, "JPY")),
    "in won": replace(PLAIN, balance=Money(16601, "KRW")),
    "beyond what a float holds": replace(PLAIN, balance=Money(10**16 + 1, "GBP")),
    "for ever": replace(PLAIN, valid_until=None),
    "on a leap day": replace(PLAIN, valid_until=date(2028, 2, 29)),
    "suspended": replace(PLAIN, status=AccountStatus.SUSPENDED),
    "expired": replace(
        PLAIN, status=AccountStatus.EXPIRED, valid_until=date(2026, 11, 1)
    ),
    "with a plan": replace(PLAIN, plan="travel"),
    "full": replace(
        PLAIN,
        buckets=(
            Bucket(DATA, 2_250_001),
            Bucket(VOICE, 8, 52, is_shared=True),
            Bucket(SMS, 10, 3, valid_until=date(2026, 11, 19)),
            Bucket(SMS, 0, is_unlimited=True),
            Bucket(DATA, -3),
            Bucket(OTHER, 2, name="gratis MMS"),
        ),
    ),
}
HOSTILE = [
    "",
    "+",
    "anonymous",
    ANNA.removeprefix("+"),
    f"{ANNA} ",
    f"{ANNA}&logicalResource.id={ANNA}",
    f"{ANNA}' OR '1'='1",
    "../" * 9,
    "%2B32470654321",
    "*",
    "+٣٢٤٧٠٦٥٤٣٢١",
    "+1\r\nHost: elsewhere",
    "💶" * 40,
    "9" * 5000,
]


class Sql:
    """Accounts in our own tables."""

    def __init__(self, rooms):
        self.source, self._engine = rooms.accounts, rooms.engine

    def keep(self, account, top_ups=(), charges=()):
        self.source.write(account)
        self.source.write_history(account.msisdn, top_ups, charges)

    def break_down(self):
        with self._engine.begin() as connection:
            for table in ("buckets", "top_ups", "charges", "accounts"):
                connection.execute(text(f"DROP TABLE {table}"))


@dataclass
class Tmf654:
    """Accounts of a charging system."""

    source: Tmf654Accounts
    system: Any

    def keep(self, account, top_ups=(), charges=()):
        self.system.keep(account, top_ups[::-1], charges[::-1])

    def break_down(self):
        for resource in ("bucket", "topupBalance", "balanceActionHistory"):
            self.system.instead[resource] = Answer(503)


MOMENTS = {
    1: datetime(2026, 11, 18, 0, 30, tzinfo=TOKYO),
    2: datetime(2026, 11, 17, 16, 0, tzinfo=UTC),
    3: datetime(2026, 11, 18, 7, 0, tzinfo=TOKYO),
    4: datetime(2026, 11, 18, 7, 0, 0, 1, tzinfo=UTC),
    5: datetime(2026, 11, 18, 20, 0, tzinfo=TOKYO),
}


class Promises:
    """What every source keeps; *kept* is one, with a way to write what it reads."""

    @pytest.mark.parametrize("account", ACCOUNTS.values(), ids=ACCOUNTS)
    def test_an_account_is_read_as_it_is(self, kept, account):
        """Money to the last digit, days, states and buckets in their order."""
        kept.keep(account)
        assert kept.source.read(ANNA) == account

    def test_the_next_reading_has_the_new_figures(self, kept):
        """Nothing is read once and told for ever."""
        for minor_units in (1205, 1105):
            kept.keep(replace(PLAIN, balance=Money(minor_units, "EUR")))
            assert kept.source.read(ANNA).balance.minor_units == minor_units

    def test_an_unknown_number_has_nothing(self, kept):
        """A number that nobody has is None and no history, not an error."""
        kept.keep(PLAIN, (TopUp(FIVE, WORKING_DAY),), (Charge(FIVE, WORKING_DAY),))
        assert kept.source.read(NOBODY) is None
        assert list(kept.source.top_ups(NOBODY, 3)) == []
        assert list(kept.source.charges(NOBODY, 3)) == []

    def test_an_account_without_a_history_has_none(self, kept):
        """A new card was never topped up, and nothing was taken from it."""
        kept.keep(PLAIN)
        assert list(kept.source.top_ups(ANNA, 3)) == []
        assert list(kept.source.charges(ANNA, 3)) == []

    @pytest.mark.parametrize("read", ["top_ups", "charges"])
    @pytest.mark.parametrize(
        ("limit", "order"), [(1, [5]), (3, [5, 4, 3]), (9, [5, 4, 3, 2, 1])]
    )
    def test_the_latest_come_first(self, kept, read, limit, order):
        """The last ones are read, no more than asked for, in order of the moment itself."""
        top_ups = tuple(TopUp(Money(n, "EUR"), MOMENTS[n]) for n in (3, 1, 5, 2, 4))
        charges = tuple(Charge(it.amount, it.at) for it in top_ups)
        kept.keep(PLAIN, top_ups, charges)
        found = getattr(kept.source, read)(ANNA, limit)
        assert [one.amount.minor_units for one in found] == order
        assert [one.at for one in found] == [MOMENTS[n] for n in order]
        assert {one.at.utcoffset() for one in found} == {timedelta(0)}

    def test_a_top_up_says_how_it_was_paid_and_whether_it_is_there(self, kept):
        """Each way of paying is read, and what is on its way is not on the card."""
        top_ups = tuple(
            TopUp(FIVE, WORKING_DAY, method, is_pending=is_pending)
            for method in PaymentMethod
            for is_pending in (False, True)
        )
        kept.keep(PLAIN, top_ups)
        assert list(kept.source.top_ups(ANNA, 99)) == list(top_ups[::-1])

    def test_a_charge_says_what_it_was_for(self, kept):
        """Each reason is read, and a name that the hotline has words for."""
        reasons = (Charge(FIVE, WORKING_DAY, reason) for reason in ChargeReason)
        charges = (*reasons, Charge(FIVE, WORKING_DAY, name="europe"))
        kept.keep(PLAIN, charges=charges)
        assert list(kept.source.charges(ANNA, 99)) == list(charges[::-1])

    @pytest.mark.parametrize("msisdn", HOSTILE, ids=lambda it: ascii(it)[:24])
    def test_what_is_no_number_has_no_account(self, kept, msisdn):
        """Whatever is keyed or shown, it opens nobody's account and breaks nothing."""
        kept.keep(PLAIN, (TopUp(FIVE, WORKING_DAY),), (Charge(FIVE, WORKING_DAY),))
        assert kept.source.read(msisdn) is None
        assert list(kept.source.top_ups(msisdn, 3)) == []
        assert list(kept.source.charges(msisdn, 3)) == []
        assert kept.source.read(ANNA) == PLAIN

    @pytest.mark.parametrize(
        "read",
        [
            lambda source: source.read(ANNA),
            lambda source: source.top_ups(ANNA, 3),
            lambda source: source.charges(ANNA, 3),
        ],
        ids=["read", "top_ups", "charges"],
    )
    def test_a_source_that_is_down_says_so(self, kept, read):
        """It fails by name, whatever it is asked, and is never taken for an empty one."""
        kept.keep(PLAIN)
        kept.break_down()
        with pytest.raises(SourceUnavailableError):
            read(kept.source)


class TestSql(Promises):
    """Accounts in our own tables."""

    @pytest.fixture
    def kept(self, rooms):
        return Sql(rooms)


class TestTmf654(Promises):
    """Accounts of a charging system."""

    @pytest.fixture
    def kept(self, tmp_path):
        with charging() as system:
            used = f'"{system.host}{USAGE}?logicalResource.id={{msisdn}}"'
            table = f"usage_consumption = {used}"
            settings = settings_of(system.url, tmp_path, table)
            source = Tmf654Accounts(settings.tmf654, Clock())
            yield Tmf654(source, system)
            source.close()
