"""Top-ups and charges of a charging system."""

import pytest
from conftest import ANNA, WORKING_DAY
from fakes.tmf654 import ACTION, tells

from ivr.accounts.source import SourceUnavailableError
from ivr.domain.account import PaymentMethod

OTHER_NUMBER = "+32470123456"


@pytest.mark.parametrize(
    ("status", "pending"),
    [
        ("completed", [False]),
        ("Confirmed", [False]),
        ("created", [True]),
        ("failed", []),
        ("cancelled", []),
        ("rejected", []),
        (None, []),
    ],
)
def test_a_top_up_is_told_when_it_is_there_or_on_its_way(
    source, system, status, pending
):
    """What failed, was cancelled or is in a state nobody knows is not money."""
    tells(system, ACTION | {"status": status}, resource="topupBalance")
    assert [it.is_pending for it in source().top_ups(ANNA, 3)] == pending


def test_a_top_up_of_data_is_no_money(source, system):
    """Gigabytes are not told as an amount."""
    data = {"amount": {"amount": 5, "units": "GB"}, "status": "completed"}
    tells(
        system,
        ACTION | data,
        ACTION | data | {"usageType": "data"},
        resource="topupBalance",
    )
    assert source().top_ups(ANNA, 3) == []


@pytest.mark.parametrize(
    ("told", "method"),
    [
        ({"voucher": "815123", "channel": {"id": "cash"}}, PaymentMethod.VOUCHER),
        ({"isAutoTopup": True, "voucher": "815123"}, PaymentMethod.AUTOMATIC),
        ({"paymentMethod": {"id": "1", "@type": "BankCard"}}, PaymentMethod.CARD),
        ({"channel": {"id": "1", "name": "Tabac"}}, PaymentMethod.CASH),
        ({"channel": "tabac"}, PaymentMethod.OTHER),
        ({}, PaymentMethod.OTHER),
    ],
)
def test_how_a_top_up_was_paid_is_read_where_it_is_told(source, system, told, method):
    """A voucher, a payment method or a channel tells it, in the operator's words too."""
    tells(system, ACTION | {"status": "completed"} | told, resource="topupBalance")
    words = '[tmf654.payment_methods]\nTabac = "cash"'
    assert source(words).top_ups(ANNA, 1)[0].method is method


def test_a_history_with_a_hole_is_not_told(source, system):
    """If one top-up has no moment or no exact amount, the last three are not known."""
    for hole in (
        {"confirmationDate": "soon"},
        {"amount": {"amount": "x", "units": "EUR"}},
    ):
        system.forget(ANNA)
        told = [
            ACTION | {"status": "completed", "usageType": "monetary"} | it
            for it in ({}, hole)
        ]
        tells(system, *told, resource="topupBalance")
        with pytest.raises(SourceUnavailableError):
            source().top_ups(ANNA, 3)


TRANSFER = {"@type": "TransferBalance"}


@pytest.mark.parametrize(
    ("told", "minor_units"),
    [
        ({"amount": {"amount": -0.25, "units": "EUR"}}, [25]),
        ({"@type": "DeductBalance"}, [500]),
        ({"@type": "TopupBalance"}, []),
        (TRANSFER | {"receiverLogicalResource": {"id": OTHER_NUMBER}}, [500]),
        (TRANSFER | {"receiverLogicalResource": {"id": ANNA}}, []),
        (TRANSFER | {"receiverLogicalResource": {"id": "7", "value": ANNA[1:]}}, []),
        ({"@type": "DeductBalance", "status": "created"}, []),
        ({"@type": "DeductBalance", "usageType": "data"}, []),
    ],
)
def test_a_charge_is_what_was_taken(source, system, told, minor_units):
    """What was put on the card, came from others or has not happened is none."""
    tells(
        system, ACTION | {"status": "completed"} | told, resource="balanceActionHistory"
    )
    charges = source().charges(ANNA, 3)
    assert [it.amount.minor_units for it in charges] == minor_units
    assert all(it.at == WORKING_DAY for it in charges)
