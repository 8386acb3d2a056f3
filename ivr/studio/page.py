"""What a check found, as one page with players."""

import os
from collections.abc import Iterable
from html import escape
from pathlib import Path
from urllib.parse import quote

from ivr.studio.check import Checked, Fault, Report
from ivr.studio.intonation import take_of
from ivr.studio.table import HEAD, figures

STYLE = """
:root { color-scheme: light dark; --line: #8886; --fault: #b3261e }
@media (prefers-color-scheme: dark) { :root { --fault: #ff8a80 } }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 75rem;
  padding: 0 1rem 3rem }
nav a { display: inline-block; padding: .5rem 1rem .5rem 0 }
.wide { overflow-x: auto }
table { border-collapse: collapse; width: 100% }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .6rem .35rem 0;
  text-align: left; vertical-align: top }
td.n, th.n { font-variant-numeric: tabular-nums; text-align: right }
.faults { color: var(--fault); padding-left: 1.2rem }
audio { height: 2.2rem; max-width: 14rem }
@media (max-width: 45rem) {
  .recordings thead { display: none }
  .recordings tr { border-bottom: 1px solid var(--line); display: block;
    padding: .6rem 0 }
  .recordings td { border: 0; display: block; padding: .1rem 0; text-align: left }
  .recordings td:empty { display: none }
}
"""
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Recordings</title>
<style>{style}</style>
</head>
<body>
<h1>Recordings</h1>
<div class="wide"><table>
<thead><tr>{head}</tr></thead>
<tbody>
{rows}
</tbody>
</table></div>
<nav aria-label="Languages">{links}</nav>
<main>
{sections}
</main>
</body>
</html>
"""
SECTION = """<section id="{locale}">
<h2>{locale}</h2>
{faults}
<table class="recordings">
<thead><tr><th>words</th><th>reading</th><th>heard in</th><th>take</th>
<th class="n">seconds</th><th class="n">dBov</th><th>sound</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>
</section>"""


def page(reports: Iterable[Report], folder: Path) -> str:
    """Write *reports* as a page that will lie in *folder*."""
    reports = list(reports)
    return PAGE.format(
        style=STYLE,
        head="".join(_cell(name, "th") for name in HEAD),
        rows="\n".join(_figures(report) for report in reports),
        links="".join(f'<a href="#{r.locale}">{r.locale}</a>' for r in reports),
        sections="\n".join(_section(report, folder) for report in reports),
    )


def _figures(report: Report) -> str:
    cells = (report.locale, *figures([report]))
    return f"<tr>{''.join(map(_cell, cells))}</tr>"


def _section(report: Report, folder: Path) -> str:
    return SECTION.format(
        locale=report.locale,
        faults=_faults(report.faults),
        rows="\n".join(_row(one, report.locale, folder) for one in report.checked),
    )


def _faults(faults: list[Fault]) -> str:
    if not faults:
        return "<p>No faults.</p>"
    lines = "\n".join(f"<li>{escape(str(fault))}</li>" for fault in faults)
    return f'<ul class="faults">\n{lines}\n</ul>'


def _row(one: Checked, locale: str, folder: Path) -> str:
    lang = f' lang="{locale.replace("_", "-")}"'
    spoken = [_cell(text, attributes=lang) for text in _spoken(one)]
    measured = [_cell(text, attributes=' class="n"') for text in _measured(one)]
    cells = [*spoken, _cell(_take(one)), *measured, f"<td>{_player(one, folder)}</td>"]
    return f"<tr>{''.join(cells)}</tr>"


def _spoken(one: Checked) -> tuple[str, str, str]:
    if one.wanted:
        fragment = one.wanted.fragment
        return fragment.words, fragment.reading, one.wanted.carrier
    return one.path.stem, "", ""


def _take(one: Checked) -> str:
    return take_of(one.wanted.fragment) if one.wanted else "unused"


def _measured(one: Checked) -> tuple[str, str]:
    if one.measure is None:
        return "", ""
    return f"{one.measure.duration_s:.2f}", f"{one.measure.level_dbov:.1f}"


def _player(one: Checked, folder: Path) -> str:
    if one.measure is None:
        return "–"
    source = quote(Path(os.path.relpath(one.path, folder)).as_posix())
    name = f'aria-label="{escape(one.path.stem)}"'
    return f'<audio controls preload="none" src="{source}" {name}></audio>'


def _cell(text: str, tag: str = "td", attributes: str = "") -> str:
    return f"<{tag}{attributes}>{escape(text)}</{tag}>"
