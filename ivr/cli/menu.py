"""The map of the dialogue: `ivr menu`."""

import click

from ivr.cli.development import development_settings
from ivr.dialogue.acts import Transfer
from ivr.dialogue.call import Place, begin
from ivr.dialogue.events import AccountRead, Answered, Event, PinChecked, Pressed
from ivr.dialogue.menu import MAIN, MORE, Item, line_of, offered
from ivr.dialogue.walk import Taken, walk
from ivr.domain.hotline import Hotline
from ivr.domain.phrase import Line
from ivr.speech.sentence import sentence_of


@click.command()
@click.option("--dot", is_flag=True, help="Print every way, as a graph for Graphviz.")
def menu(dot: bool) -> None:  # noqa: FBT001 - click hands options over as they are
    """Print what each hotline offers."""
    for hotline in development_settings().hotlines.values():
        if dot:
            click.echo("\n".join(_graph(hotline)))
            return
        click.echo(f"{hotline.number}  {', '.join(hotline.languages)}")
        call = begin(hotline)
        for item in offered(MAIN, call):
            click.echo(_told("  ", item, line_of(item, call)))
            if item.place is Place.MORE:
                for inner in offered(MORE, call):
                    click.echo(_told("    ", inner, line_of(inner, call)))


def _told(indent: str, item: Item, line: Line) -> str:
    words = sentence_of(line).text
    return f"{indent}{item.key}  {item.place.value:<10} {words}"


def _graph(hotline: Hotline) -> list[str]:
    """Draw the ways that the walk takes between places, by what leads along them."""
    steps = walk(hotline, hotline.languages[:1])
    ways = sorted({way for taken in steps if (way := _way(taken))})
    edges = [f'  {start} -> {end} [label="{label}"];' for start, label, end in ways]
    return ["digraph saldo {", "  rankdir=LR;", *edges, "}"]


def _way(taken: Taken) -> tuple[str, str, str] | None:
    start, end = taken.call.place.value, taken.move.call.place.value
    if isinstance(taken.move.then, Transfer):
        end = "transfer"
    label = _label(taken.event)
    return (start, label, end) if label and start != end else None


def _label(event: Event) -> str:
    match event:
        case Answered():
            return "answered"
        case Pressed(keys):
            key = keys.reveal()
            return key if len(key) == 1 else "entry"
        case PinChecked(right):
            return "right PIN" if right else "other PIN"
        case AccountRead(account):
            return "account" if account else "no account"
        case _:
            return ""
