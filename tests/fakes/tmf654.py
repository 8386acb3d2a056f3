"""A hotline whose accounts a charging system has, and what that tells of Anna."""

import re
import traceback

import pytest
from conftest import ANNA
from fakes.charging import Answer

from ivr.accounts.source import SourceUnavailableError
from ivr.settings import DEVELOPMENT, read_settings
from ivr.settings.file import DEMO_FILE

MONEY = {"usageType": "monetary", "remainingValue": {"amount": 5, "units": "EUR"}}
ACTION = {
    "amount": {"amount": 5, "units": "EUR"},
    "confirmationDate": "2026-11-18T11:00:00Z",
}


def settings_of(system_url, folder, table="", time_limit_s=None, **environ):
    """Give settings for the charging system at *system_url*, with the lines of *table*."""
    file = folder / "hotlines.toml"
    lines = ["[tmf654]", 'time_zone = "Europe/Brussels"', table]
    demo = DEMO_FILE.read_text("utf-8")
    if time_limit_s:
        limit = f"time_limit_seconds = {time_limit_s}\nfiller_after_seconds = 0.1"
        demo = re.sub(
            r"time_limit_seconds = .*\nfiller_after_seconds = .*", limit, demo
        )
    file.write_text(demo + "\n" + "\n".join(lines), "utf-8")
    return read_settings(
        DEVELOPMENT
        | {
            "IVR_ACCOUNTS": "tmf654",
            "IVR_TMF654_URL": system_url,
            "IVR_CONFIG": str(file),
            "IVR_DATABASE_URL": f"sqlite:///{folder}/saldo.db",
        }
        | environ
    )


def tells(system, *records, resource="bucket"):
    """Let the charging system tell *records*, of Anna and of nobody else."""
    for record in records:
        system.add(resource, ANNA, **record)


def tells_text(system, text, resource="bucket"):
    """Let the charging system tell *text*, whatever it is asked."""
    system.instead[resource] = Answer(200, text.encode())


def value(amount, units):
    """Write a bucket of money."""
    return {
        "usageType": "monetary",
        "remainingValue": {"amount": amount, "units": units},
    }


def refusal(source):
    """Ask for Anna's account; give what is told of why it cannot be read."""
    with pytest.raises(SourceUnavailableError) as failure:
        source.read(ANNA)
    return "".join(traceback.format_exception(failure.value))
