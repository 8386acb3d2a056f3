"""The accounts of the faults: as many as are called, with an amount of their own each."""

import sys
from pathlib import Path

from ivr.domain.account import Account
from ivr.domain.money import Money

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))  # for the fakes

ACCOUNTS = 100
PIN = "161803"
ERA_MINOR_UNITS = 100_000


def number_of(index: int) -> str:
    """Give the MSISDN of account *index*, in E.164."""
    return f"+32470100{index:03}"


def amount_of(index: int, era: int) -> Money:
    """Give what is on account *index*: no two are alike, nor is one in two eras."""
    return Money(1_000 + 7 * index + era * ERA_MINOR_UNITS, "EUR")


def account_of(index: int, era: int) -> Account:
    """Give account *index* as its charging system has it in *era*."""
    return Account(number_of(index), "nl_BE", amount_of(index, era), None)
