"""Whole calls, as text: `tests/transcripts/<locale>/<what happens>.txt`.

`demo/` has a call from every demo account, and `richest/` the account that has most,
in every language. A file begins with who calls whom (and when, in the hotline's time;
and with which balance, or what kind of account), then holds what is said.
`pytest --rewrite` writes what is said anew.
"""

from dataclasses import replace
from datetime import datetime
from itertools import chain
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from fakes.accounts import changes

from ivr.phone.transcript import Line
from ivr.speech.languages import languages
from ivr.speech.say import value_of

TRANSCRIPTS = Path(__file__).parent / "transcripts"
FILES = sorted(TRANSCRIPTS.glob("*/*.txt"))


def named(path: Path) -> str:
    return str(path.relative_to(TRANSCRIPTS).with_suffix(""))


def written(line: Line) -> str:
    if line.who == "caller":
        return f"caller: {line.keys or '(silence)'}"
    return f"hotline: {line.text}"


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_call_goes_as_written(path, phone, rooms, clock, settings, request):
    """Each transcript is what callers hear, word by word."""
    head, _, said = path.read_text(encoding="utf-8").partition("\n\n")
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

    called = phone.call(told["from"], told["to"], told.get("keys", ""))

    lines = [written(line) for line in called.lines]
    heard = "\n".join([*lines, f"({called.ending.reason})"]) + "\n"
    if request.config.getoption("--rewrite"):
        path.write_text(f"{head}\n\n{heard}", encoding="utf-8")
    else:
        assert heard == said


def test_every_language_has_the_same_calls(settings):
    """What is tried in one language is tried in all that the demo hotlines offer."""
    tried = {}
    for path in FILES:
        if path.parent.name in languages():
            tried.setdefault(path.parent.name, set()).add(path.stem)
    offered = (hotline.languages for hotline in settings.hotlines.values())
    assert set(tried) == set(chain.from_iterable(offered))
    assert len({frozenset(calls) for calls in tried.values()}) == 1
