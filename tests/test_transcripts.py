"""Whole calls, as text: `tests/transcripts/<locale>/<what happens>.txt`.

`demo/` has a call from every demo account, and `richest/` the account that has most,
in every language. A file begins with who calls whom (and when, in the hotline's time;
and with which balance, or what kind of account), then holds what is said.
`pytest --rewrite` writes what is said anew.
"""

from itertools import chain

import pytest
from fakes.transcripts import FILES, named, read, set_scene

from ivr.phone.transcript import Line
from ivr.speech.languages import languages


def written(line: Line) -> str:
    if line.who == "caller":
        return f"caller: {line.keys or '(silence)'}"
    return f"hotline: {line.text}"


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_call_goes_as_written(path, phone, rooms, clock, settings, request):
    """Each transcript is what callers hear, word by word."""
    head, said = read(path)
    told = set_scene(head, rooms, clock, settings)

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
