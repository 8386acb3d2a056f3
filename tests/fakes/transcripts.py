"""The transcripts of whole calls: where they lie, and how the scene of one is set."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from fakes.accounts import changes

from ivr.speech.say import value_of

TRANSCRIPTS = Path(__file__).parent.parent / "transcripts"
FILES = sorted(TRANSCRIPTS.glob("*/*.txt"))


def named(path):
    return str(path.relative_to(TRANSCRIPTS).with_suffix(""))


def read(path):
    """Give the head of the transcript at *path*, and what is said in it."""
    head, _, said = path.read_text(encoding="utf-8").partition("\n\n")
    return head, said


def set_scene(head, rooms, clock, settings):
    """Have the world be as *head* tells; give the fields of it."""
    told = dict(line.split(": ", 1) for line in head.splitlines())
    zone = ZoneInfo(settings.hotlines[told["to"]].time_zone)
    clock.at = datetime.fromisoformat(told["at"]).replace(tzinfo=zone)
    if balance := told.get("balance"):
        account = rooms.accounts.read(told["from"])
        money = value_of(["money", *balance.split()], clock.at.date())
        rooms.accounts.write(replace(account, balance=money))
    if name := told.get("account"):
        account = rooms.accounts.read(told["from"])
        rooms.accounts.write(replace(account, **changes(name, clock.at.date())))
    return told
